"""Which languages are drafts, and which are offered then."""

from dataclasses import replace

import pytest

from bot.i18n import Catalogues, load_catalogues
from bot.offering import drafts, offered
from bot.survey_files import load_library
from surveys.text import Edition, Status

CATALOGUES = load_catalogues()
FFT = load_library()["fft"].edition


def with_phrases(status: Status, *tags: str) -> Catalogues:
    every = {tag: CATALOGUES.phrases(tag) for tag in CATALOGUES.languages}
    return Catalogues({tag: replace(one, status=status) if tag in tags else one for tag, one in every.items()})


def with_wording(status: Status, *tags: str) -> Edition:
    wordings = {tag: replace(one, status=status) if tag in tags else one for tag, one in FFT.wordings.items()}
    return replace(FFT, wordings=wordings)


@pytest.mark.parametrize(
    ("phrases", "wording", "draft"),
    [
        (Status.DRAFT, Status.DRAFT, True),
        (Status.DRAFT, Status.COMMUNITY_CHECKED, True),
        (Status.PROFESSIONALLY_CHECKED, Status.DRAFT, True),
        (Status.PROFESSIONALLY_CHECKED, Status.COMMUNITY_CHECKED, False),
    ],
)
def test_a_language_is_a_draft_until_all_of_it_was_checked(phrases: Status, wording: Status, draft: bool) -> None:
    found = drafts(with_phrases(phrases, "ur"), [with_wording(wording, "ur")])
    assert ("ur" in found) is draft
    assert "pl" in found


def test_english_is_always_offered_and_a_draft_where_a_trust_takes_drafts() -> None:
    unchecked = frozenset(CATALOGUES.languages) - {"ur"}
    assert offered(CATALOGUES, unchecked, with_drafts=False) == ("en", "ur")
    assert offered(CATALOGUES, unchecked, with_drafts=True) == CATALOGUES.languages


def test_a_language_that_is_not_offered_is_nobodys_first_but_stays_for_whoever_speaks_it() -> None:
    few = CATALOGUES.offering(["en", "pl"])
    assert few.fitting(["ur-PK", "pl", "en"]) == "pl"
    assert few.fitting(["ur"]) == "en"
    assert few.fitting(["ur", "pl"], besides="ur") == "ur"
    assert CATALOGUES.fitting(["ur-PK", "pl"]) == "ur"
