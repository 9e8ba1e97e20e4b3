"""Text: folding for comparison and search, safe display, and wording."""
