"""Every wall holds in the project, and is shown to bite: a planted fault is found, and named with its place."""

from collections.abc import Callable, Iterator

import pytest

from tests.architecture import walls
from tests.architecture.sources import Sources

Wall = Callable[[Sources], Iterator[str]]

_WALLS: list[Wall] = [
    walls.foreign_imports_of_surveys,
    walls.clocks_read_elsewhere,
    walls.tables_made_elsewhere,
    walls.input_and_output_in_pure_code,
    walls.folders_that_are_no_packages,
    walls.overlong_files,
    walls.unexplained_ignores,
]

# A wall, a file that does not exist yet, what it would hold, and what the wall then says.
_PLANTED: list[tuple[Wall, str, str, str]] = [
    (walls.foreign_imports_of_surveys, "surveys/planted.py", "import yaml", "1: surveys imports yaml"),
    (walls.foreign_imports_of_surveys, "surveys/planted.py", "from attrs import define", "surveys imports attrs"),
    (
        walls.clocks_read_elsewhere,
        "bot/conversation/planted.py",
        "import datetime\nx = datetime.datetime.now",
        "planted.py:2: datetime.now is read",
    ),
    (
        walls.clocks_read_elsewhere,
        "feedback/store/planted.py",
        "from datetime import date\nx = date.today()",
        "date.today is read",
    ),
    (walls.clocks_read_elsewhere, "bot/planted.py", "import time\nx = time.time()", "time.time is read"),
    (walls.clocks_read_elsewhere, "bot/planted.py", "from time import time", "a clock is imported from time"),
    (walls.tables_made_elsewhere, "bot/web/planted.py", "x = SafeTable()", "planted.py:1: a SafeTable is made"),
    (walls.tables_made_elsewhere, "feedback/planted.py", "x = tables.SafeTable()", "a SafeTable is made"),
    (
        walls.tables_made_elsewhere,
        "feedback/planted.py",
        "from feedback.safe_table import SEAL",
        "the seal of SafeTable is taken",
    ),
    (walls.input_and_output_in_pure_code, "surveys/planted.py", "open('x')", "planted.py:1: open is called"),
    (walls.input_and_output_in_pure_code, "feedback/export/planted.py", "print(1)", "print is called"),
    (walls.folders_that_are_no_packages, "bot/planted/one.py", "", "bot/planted: has no __init__.py"),
    (walls.overlong_files, "bot/planted.py", "\n" * 301, "bot/planted.py: 301 lines"),
    (walls.overlong_files, "tests/planted.py", "\n" * 301, "tests/planted.py: 301 lines"),
    (walls.overlong_files, "scripts/planted.sh", "\n" * 301, "scripts/planted.sh: 301 lines"),
    (walls.unexplained_ignores, "bot/planted.py", "x = 1  # type: ignore", "bot/planted.py:1"),
    (walls.unexplained_ignores, "bot/planted.py", "x = 1  # type: ignore[arg-type]", "bot/planted.py:1"),
    (walls.unexplained_ignores, "bot/planted.py", "x = 1  # noqa", "bot/planted.py:1"),
    (walls.unexplained_ignores, "bot/planted.py", "x = 1  # noqa: E501", "bot/planted.py:1"),
    (walls.unexplained_ignores, "bot/planted.py", "# mypy: ignore-errors", "bot/planted.py:1"),
]

_ALLOWED: list[tuple[Wall, str, str]] = [
    (walls.foreign_imports_of_surveys, "surveys/planted.py", "import re\nfrom surveys.text import Edition"),
    (walls.clocks_read_elsewhere, "bot/commands/planted.py", "import datetime\nx = datetime.datetime.now()"),
    (walls.clocks_read_elsewhere, "bot/planted.py", "from time import perf_counter\nx = perf_counter()"),
    (walls.overlong_files, "bot/planted.py", "\n" * 300),
    (walls.unexplained_ignores, "bot/planted.py", "x = 1  # type: ignore[arg-type]  # the stubs are wrong"),
    (walls.unexplained_ignores, "bot/planted.py", "x = 1  # noqa: S311 - not a secret"),
    (walls.unexplained_ignores, "bot/planted.py", "x = '# noqa'"),
]


@pytest.mark.parametrize("wall", _WALLS, ids=lambda wall: wall.__name__)
def test_the_wall_holds(project: Sources, wall: Wall) -> None:
    assert list(wall(project)) == []


@pytest.mark.parametrize(("wall", "path", "text", "said"), _PLANTED)
def test_a_planted_fault_is_found(copy: Sources, wall: Wall, path: str, text: str, said: str) -> None:
    before = list(wall(copy))
    copy.plant(path, text)
    found = [place for place in wall(copy) if place not in before]
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(("wall", "path", "text"), _ALLOWED)
def test_what_is_allowed_is_left_alone(copy: Sources, wall: Wall, path: str, text: str) -> None:
    before = list(wall(copy))
    copy.plant(path, text)
    assert list(wall(copy)) == before


def test_every_wall_is_shown_to_bite() -> None:
    assert {wall for wall, _, _, _ in _PLANTED} == set(_WALLS)
