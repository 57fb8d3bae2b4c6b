"""What the store refuses to hide from those who use it."""


class Away(Exception):
    """The database cannot be reached, or cannot write for now: it restarts, its disk is full. Nothing was changed, and
    the same may be tried again."""
