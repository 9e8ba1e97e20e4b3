"""The store: a library compiled into SQLite, so that a question is answered without reading YAML.

It is a cache: nobody edits it, it can be deleted at any time, and it is made again when what it was
made from has changed.
"""

from collabref.store.store import Store, open_store, placeholders

__all__ = ["Store", "open_store", "placeholders"]
