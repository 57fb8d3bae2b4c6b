"""Where CI=true, a test that does not run is a failure: a skip there is a promise that nobody checks."""

from collections.abc import Mapping

import pytest


def strict(environment: Mapping[str, str]) -> bool:
    return environment.get("CI", "").lower() == "true"


def tell_what_is_missing(reporter: pytest.TerminalReporter, environment: Mapping[str, str]) -> None:
    told = _not_run(reporter)
    if not told:
        return
    reporter.section("not run" + (": with CI=true that is a failure" if strict(environment) else ""))
    for line in told:
        reporter.write_line(line)


def fail_on_skips(session: pytest.Session, environment: Mapping[str, str]) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if strict(environment) and reporter and _not_run(reporter) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _not_run(reporter: pytest.TerminalReporter) -> list[str]:
    found = {kind: reporter.stats.get(kind, []) for kind in ("skipped", "xfailed", "xpassed")}
    return [f"{kind}: {report.nodeid}: {_why(report)}" for kind, reports in found.items() for report in reports]


def _why(report: object) -> str:
    place = getattr(report, "longrepr", None)
    reason = place[2] if isinstance(place, tuple) else getattr(report, "wasxfail", "")
    return str(reason).removeprefix("Skipped: ") or "no reason given"
