"""Files to records, strictly, with the place of everything kept.

A **library** is a folder or a file; what is read from one file is a ``Source``; a record with the
place where it stands is an ``Entry``. Nothing here judges records together: that is ``check``.
"""

from collabref.load.library import FORMATS, Entry, Library, library_files, read_library, read_source
from collabref.load.source import Source

__all__ = ["FORMATS", "Entry", "Library", "Source", "library_files", "read_library", "read_source"]
