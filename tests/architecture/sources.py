"""The project's own source files, in place or in a copy into which a test plants a fault."""

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PACKAGES = ("bot", "feedback", "surveys")


@dataclass(frozen=True, slots=True)
class Module:
    path: str  # from the project's folder, with forward slashes
    name: str  # as it is imported
    tree: ast.Module


@dataclass(frozen=True, slots=True)
class Sources:
    root: Path

    def files(self, *folders: str, suffixes: tuple[str, ...] = (".py",)) -> Iterator[Path]:
        for folder in folders:
            for path in sorted((self.root / folder).rglob("*")):
                if path.suffix in suffixes and "__pycache__" not in path.parts:
                    yield path

    def modules(self, *folders: str) -> Iterator[Module]:
        for file in self.files(*folders):
            path = file.relative_to(self.root)
            name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
            yield Module(path.as_posix(), name, _parsed(file.read_text(encoding="utf-8")))

    def plant(self, path: str, text: str) -> None:
        """Adds to a file, or makes one."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.write(text)


@cache
def _parsed(text: str) -> ast.Module:
    """A copy of the project differs from it in one file: the others are parsed once for all tests."""
    return ast.parse(text)


def copied(folder: Path) -> Sources:
    for package in PACKAGES:
        for file in Sources(PROJECT).files(package):
            target = folder / file.relative_to(PROJECT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    shutil.copyfile(PROJECT / "pyproject.toml", folder / "pyproject.toml")
    return Sources(folder)
