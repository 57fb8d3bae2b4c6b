"""A trust that does not exist and answers that nobody gave. What is planted in them stands in docs/decisions.md."""
