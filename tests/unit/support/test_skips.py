"""Where CI=true, a test that does not run fails the run and is named; elsewhere it is named only."""

from collections.abc import Callable

import pytest

Run = Callable[[str, str], pytest.RunResult]

_CONFTEST = """
import os
from tests.support.skips import fail_on_skips, tell_what_is_missing

def pytest_terminal_summary(terminalreporter):
    tell_what_is_missing(terminalreporter, os.environ)

def pytest_sessionfinish(session):
    fail_on_skips(session, os.environ)
"""
_SKIPPING = "import pytest\ndef test_page(): pytest.skip('there is no Chromium')"
_XFAILING = "import pytest\n@pytest.mark.xfail(reason='some day')\ndef test_page(): assert False"
_PASSING = "def test_page(): pass"


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(test: str, ci: str) -> pytest.RunResult:
        monkeypatch.setenv("CI", ci)
        pytester.makeconftest(_CONFTEST)
        pytester.makepyfile(test)
        return pytester.runpytest_inprocess("-p", "no:asyncio", "-p", "no:hypothesispytest")

    return run


@pytest.mark.parametrize(
    ("test", "told"),
    [
        (_SKIPPING, "skipped: *::test_page: there is no Chromium"),
        (_XFAILING, "xfailed: *::test_page: some day"),
    ],
)
def test_what_did_not_run_is_named_and_fails_in_ci(run: Run, test: str, told: str) -> None:
    in_ci = run(test, "true")
    assert in_ci.ret == pytest.ExitCode.TESTS_FAILED
    in_ci.stdout.fnmatch_lines(["*not run: with CI=true that is a failure*", told, "*1 *ed in *"])


def test_elsewhere_it_is_named_and_passes(run: Run) -> None:
    at_home = run(_SKIPPING, "")
    assert at_home.ret == pytest.ExitCode.OK
    at_home.stdout.fnmatch_lines(["*not run*", "skipped: *there is no Chromium", "*1 skipped in *"])


def test_a_run_in_which_all_ran_passes_in_ci(run: Run) -> None:
    in_ci = run(_PASSING, "true")
    assert in_ci.ret == pytest.ExitCode.OK
    in_ci.stdout.no_fnmatch_line("*not run*")
