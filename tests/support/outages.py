"""What keeps a running server from its store for a while."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.lives import Server


@contextmanager
def no_more_room(server: Server) -> Iterator[None]:
    """What a full disk does to whoever writes: a limit on files that a process can be given, and freed of, from
    outside."""
    before, hard = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (before, hard))
