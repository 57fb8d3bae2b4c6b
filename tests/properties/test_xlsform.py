"""Any survey that we can ask goes through a workbook, and through survey files, and comes back as it was."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from bot.commands.survey_out import Format, write_survey
from bot.survey_files import SurveyFile, load_survey
from bot.survey_yaml import survey_file
from bot.workbooks import read_workbook
from surveys import measures
from surveys.answers import Measured, Number
from surveys.conditions import ALWAYS, Both, Compared, Condition, Counted, Either, Is, Not, Operator, Selected
from surveys.definition import MEASURED, ONE_OF, WITH_OPTIONS, Kind, Narrowing, Question, Survey
from surveys.folding import folded
from surveys.measures import Range
from surveys.text import Edition, Status, Text, Wording
from surveys.xlsform.form import read_form
from surveys.xlsform.sheets import Sheet

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True).filter(
    lambda id: id not in ("and", "or", "not", "selected", "count", "check", "done", "stopped", "again", "delete")
)
# Whatever somebody can type: spreadsheets and YAML each have characters of their own that they treat in their own way.
WORDS = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"_x0041:#{}[]&*!|>%`~,<?\n ابپ中文🙂é"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")),
    ),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() != "" and "${" not in text and folded(text) != "")
OPERATORS = st.sampled_from(Operator)


@st.composite
def measured(draw: st.DrawFn, kind: Kind) -> Measured:
    if kind is Kind.NUMBER:
        return Number(Decimal(draw(st.integers(-9999, 9999))) / draw(st.sampled_from((1, 10, 100))))
    day = draw(st.dates())
    found = (
        measures.day_of(day.year, day.month, day.day) if kind is Kind.DAY else measures.month_of(day.year, day.month)
    )
    assert found is not None
    return found


@st.composite
def conditions(draw: st.DrawFn, earlier: list[Question], depth: int = 2) -> Condition:
    if depth and draw(st.booleans()):
        left = draw(conditions(earlier, depth - 1))
        match draw(st.integers(0, 2)):
            case 0:
                return Not(left)
            case 1:
                return Both(left, draw(conditions(earlier, depth - 1)))
            case _:
                return Either(left, draw(conditions(earlier, depth - 1)))
    question = draw(st.sampled_from(earlier))
    if question.kind in MEASURED:
        return Compared(question.id, draw(OPERATORS), draw(measured(question.kind)))
    option = draw(st.sampled_from(question.options))
    if question.kind in ONE_OF:
        return Is(question.id, option)
    if draw(st.booleans()):
        return Selected(question.id, option)
    return Counted(question.id, draw(OPERATORS), draw(st.integers(0, 9)))


@st.composite
def questions(draw: st.DrawFn, id: str, earlier: list[Question], version: int) -> Question:
    kind = draw(st.sampled_from(Kind))
    options = tuple(draw(st.lists(IDS, min_size=2, max_size=4, unique=True))) if kind in WITH_OPTIONS else ()
    options = ("yes", "no") if kind is Kind.CONSENT else options
    some = st.frozensets(st.sampled_from(options)) if options else st.just(frozenset[str]())
    narrowing = None
    broader = [each for each in earlier if each.kind in (Kind.CHOICE, Kind.SCALE)]
    if kind is Kind.CHOICE and broader and draw(st.booleans()):
        broad = draw(st.sampled_from(broader))
        answers = draw(st.lists(st.sampled_from(broad.options), min_size=1, unique=True))
        finer = st.lists(st.sampled_from(options[1:]), min_size=1, unique=True).map(tuple)
        narrowing = Narrowing(broad.id, {answer: draw(finer) for answer in answers}, options[:1])
        held = [option for answer in answers for option in narrowing.by_answer[answer]]
        options = tuple(dict.fromkeys((*held, *narrowing.always)))
        some = st.frozensets(st.sampled_from(options))
    range = None
    if kind in MEASURED:
        low, high = sorted((draw(measured(kind)), draw(measured(kind))), key=lambda end: end.value)
        range = Range(low, high, draw(st.integers(_finest(low, high), 6)) if kind is Kind.NUMBER else 0)
    asked = [each for each in earlier if each.kind not in (Kind.TEXT, Kind.STATEMENT)]
    return Question(
        id=id,
        kind=kind,
        section="feedback",
        options=options,
        exclusive=draw(some) if kind is Kind.SEVERAL else frozenset(),
        positive=draw(some),
        outside_base=draw(some),
        off_scale=draw(some) if kind is Kind.SCALE else frozenset(),
        narrowing=narrowing,
        range=range,
        condition=draw(conditions(asked)) if draw(st.booleans()) and asked else ALWAYS,
        needed=kind is not Kind.STATEMENT and draw(st.booleans()),
        competency=draw(st.sampled_from((None, "workforce"))),
        on_request=draw(st.booleans()),
        since=draw(st.integers(1, version)),
    )


@st.composite
def wordings(draw: st.DrawFn, survey: Survey, tag: str) -> Wording:
    texts = {}
    for question in survey:
        labels = draw(st.lists(WORDS, min_size=len(question.options), max_size=len(question.options), unique_by=folded))
        texts[question.id] = Text(
            ask=draw(WORDS),
            hint=draw(st.none() | WORDS),
            labels=dict(zip(question.options, labels, strict=True)),
            picture=draw(st.none() | IDS),
            why_needed=draw(WORDS) if question.needed else None,
        )
    return Wording(
        tag, draw(st.sampled_from(Status)), draw(st.integers(1, 99)), draw(st.none() | WORDS), draw(WORDS), texts
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    version = draw(st.integers(1, 9))
    asked: list[Question] = []
    for id in draw(st.lists(IDS, min_size=1, max_size=5, unique=True)):
        asked.append(draw(questions(id, asked, version)))
    survey = Survey(draw(IDS), version, draw(st.sampled_from(("patient", "carer", "everyone"))), tuple(asked))
    tags = draw(st.lists(st.sampled_from(("ur", "zh-Hans", "en-easyread", "pt-BR")), unique=True, max_size=2))
    return Edition(survey, {tag: draw(wordings(survey, tag)) for tag in ("en", *tags)})


@settings(max_examples=60)
@given(editions())
def test_through_a_workbook_and_pyxform_has_nothing_to_say(edition: Edition) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        assert write_survey(edition, Format.XLSFORM, path) == (path,)
        sheets = [sheet for sheet in read_workbook(path) if isinstance(sheet, Sheet)]
        assert read_form(path.name, sheets) == edition
        assert convert(str(path), validate=False).warnings == []


@settings(max_examples=60)
@given(editions())
def test_through_survey_files(edition: Edition) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s.yaml"
        write_survey(edition, Format.YAML, path)
        beside = load_survey(path)
        inside = Path(folder) / "whole" / "s.yaml"
        inside.parent.mkdir()
        inside.write_text(survey_file(edition), encoding="utf-8", newline="")
        whole = load_survey(inside)

    for loaded in (beside, whole):
        assert isinstance(loaded, SurveyFile), loaded
        assert loaded.edition == edition


def _finest(*ends: Measured) -> int:
    """A range must begin and end at answers that can be given."""
    numbers = [end.value.normalize().as_tuple().exponent for end in ends if isinstance(end, Number)]
    return max((0, *(-exponent for exponent in numbers if isinstance(exponent, int))))
