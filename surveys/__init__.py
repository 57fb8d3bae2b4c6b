"""Knows what is asked, and in which order: pure, from the standard library alone."""
