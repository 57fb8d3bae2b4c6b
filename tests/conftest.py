"""What every kind of test may ask for, and the promise that nothing skips where CI=true."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support.databases import (
    PostgresTemplate,
    SqliteTemplate,
    empty_postgres,
    migrated_postgres,
    migrated_sqlite,
)
from tests.support.postgres import running_postgres
from tests.support.skips import fail_on_skips, tell_what_is_missing

pytest_plugins = ["pytester"]
# A deadline would make a test depend on how busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")
BACK_ENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with running_postgres(os.environ) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[PostgresTemplate]:
    with migrated_postgres(postgres_server) as template:
        yield template


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    return migrated_sqlite(tmp_path_factory.mktemp("template"))


@pytest.fixture(params=BACK_ENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated, empty database of this test's own; the test runs once on each back end."""
    if request.param == "sqlite":
        fresh = request.getfixturevalue("sqlite_template").fresh(tmp_path)
    else:
        fresh = request.getfixturevalue("postgres_template").fresh()
    with fresh as url:
        yield url


@pytest.fixture(params=BACK_ENDS)
def unmigrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, for tests of the migrations themselves."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'heard.db'}"
        return
    with empty_postgres(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: SqliteTemplate, tmp_path: Path) -> Iterator[str]:
    """For tests of something that does not depend on the back end."""
    with sqlite_template.fresh(tmp_path) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_template: PostgresTemplate) -> Iterator[str]:
    """For tests of what PostgreSQL alone can do: several processes on one database, say."""
    with postgres_template.fresh() as url:
        yield url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tell_what_is_missing(terminalreporter, os.environ)


def pytest_sessionfinish(session: pytest.Session) -> None:
    fail_on_skips(session, os.environ)
