"""Who runs a command, for the audit trail."""

import os
from getpass import getuser


def operator() -> str:
    """In a container the number that a command runs under may have no name."""
    try:
        return getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
