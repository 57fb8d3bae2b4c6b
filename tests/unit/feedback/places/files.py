"""Files of places for tests, and what is read in them and follows from them."""

from datetime import date

from feedback.places.plan import Known, Plan, planned
from feedback.places.problems import Problem
from feedback.places.sheet import Sheet, read_sheet
from feedback.records import TRUST, Place
from tests.support.crowds import census

DAY = date(2026, 5, 3)
ROOT = Place(TRUST, None, "The trust", "trust")
NEW = Known((ROOT,), {})
HEAD = "code,parent,name"


def sheet(text: str | bytes) -> Sheet:
    return read_sheet("places.csv", text.encode() if isinstance(text, str) else text, census())


def follows(text: str | bytes, known: Known = NEW) -> Plan:
    outcome = planned(sheet(text), known, DAY)
    assert isinstance(outcome, Plan), [str(one) for one in outcome]
    return outcome


def refused(text: str | bytes, known: Known = NEW) -> list[Problem]:
    outcome = planned(sheet(text), known, DAY)
    assert not isinstance(outcome, Plan), outcome
    return list(outcome)


def after(plan: Plan, known: Known) -> Known:
    """What is there once a plan is carried out."""
    places = {place.code: place for place in (*known.places, *plan.put)}
    return Known(tuple(places.values()), {**known.caseloads, **plan.caseloads})
