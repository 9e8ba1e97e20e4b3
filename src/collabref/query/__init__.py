"""Questions to the store. Each answers with a page or a grid, and knows no terminal."""
