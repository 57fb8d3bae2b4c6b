"""The project as it is, and a copy to spoil."""

from pathlib import Path

import pytest

from tests.architecture.sources import PROJECT, Sources, copied


@pytest.fixture
def project() -> Sources:
    return Sources(PROJECT)


@pytest.fixture
def copy(tmp_path: Path) -> Sources:
    return copied(tmp_path)
