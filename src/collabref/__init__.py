"""collabref: a reference on collaboration-based approaches to improving healthcare."""

__version__ = "0.1.0"
