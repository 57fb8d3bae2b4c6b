"""A trust's places as a file tells them: read, judged against those that are there, and what follows from it."""
