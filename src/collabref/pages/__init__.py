"""What an answer says: from the records that a query found to a page or a grid, one module per answer."""
