"""Text: folded to be compared and searched, made safe to show, put into words."""
