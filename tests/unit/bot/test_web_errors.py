"""Every way in which a reply can be misread has its words, on a page and in a chat, in every language."""

from datetime import date
from decimal import Decimal

import pytest

from bot.conversation.misreadings import misread_text, mistaken_text
from bot.i18n import load_catalogues
from surveys.answers import Day, Measured, Month, Number, YearMonth
from surveys.definition import FEEDBACK, MEASURED, WITH_OPTIONS, Kind, Question
from surveys.events import Misread, Reason
from surveys.measures import Range
from surveys.text import Status, Text, Wording

CATALOGUES = load_catalogues()
WHY = "The law asks for it."
LABELS = {"yes": "Yes", "none": "None of these"}
WORDING = Wording("en", Status.DRAFT, 1, None, "T", {"q": Text("Ask", None, LABELS, why_needed=WHY)})
ENDS: dict[Kind, tuple[Measured, Measured]] = {
    Kind.NUMBER: (Number(Decimal(3)), Number(Decimal(1500))),
    Kind.DAY: (Day(date(2025, 1, 31)), Day(date(2026, 3, 27))),
    Kind.MONTH: (Month(YearMonth(2025, 1)), Month(YearMonth(2026, 3))),
}


def asked(kind: Kind) -> Question:
    options = tuple(LABELS) if kind in WITH_OPTIONS else ()
    return Question("q", kind, FEEDBACK, options, range=Range(*ENDS[kind]) if kind in MEASURED else None)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("tag", CATALOGUES.languages)
def test_the_reason_is_told(tag: str, reason: Reason, kind: Kind) -> None:
    if reason is Reason.OUT_OF_RANGE and kind not in MEASURED:
        return  # nothing to be out of
    misread, phrases = Misread("q", reason, ("none",)), CATALOGUES.phrases(tag)
    for say in (mistaken_text, misread_text):
        said = say(misread, asked(kind), WORDING, phrases)
        assert said
        assert "{" not in said
        if reason is Reason.EXCLUSIVE:
            assert "None of these" in said
        if reason is Reason.NEEDED:
            assert WHY in said


@pytest.mark.parametrize("tag", CATALOGUES.languages)
def test_a_number_out_of_range_is_answered_with_the_range_in_digits_that_everybody_reads(tag: str) -> None:
    said = mistaken_text(Misread("q", Reason.OUT_OF_RANGE), asked(Kind.NUMBER), WORDING, CATALOGUES.phrases(tag))
    assert "3" in said
    assert said.replace(",", "").replace(".", "").replace("\xa0", "").count("1500") == 1


def test_dates_are_written_as_in_britain() -> None:
    said = mistaken_text(Misread("q", Reason.OUT_OF_RANGE), asked(Kind.DAY), WORDING, CATALOGUES.phrases("en"))
    assert "27 March 2026" in said
