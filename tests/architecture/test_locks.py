"""The locks pin every package by its hashes, fit pyproject.toml, and name no address and no machine."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import PROJECT

_LOCKS = ("requirements.lock", "requirements-dev.lock")
_PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)( ; (?P<marker>[^\\]+))? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def _lines(lock: str) -> list[str]:
    lines = (PROJECT / lock).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _pins(lock: str) -> set[tuple[str, str]]:
    return {(pin["name"], pin["version"]) for pin in map(_PIN.fullmatch, _lines(lock)) if pin}


def _required(*groups: str) -> Iterator[Requirement]:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    yield from map(Requirement, settings["project"]["dependencies"])
    for group in groups:
        yield from (Requirement(each) for each in settings["dependency-groups"][group] if isinstance(each, str))


@pytest.mark.parametrize("lock", _LOCKS)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(lock: str) -> None:
    odd = [line for line in _lines(lock) if not _PIN.fullmatch(line) and not _HASH.fullmatch(line)]
    assert odd == []


@pytest.mark.parametrize("lock", _LOCKS)
def test_every_pin_has_hashes(lock: str) -> None:
    lines = _lines(lock)
    bare = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if _PIN.fullmatch(line) and not _HASH.fullmatch(following)
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])]
)
def test_a_lock_pins_what_pyproject_asks_for(lock: str, groups: list[str]) -> None:
    pins: dict[str, list[str]] = {}
    for name, version in _pins(lock):
        pins.setdefault(name, []).append(version)
    for requirement in _required(*groups):
        versions = pins.get(canonicalize_name(requirement.name), [])
        assert versions, f"make lock: {lock} lacks {requirement}"
        assert all(requirement.specifier.contains(version) for version in versions), f"make lock: {requirement}"


def test_the_tests_run_with_what_is_shipped() -> None:
    assert _pins("requirements.lock") <= _pins("requirements-dev.lock")
