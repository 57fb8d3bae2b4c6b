"""The secret key: given in the settings, or made once in the data folder and kept there."""

import os
import secrets
from pathlib import Path

FILE_NAME = "secret-key"


def secret_key(given: str | None, data_dir: Path) -> bytes:
    """Losing it means losing every word that patients wrote: back it up apart from the database."""
    if given is not None:
        return given.encode()
    path = data_dir / FILE_NAME
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    return path.read_bytes().strip()


def _make(path: Path) -> None:
    """Written whole beside its place and then linked there, so that two starts at once agree on one key."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
