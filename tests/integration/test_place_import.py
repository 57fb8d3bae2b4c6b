"""`heard place import`, as somebody types it."""

import asyncio
import json
from pathlib import Path

import pytest

from feedback.places.sheet import LARGEST_FILE
from tests.integration.test_commands import Shell
from tests.support.product import opened_product

FILE = """code,parent,name,level,caseload.indian,caseload.declined
trust,,Northshire,,,
north,trust,North directorate,,,
ward-7,north,"Ward 7, upstairs",team,12345,0
"""
MOVED = FILE.replace("ward-7,north", "ward-7,south") + "south,trust,South directorate,,,\n"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "places.csv"
    made.write_text(FILE, encoding="utf-8-sig", newline="\r\n")
    return made


def listed(shell: Shell) -> list[tuple[str, ...]]:
    rows = json.loads(shell.heard("place", "list", "--json").stdout)
    return [(row["code"], row["parent"], row["name"], row["level"]) for row in rows]


def codes(told: str) -> list[tuple[str, str]]:
    return [(line.split(": ")[0], line.split(": ")[1]) for line in told.splitlines()]


def trail(shell: Shell) -> list[dict[str, str | None]]:
    async def read() -> list[dict[str, str | None]]:
        data = Path(shell.environment["HEARD_DATA_DIR"])
        async with opened_product(data, f"sqlite:///{data}/heard.db", HEARD_SECRET_KEY="") as product:
            return [dict(event.facts) for event in await product.audit.of("places-imported")]

    return asyncio.run(read())


def test_places_come_from_a_file_and_the_same_file_changes_nothing(shell: Shell, file: Path) -> None:
    told = shell.heard("place", "import", str(file))
    assert told.stdout == "2 added, 1 renamed, 0 moved, 0 at another level, 0 unchanged. Caseloads taken: 1.\n"
    assert told.stderr == ""
    assert listed(shell) == [
        ("north", "trust", "North directorate", "directorate"),
        ("trust", None, "Northshire", "trust"),
        ("ward-7", "north", "Ward 7, upstairs", "team"),
    ]
    again = shell.heard("place", "import", str(file)).stdout
    assert again == "Nothing changed: all that the file says stands already (3 places).\n"
    assert len(trail(shell)) == 1


def test_what_changed_is_told_and_kept_in_the_trail_without_a_caseload(shell: Shell, file: Path) -> None:
    shell.heard("place", "import", str(file))
    file.write_text(MOVED, encoding="utf-8")
    told = shell.heard("place", "import", str(file)).stdout
    assert told == "1 added, 0 renamed, 1 moved, 0 at another level, 2 unchanged. Caseloads taken: 0.\n"
    assert ("ward-7", "south", "Ward 7, upstairs", "team") in listed(shell)
    facts = trail(shell)
    assert facts[1]["moves"] == "ward-7: north > south"
    assert [one["caseloads"] for one in facts] == ["1", "0"]
    assert "12345" not in json.dumps(facts)


def test_everything_wrong_is_said_at_once_and_nothing_is_taken(shell: Shell, file: Path) -> None:
    shell.heard("place", "import", str(file))
    before = listed(shell)
    file.write_text(f"{MOVED}east/1,trust,East,,,\nlost,nowhere,,,3.5,1\nsecond,,Second root,,,\n", encoding="utf-8")
    told = shell.heard("place", "import", str(file), code=2)
    assert told.stdout == ""
    assert codes(told.stderr) == [
        ("places.csv, line 6, code", "bad-code"),
        ("places.csv, line 7, caseload.indian", "not-people"),
        ("places.csv, line 7, name", "no-name"),
        ("places.csv, line 7, parent", "unknown-parent"),
        ("places.csv, line 8, parent", "second-root"),
    ]
    assert "3.5" not in told.stderr
    assert listed(shell) == before
    assert len(trail(shell)) == 1


def test_a_file_that_cannot_be_read_is_said_to_be_so(shell: Shell, tmp_path: Path) -> None:
    def told(file: Path) -> list[tuple[str, str]]:
        return codes(shell.heard("place", "import", str(file), code=2).stderr)

    large, empty, other = tmp_path / "large.csv", tmp_path / "empty.csv", tmp_path / "other.csv"
    with large.open("wb") as opened:
        opened.truncate(LARGEST_FILE + 1)
    empty.touch()
    other.write_bytes("code,parent,name\na,trust,Café\n".encode("latin-1"))
    assert told(tmp_path / "none.csv") == [("none.csv", "no-file")]
    assert told(tmp_path) == [(tmp_path.name, "is-a-folder")]
    assert told(tmp_path / ("n" * 300)) == [("n" * 300, "cannot-be-read")]
    assert told(large) == [("large.csv", "too-large")]
    assert told(empty) == [("empty.csv", "empty")]
    assert told(other) == [("other.csv, line 2", "not-text")]


def test_ten_thousand_places_with_a_caseload_each_are_taken(shell: Shell, file: Path) -> None:
    lines = (f"p{number},{f'p{number // 5}' if number else 'trust'},Place {number},3" for number in range(10_000))
    file.write_text("code,parent,name,caseload.roma\n" + "\n".join(lines), encoding="utf-8")
    told = shell.heard("place", "import", str(file)).stdout
    assert told == "10000 added, 0 renamed, 0 moved, 0 at another level, 0 unchanged. Caseloads taken: 10000.\n"
    assert shell.heard("place", "import", str(file)).stdout.startswith("Nothing changed")
