"""collabref: a reference on collaboration-based approaches to improving healthcare."""

__version__ = "0.2.0"

# The literature was searched up to this day; the data are of the same day.
SEARCHED_TO = "2026-11-30"
