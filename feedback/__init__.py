"""Keeps, counts, protects and publishes what was said; knows no web and no chat library."""
