"""From files to records, strictly, keeping the place of everything.

A **library** is a folder or a file; what is read from one file is a ``DataFile``; a record with its
place is an ``Entry``. Nothing here compares records with one another: ``check`` does.
"""

from collabref.load.datafile import DataFile
from collabref.load.library import Entry, Library, library_files, read_datafile, read_library

__all__ = ["DataFile", "Entry", "Library", "library_files", "read_datafile", "read_library"]
