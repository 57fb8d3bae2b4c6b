"""Every way in which a reply can be misread has its words on the page, in every language."""

import pytest

from bot.channels.web.views import error_text
from bot.i18n import load_catalogues
from bot.survey_files import load_library
from surveys.events import Misread, Reason

CATALOGUES = load_catalogues()
PATIENT = load_library()["patient"].edition


@pytest.mark.parametrize("tag", CATALOGUES.languages)
@pytest.mark.parametrize("reason", Reason)
def test_the_reason_is_told(tag: str, reason: Reason) -> None:
    misread = Misread("needs-unmet", reason, ("none",))
    wording = PATIENT.wording(tag)
    said = error_text(CATALOGUES.phrases(tag), wording, misread)
    assert said
    assert "{" not in said
    if reason is Reason.EXCLUSIVE:
        assert wording.label("needs-unmet", "none") in said
