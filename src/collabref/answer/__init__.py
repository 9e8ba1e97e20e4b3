"""The two neutral shapes of an answer: a page, which is read, and a grid, which has rows."""
