"""Files to records, strictly, with the place of everything kept.

A **library** is a folder or a file; what is read from one file is a ``DataFile``; a record with the
place where it stands is an ``Entry``. Nothing here judges records together: that is ``check``.
"""

from collabref.load.datafile import DataFile
from collabref.load.library import FORMATS, Entry, Library, library_files, read_datafile, read_library

__all__ = ["FORMATS", "DataFile", "Entry", "Library", "library_files", "read_datafile", "read_library"]
