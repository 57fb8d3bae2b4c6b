"""Made-up people by the crowd, counted as the store counts them: for tests of what may be shown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.i18n import load_catalogues
from bot.report_speech import report_speech
from bot.survey_files import load_library
from feedback.aggregate import Exact, aggregate
from feedback.disclosure import protect
from feedback.labels import Labels, group_labels
from feedback.periods import Period
from feedback.policy import Policy
from feedback.publish import shipped_policy
from feedback.records import Channel, Response, State
from feedback.safe_table import SafeTable, Subject
from feedback.scheme import Grouping, read_scheme
from feedback.tally import Sheet, TallyKey, marks
from feedback.tally import sheets as sheets_of
from surveys.answers import Answer, Chosen, Nothing
from surveys.definition import FEEDBACK, Kind, Question, Survey

OFTEN = ("always", "mostly", "sometimes", "never", "dont-know")
FFT = ("very-good", "good", "neither", "poor", "very-poor", "dont-know")
SURVEY = Survey(
    "patient",
    1,
    "patient",
    (
        Question("overall", Kind.CHOICE, FEEDBACK, FFT, positive=frozenset({"very-good", "good"})),
        Question("overall-why", Kind.TEXT, FEEDBACK),
        Question(
            "respect",
            Kind.CHOICE,
            FEEDBACK,
            OFTEN,
            positive=frozenset({"always", "mostly"}),
            outside_base=frozenset({"dont-know"}),
        ),
        Question("needs", Kind.SEVERAL, FEEDBACK, ("food", "prayer", "none"), exclusive=frozenset({"none"})),
    ),
)
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
SUBJECT = Subject("patient", (1,), QUARTER, "trust", "public")
SPEECH = report_speech(load_catalogues(), "en")
WORDS = Labels(
    speech=SPEECH,
    draft=False,
    people="I use this service",
    place="Made-up Trust",
    by="ethnicity",
    questions={
        "overall": "How was it?",
        "overall-why": "Why?",
        "respect": "Did staff treat you with respect?",
        "needs": "What did you need?",
    },
    options={
        "overall": {option: option.replace("-", " ").capitalize() for option in FFT},
        "overall-why": {},
        "respect": {option: option.replace("-", " ").capitalize() for option in OFTEN},
        "needs": {"food": "Food", "prayer": "Prayer", "none": "None of these"},
    },
    groups={},
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people of one ethnicity who all said the same, at one team. What is not told they skipped."""

    ethnicity: str
    count: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    team: str = "team-1"


@cache
def census() -> Grouping:
    return read_scheme(Path("feedback/schemes/census-2021.json").read_text(encoding="utf-8"))


@cache
def policy() -> Policy:
    return shipped_policy()


def respect(ethnicity: str, yes: int = 0, no: int = 0, unsure: int = 0) -> list[Crowd]:
    """People who answered one question, at no team in particular, so that none of them can stand out."""
    answers = {"always": yes, "never": no, "dont-know": unsure}
    return [
        Crowd(ethnicity, count, {"respect": Chosen(option)}, SUBJECT.place)
        for option, count in answers.items()
        if count
    ]


def sheets(crowds: Iterable[Crowd], survey: Survey = SURVEY) -> list[tuple[TallyKey, Sheet]]:
    counted: dict[TallyKey, Counter[tuple[str, str]]] = {}
    for crowd in crowds:
        response = _response(crowd, survey)
        for key in sheets_of(response):
            if key.characteristic == "ethnicity":
                sheet = counted.setdefault(key, Counter())
                sheet.update(dict.fromkeys(marks(response), crowd.count))
    return list(counted.items())


def exact(crowds: Iterable[Crowd]) -> Exact:
    return aggregate(sheets(crowds), {1: SURVEY}, census())


def table(crowds: Iterable[Crowd], repeats: int = 0) -> SafeTable:
    made = protect(exact(crowds), repeats, SUBJECT, census(), policy())
    assert isinstance(made, SafeTable)
    return made


@cache
def words() -> Labels:
    """As shipped for ethnicity, and made up for the survey."""
    section = load_library()["equality"].edition
    return replace(WORDS, groups=group_labels(section, census(), SPEECH))


def _response(crowd: Crowd, survey: Survey) -> Response:
    answers = {question.id: crowd.answers.get(question.id, Nothing.SKIPPED) for question in survey}
    equality: dict[str, Answer] = {}
    if crowd.ethnicity in (Nothing.SKIPPED.value, Nothing.NOT_REACHED.value):
        equality = {"ethnicity": Nothing(crowd.ethnicity)}
    elif crowd.ethnicity != Nothing.NOT_ASKED.value:
        equality = {"ethnicity": Chosen(crowd.ethnicity)}
    return Response(
        id="r-000001",
        survey=survey.id,
        version=survey.version,
        place=crowd.team,
        channel=Channel.WEB,
        language="en",
        day=QUARTER.first,
        state=State.FINISHED,
        repeat=False,
        answers=answers,
        equality=equality,
    )
