"""What the client library is told, so that it does not warn of durations: a warning is an error here."""

import pytest


@pytest.fixture(autouse=True)
def _times_to_wait_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
