"""References out of collabref: formatted citations and bibliography files. Pure functions, no store."""
