"""What an answer says: from the records found by a query to a page or a grid, one module per answer."""
