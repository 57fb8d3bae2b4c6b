"""Where `make` cannot make the environment, it says what is missing and how to get it."""

import shutil
import subprocess
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    for name in ("scripts/environment.sh", "Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copyfile(_PROJECT / name, tmp_path / name)
    return tmp_path


def _python(folder: Path, script: str) -> Path:
    """An interpreter that fails as some real ones do; `$2` is the code that it is asked to run."""
    file = folder / "python"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def _make(checkout: Path, target: str, python: Path) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", target, f"PYTHON={python}"]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("target", ["run", "install"])
def test_without_a_python_it_names_the_packages_that_bring_one(checkout: Path, target: str) -> None:
    done = _make(checkout, target, checkout / "no-such-python")
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr
    assert not (checkout / ".venv").exists()


def test_an_old_python_is_refused(checkout: Path) -> None:
    done = _make(checkout, "install", _python(checkout, "exit 1"))
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr


def test_a_python_without_ensurepip_is_told_from_an_old_one(checkout: Path) -> None:
    lacks_ensurepip = "case $2 in *ensurepip*) exit 1 ;; *print*) echo 3.12 ;; esac"
    done = _make(checkout, "install", _python(checkout, lacks_ensurepip))
    assert done.returncode != 0
    assert "cannot make virtual environments" in done.stderr
    assert "apt install python3.12-venv" in done.stderr
