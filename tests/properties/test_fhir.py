"""Any survey goes through FHIR and comes back, means the same there; and whatever comes in is read or refused."""

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several
from surveys.conditions import compiled
from surveys.definition import MEASURED, ONE_OF, Kind, Question
from surveys.fhir.export import questionnaire
from surveys.fhir.questionnaire import read_questionnaire
from surveys.text import Edition
from tests.properties.test_xlsform import editions, measured
from tests.support.fhir import Held, as_json, sound_questionnaire

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("http://hl7.org/fhir"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("url", "extension", "x")), inner),
    max_leaves=6,
)


@settings(max_examples=60)
@given(editions())
def test_through_fhir(edition: Edition) -> None:
    resource = sound_questionnaire(questionnaire(edition))

    assert read_questionnaire("s.json", resource) == edition


@st.composite
def answers(draw: st.DrawFn, asked: list[Question]) -> dict[str, Answer]:
    given: dict[str, Answer] = {}
    for question in asked:
        match draw(st.sampled_from(("answered", "skipped", "not there"))):
            case "skipped":
                given[question.id] = Nothing.SKIPPED
            case "answered" if question.kind in ONE_OF:
                given[question.id] = Chosen(draw(st.sampled_from(question.options)))
            case "answered" if question.kind is Kind.SEVERAL:
                chosen = draw(st.sets(st.sampled_from(question.options), min_size=1))
                given[question.id] = Several(tuple(option for option in question.options if option in chosen))
            case "answered" if question.kind in MEASURED:
                given[question.id] = draw(measured(question.kind))
    return given


@settings(max_examples=80)
@given(st.data())
def test_what_is_said_as_enable_when_asks_the_same_people(data: st.DataObject) -> None:
    edition = data.draw(editions())
    resource = as_json(questionnaire(edition))
    said = data.draw(answers(list(edition.survey)))

    for question, item in zip(edition.survey, resource["item"], strict=True):
        if "enableWhen" in item:
            rows = [enabled(row, said.get(row["question"])) for row in item["enableWhen"]]
            asked = any(rows) if item.get("enableBehavior") == "any" else all(rows)
            assert asked == compiled(question.condition)(said), item["enableWhen"]


def enabled(row: Held, answer: Answer | None) -> bool:
    """As the code system questionnaire-enable-operator of R4 words it."""
    values = list(given_values(answer))
    [answered] = [value for key, value in row.items() if key.startswith("answer")]
    wanted: Any = answered["code"] if isinstance(answered, dict) else answered
    match row["operator"]:
        case "exists":
            return bool(values) is wanted
        case "=":
            return any(value == wanted for value in values)
        case "!=":
            return not any(value == wanted for value in values)
        case "<":
            return any(value < wanted for value in values)
        case "<=":
            return any(value <= wanted for value in values)
        case ">":
            return any(value > wanted for value in values)
        case _:
            return any(value >= wanted for value in values)


def given_values(answer: Answer | None) -> list[Any]:
    match answer:
        case Chosen(option):
            return [option]
        case Several(options):
            return [*options]
        case Number(value):
            return [float(value)]
        case Day() | Month():
            return [str(answer)]
        case _:
            return []


@settings(max_examples=60)
@given(st.data())
def test_a_resource_with_anything_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    resource = deepcopy(as_json(questionnaire(data.draw(editions()))))
    for _ in range(data.draw(st.integers(1, 3))):
        put(resource, data)

    found = read_questionnaire("s.json", resource)

    for problem in () if isinstance(found, Edition) else found:
        assert problem.place.startswith("Questionnaire")
        assert problem.says.endswith(".")
        assert problem.remedy.endswith(".")


def put(resource: Held, data: st.DataObject) -> None:
    """Somewhere in it, something."""
    here: Any = resource
    while True:
        keys: list[Any] = sorted(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(here[key], dict | list) or data.draw(st.integers(0, 4)) == 0:
            here[key] = data.draw(JSON)
            return
        here = here[key]
