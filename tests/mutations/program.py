"""What runs in a copy of the project: the changed modules are imported, the named tests are run until the first fails,
and it is written down what was raised."""

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest


class _Witness:
    def __init__(self) -> None:
        self.passed = 0
        self.failures: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed += report.when == "call" and report.passed

    def pytest_exception_interact(self, node: Any, call: pytest.CallInfo[Any]) -> None:
        assert call.excinfo is not None
        self.failures[node.nodeid] = call.excinfo.type.__name__


def _imported(modules: Sequence[str]) -> None:
    for name in modules:
        file = import_module(name).__file__
        if file is None or not Path(file).is_relative_to(Path.cwd()):
            raise SystemExit(f"{name} is imported from elsewhere: {file}")


def main(modules: Sequence[str], tests: Sequence[str]) -> None:
    _imported(modules)
    witness = _Witness()
    alone = all(test.startswith("tests/unit/") for test in tests)
    # Unit tests ask for nothing that databases are needed for, and conftest.py takes a second to load for those.
    fewer = ["--noconftest"] if alone else []
    # That one failed is enough: what the two sides of its assertion are can take seconds to tell.
    plain = ["-q", "--exitfirst", "--assert=plain", "--tb=no", "-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin"]
    code = pytest.main([*plain, *fewer, *tests], plugins=[witness])
    verdict = {"code": int(code), "passed": witness.passed, "failures": witness.failures}
    Path("verdict.json").write_text(json.dumps(verdict), encoding="utf-8")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
