"""The wheel alone, without a checkout beside it, holds everything that Heard needs."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[2]
_BUILD = ["-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, *_BUILD, folder, _PROJECT], check=True, capture_output=True)
    [wheel] = folder.glob("heard-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_it_brings_a_database_up_to_date_and_publishes_the_surveys(installed: Path, tmp_path: Path) -> None:
    _heard(installed, tmp_path, "db", "upgrade")
    assert (tmp_path / "heard-data" / "heard.db").exists()
    assert '"patient"' in _heard(installed, tmp_path, "survey", "list", "--json")


def test_it_carries_the_phrases_in_every_language(installed: Path, tmp_path: Path) -> None:
    said = _heard(installed, tmp_path, "locales", "--json")
    for folder in (_PROJECT / "locales").iterdir():
        assert f'"{folder.name}"' in said


def test_it_puts_nothing_outside_its_own_packages(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {
        "bot",
        "feedback",
        "surveys",
    }


def _heard(installed: Path, folder: Path, *arguments: str) -> str:
    """Run where no checkout is found: the wheel's packages come before the ones that the tests are run from."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**environment, "PYTHONPATH": str(installed)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
