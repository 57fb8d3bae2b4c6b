"""docs/authoring.md names everything that a form can say to us, so that an author need not look into the code."""

from pathlib import Path

import pytest

from surveys.xlsform.headers import COLUMNS
from surveys.xlsform.sheets import READ, REFUSED
from surveys.xlsform.types import SUPPORTED

DOCUMENT = (Path(__file__).parents[3] / "docs" / "authoring.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "named", sorted({*SUPPORTED, *READ, *REFUSED, *(c for sheet in COLUMNS.values() for c in sheet)})
)
def test_what_can_stand_in_a_form_is_in_the_document(named: str) -> None:
    assert f"`{named}" in DOCUMENT
