"""The demonstration: the same for the same seed, true to routing, with the planted gap and the planted null."""

from collections import Counter
from datetime import date
from functools import cache

from bot.demo.people import GAP, NULL
from bot.demo.responses import SURVEYS, responses
from bot.demo.trust import places
from bot.survey_files import load_library
from feedback.periods import Period
from feedback.records import TRUST, Response, State
from surveys.answers import Answer, Chosen, Nothing
from surveys.text import equality_items, followed_by

QUARTERS = (Period(date(2026, 4, 1), date(2026, 6, 30)), Period(date(2026, 7, 1), date(2026, 9, 30)))


@cache
def invented(count: int, seed: int) -> tuple[Response, ...]:
    library = load_library()
    section = library["equality"].edition
    items = equality_items(section.survey)
    editions = {survey: followed_by(library[survey].edition, section, items) for survey in SURVEYS}
    return tuple(responses(editions, QUARTERS, count, seed))


def share(of: tuple[Response, ...], question: str, options: set[str]) -> float:
    answered = [r.answers[question] for r in of if isinstance(r.answers.get(question), Chosen)]
    return sum(isinstance(answer, Chosen) and answer.option in options for answer in answered) / len(answered)


def patients(ethnicity: str | None = None) -> tuple[Response, ...]:
    def counts(answer: Answer | None) -> bool:
        return ethnicity is None or answer == Chosen(ethnicity)

    return tuple(r for r in invented(6000, 1) if r.survey == "patient" and counts(r.equality.get("ethnicity")))


def test_the_trust_has_three_directorates_twelve_services_and_forty_teams() -> None:
    tree = places()

    assert Counter(place.level for place in tree) == {"directorate": 3, "service": 12, "team": 40}
    codes = {TRUST, *(place.code for place in tree)}
    assert len(codes) == 56
    assert all(place.parent in codes for place in tree)
    assert all(any(team.parent == place.code for team in tree) for place in tree if place.level == "service")


def test_the_same_seed_gives_the_same_answers() -> None:
    assert invented(200, 7) == invented.__wrapped__(200, 7)
    assert invented(200, 7) != invented(200, 8)


def test_every_kind_of_nothing_is_in_it() -> None:
    answers = Counter(answer for r in patients() for answer in r.answers.values() if isinstance(answer, Nothing))
    chosen = {answer.option for r in patients() for answer in r.answers.values() if isinstance(answer, Chosen)}

    assert set(answers) == set(Nothing)
    assert {"dont-know", "prefer-not-to-say"} <= chosen
    assert {r.state for r in patients()} == {State.FINISHED, State.STOPPED}
    assert {r.language for r in patients()} == {"en", "ur"}


def test_the_gap_is_planted_and_the_null_is_not_touched() -> None:
    positive = {"always", "mostly"}
    everybody = share(patients(), "respect", positive)

    assert share(patients(GAP), "respect", positive) < everybody - 0.12
    assert abs(share(patients(NULL), "respect", positive) - everybody) < 0.06
    assert share(patients(GAP), "unfair", {"yes"}) > share(patients(NULL), "unfair", {"yes"}) + 0.1


def test_days_lie_in_the_quarters_and_places_in_the_trust() -> None:
    codes = {place.code for place in places()}

    assert all(any(q.first <= r.day <= q.last for q in QUARTERS) and r.place in codes for r in patients())
