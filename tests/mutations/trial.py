"""A mutant's trial: a copy of the project with one fault put in, and the test that is to notice it run in the copy.

A fault is a replacement of exact text. Text that is not there any more, once and no more, is an error of the mutant:
so none of them can stay in the list as something that nobody makes.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.architecture.sources import PACKAGES, PROJECT

_BESIDE = ("locales", "migrations")  # read, and never changed


@dataclass(frozen=True, slots=True)
class Change:
    file: str
    text: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """`noticed_by`: one test, or one function with parameters, that fails by an assertion when the fault is there."""

    name: str
    noticed_by: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`failures` from the name of a test to the name of what it raised."""

    code: int
    passed: int
    failures: Mapping[str, str]


class Misfit(ValueError):
    """The text that a mutant replaces is not in its file, or more than once."""


def copied(folder: Path) -> Path:
    for name in (*PACKAGES, "tests"):
        # A file of compiled code may be on its way to its name while this copies: others run tests meanwhile.
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc.*"))
    for name in _BESIDE:
        (folder / name).symlink_to(PROJECT / name)
    shutil.copyfile(PROJECT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def spoil(folder: Path, mutant: Mutant) -> None:
    for change in mutant.changes:
        file = folder / change.file
        text = file.read_text(encoding="utf-8")
        if text.count(change.text) != 1:
            raise Misfit(f"{mutant.name}: {change.file} holds {text.count(change.text)} times: {change.text}")
        file.write_text(text.replace(change.text, change.becomes), encoding="utf-8")


def tried(folder: Path, changed: Iterable[str], tests: Iterable[str]) -> Verdict:
    """A changed module that cannot be imported is no mutant: the program then ends without a verdict."""
    modules = [".".join(Path(file).with_suffix("").parts) for file in changed if file.endswith(".py")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutations.program", json.dumps(modules), *tests],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdict = folder / "verdict.json"
    assert verdict.exists(), done.stdout + done.stderr
    held: dict[str, Any] = json.loads(verdict.read_text(encoding="utf-8"))
    return Verdict(**held)
