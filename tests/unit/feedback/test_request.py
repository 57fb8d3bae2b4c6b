"""What may be asked for, and that everything wrong with a request is said at once."""

from dataclasses import replace
from datetime import date

import pytest

from feedback.periods import Period
from feedback.records import Place
from feedback.request import CATALOGUE, Asked, Format, Known, Refusal, Request, understand
from feedback.tally import CHARACTERISTICS
from tests.support.crowds import policy

TODAY = date(2026, 11, 21)
ROOT = Place("trust", None, "Made-up Trust", "trust")
KNOWN = Known(
    frozenset({"patient", "fft"}), frozenset(CHARACTERISTICS) - {"migrant"}, ROOT, frozenset({"trust", "north"})
)
PLAIN = Asked("patient", None, None, "ethnicity", "public", "json", None)


def refused(asked: Asked, known: Known = KNOWN) -> list[tuple[str, str]]:
    answer = understand(asked, known, policy(), TODAY)
    assert not isinstance(answer, Request)
    return [(refusal.place, refusal.code) for refusal in answer]


def test_left_to_itself_it_is_the_newest_quarter_that_is_over() -> None:
    newest = Period(date(2026, 7, 1), date(2026, 9, 30))
    assert understand(PLAIN, KNOWN, policy(), TODAY) == Request("patient", newest, "ethnicity", Format.JSON, ROOT)


@pytest.mark.parametrize(
    ("first", "last"), [("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-03-31"), ("2026-07-01", "2026-09-30")]
)
def test_quarters_that_are_over_can_be_had(first: str, last: str) -> None:
    understood = understand(replace(PLAIN, first=first, last=last), KNOWN, policy(), TODAY)
    assert isinstance(understood, Request)
    assert (str(understood.period.first), str(understood.period.last)) == (first, last)


def test_the_root_may_be_named() -> None:
    assert isinstance(understand(replace(PLAIN, places="trust"), KNOWN, policy(), TODAY), Request)


@pytest.mark.parametrize(
    ("asked", "place", "code"),
    [
        (replace(PLAIN, survey="staff"), "--survey", "unknown-survey"),
        (replace(PLAIN, survey="equality"), "--survey", "unknown-survey"),
        (replace(PLAIN, by="shoe-size"), "--by", "unknown-characteristic"),
        (replace(PLAIN, by="migrant"), "--by", "unknown-characteristic"),
        (replace(PLAIN, audience="team"), "--audience", "audience-not-yet"),
        (replace(PLAIN, audience="press"), "--audience", "unknown-audience"),
        (replace(PLAIN, format="pdf"), "--format", "unknown-format"),
        (replace(PLAIN, places="north"), "--places", "places-not-yet"),
        (replace(PLAIN, places="trust,north"), "--places", "places-not-yet"),
        (replace(PLAIN, places="south"), "--places", "unknown-place"),
        (replace(PLAIN, places=""), "--places", "unknown-place"),
        (replace(PLAIN, first="2026-04-01"), "--to", "half-a-period"),
        (replace(PLAIN, last="2026-06-30"), "--from", "half-a-period"),
        (replace(PLAIN, first="1 April", last="2026-06-30"), "--from", "not-a-day"),
        (replace(PLAIN, first="2026-04-01", last="2026-06-31"), "--to", "not-a-day"),
        (replace(PLAIN, first="20260401", last="2026-06-30"), "--from", "not-a-day"),
        (replace(PLAIN, first="2026-04-01", last="2026-06-29"), "--from, --to", "not-a-period"),
        (replace(PLAIN, first="2026-01-01", last="2026-12-31"), "--from, --to", "period-not-over"),
        (replace(PLAIN, first="2026-10-01", last="2026-12-31"), "--from, --to", "period-not-over"),
        (replace(PLAIN, first="2026-04-01", last="2026-04-30"), "--from, --to", "not-a-period"),
        (replace(PLAIN, first="2026-06-30", last="2026-04-01"), "--from, --to", "not-a-period"),
    ],
)
def test_what_cannot_be_had_is_refused_by_name(asked: Asked, place: str, code: str) -> None:
    assert refused(asked) == [(place, code)]


def test_a_tree_whose_root_is_no_trust_is_not_in_the_lattice() -> None:
    ward = replace(ROOT, level="team")
    assert refused(PLAIN, replace(KNOWN, root=ward)) == [("places", "level-not-published")]


def test_everything_wrong_is_said_at_once() -> None:
    wrong = Asked("staff", "soon", "later", "shoe-size", "press", "pdf", "north,south")
    assert refused(wrong) == [
        ("--survey", "unknown-survey"),
        ("--by", "unknown-characteristic"),
        ("--audience", "unknown-audience"),
        ("--format", "unknown-format"),
        ("--places", "places-not-yet"),
        ("--places", "unknown-place"),
        ("--from", "not-a-day"),
        ("--to", "not-a-day"),
    ]


def test_a_wrong_period_names_the_nearest_that_can_be_had() -> None:
    (refusal,) = understand(replace(PLAIN, first="2026-04-15", last="2026-07-14"), KNOWN, policy(), TODAY)  # type: ignore[misc]  # it is refused
    assert "2026-04-01 to 2026-06-30" in str(refusal)


def test_a_year_beside_its_quarters_would_tell_what_they_withhold() -> None:
    assert refused(replace(PLAIN, first="2025-04-01", last="2026-03-31")) == [("--from, --to", "not-a-period")]


def test_another_characteristic_of_the_same_period_would_tell_what_is_withheld() -> None:
    assert refused(replace(PLAIN, by="sex")) == [("--by", "characteristic-not-yet")]


def test_every_refusal_has_its_words_and_its_remedy() -> None:
    facts = dict.fromkeys(("given", "known", "what", "root", "level", "near", "questions", "why"), "this")
    for code in CATALOGUE:
        text = str(Refusal("--place", code, facts))
        assert text.startswith(f"--place: {code}: ")
        assert "{" not in text
        assert text.count(".") >= 2
