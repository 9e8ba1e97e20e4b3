"""``python -m collabref``."""

from collabref.cli import main

if __name__ == "__main__":
    main()
