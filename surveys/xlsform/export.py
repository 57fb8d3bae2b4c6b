"""An Edition -> the sheets of an XLSForm, which `xlsform.read_form` reads back into the same Edition.

pyxform takes them without a warning: every language has every column that any has, choices that stand twice are allowed
for, and what only we know stands in columns and a sheet of our own, which it passes by.
"""

from collections.abc import Iterable, Iterator, Mapping

from surveys.definition import Kind, Narrowing, Question
from surveys.errors import Problem
from surveys.text import SOURCE_LANGUAGE, Edition, Text, Wording
from surveys.xlsform.headers import OWN
from surveys.xlsform.names import name_of
from surveys.xlsform.sheets import CHOICES, LANGUAGES, SETTINGS, SURVEY, Sheet
from surveys.xlsform.words import PICTURES
from surveys.xlsform.xpath import constraint, reference, xpath

Cells = dict[str, str]
_FOR_ANSWER = "for_answer"
_ROOT = "heard_form"  # no question can have this name; left out, it would be `data`, which one can
_APART: Mapping[Kind, str] = {Kind.SCALE: "scale", Kind.CONSENT: "consent"}


def sheets(edition: Edition, names: Mapping[str, str]) -> tuple[Sheet, ...] | tuple[Problem, ...]:
    """`names` are those of the languages, by tag, as whoever opens the workbook knows them."""
    problems = tuple(_unsayable(edition))
    if problems:
        return problems
    headings = {tag: _heading(tag, names.get(tag, tag)) for tag in _source_first(edition)}
    lists = _lists(edition)
    survey = [_question(question, edition, headings, lists) for question in edition.survey]
    choices = [
        row for name, question in _first_of_each(edition, lists) for row in _choices(name, question, edition, headings)
    ]
    return (
        _sheet(SURVEY, _alike(survey, headings)),
        _sheet(CHOICES, choices or [{"list_name": "", "name": ""}]),
        _sheet(SETTINGS, [_settings(edition, headings)]),
        _sheet(LANGUAGES, [_language(edition.wordings[tag], heading) for tag, heading in headings.items()]),
    )


def _heading(tag: str, name: str) -> str:
    """Other programs warn about a tag of more than one part, so that one stands before the brackets."""
    name = " ".join(name.replace("(", " ").replace(")", " ").replace(":", " ").split())
    first = tag.split("-")[0]
    return f"{name} ({tag})" if tag == first else f"{name} {tag} ({first})"


def _source_first(edition: Edition) -> tuple[str, ...]:
    return tuple(sorted(edition.languages, key=lambda tag: (tag != SOURCE_LANGUAGE, tag)))


def _unsayable(edition: Edition) -> Iterator[Problem]:
    """A text in which other programs would look for an answer to put there."""
    for tag, wording in edition.wordings.items():
        texts = [said for text in wording.texts.values() for said in _said(text)]
        if any("${" in said for said in texts):
            yield Problem(f"{edition.survey.id}.{tag}", 0, "xlsform-reference")


def _said(text: Text) -> Iterator[str]:
    yield from (text.ask, text.hint or "", text.why_needed or "", *text.labels.values())


def _lists(edition: Edition) -> dict[str, str]:
    """The list of each question, by its id. Questions with the same options in the same words share one."""
    names: dict[object, str] = {}
    lists: dict[str, str] = {}
    for question in edition.survey:
        if question.options:
            labels = (tuple(wording.texts[question.id].labels.items()) for wording in edition.wordings.values())
            lists[question.id] = names.setdefault((_rows_of(question), *labels), question.id)
    return lists


def _first_of_each(edition: Edition, lists: Mapping[str, str]) -> Iterator[tuple[str, Question]]:
    return ((name, edition.survey.question(name)) for name in dict.fromkeys(lists.values()))


def _rows_of(question: Question) -> tuple[tuple[str, str], ...]:
    """Each choice with the broader answer for which it stands there, or ""."""
    if question.narrowing is None:
        return tuple((option, "") for option in question.options)
    return tuple(
        (option, broad) for broad in question.narrowing.by_answer for option in question.narrowing.offered(broad)
    )


def _question(question: Question, edition: Edition, headings: Mapping[str, str], lists: Mapping[str, str]) -> Cells:
    return {
        "type": _type(question, lists),
        "name": name_of(question.id),
        **_texts(question.id, edition, headings),
        "required": "yes" if question.needed else "",
        "relevant": xpath(question.condition),
        "constraint": constraint(question.range) if question.range else "",
        "appearance": "month-year" if question.kind is Kind.MONTH else "",
        "choice_filter": _filter(question.narrowing),
        **_own(question, edition.survey.version),
    }


def _type(question: Question, lists: Mapping[str, str]) -> str:
    match question.kind:
        case Kind.CHOICE | Kind.SCALE | Kind.CONSENT:
            return f"select_one {lists[question.id]}"
        case Kind.SEVERAL:
            return f"select_multiple {lists[question.id]}"
        case Kind.NUMBER:
            return "decimal" if question.range and question.range.places else "integer"
        case Kind.DAY | Kind.MONTH:
            return "date"
        case Kind.TEXT:
            return "text"
        case Kind.STATEMENT:
            return "note"


def _texts(question: str, edition: Edition, headings: Mapping[str, str]) -> Cells:
    cells: Cells = {}
    for tag, heading in headings.items():
        text = edition.wordings[tag].texts[question]
        cells[f"label::{heading}"] = text.ask
        cells[f"hint::{heading}"] = text.hint or ""
        cells[f"required_message::{heading}"] = text.why_needed or ""
        cells[f"media::image::{heading}"] = f"{text.picture}{PICTURES}" if text.picture else ""
    return cells


def _filter(narrowing: Narrowing | None) -> str:
    return f"{_FOR_ANSWER} = {reference(narrowing.broad)}" if narrowing else ""


def _own(question: Question, version: int) -> Cells:
    places = question.range.places if question.range else 0
    lists = {
        "exclusive": question.exclusive,
        "positive": question.positive,
        "outside-base": question.outside_base,
        "off-scale": question.off_scale,
    }
    own = {
        "kind": _APART.get(question.kind, ""),
        **{key: " ".join(option for option in question.options if option in held) for key, held in lists.items()},
        "always": " ".join(question.narrowing.always) if question.narrowing else "",
        "places": str(places) if places else "",
        "competency": question.competency or "",
        "default": "off" if question.on_request else "",
        "same-as": str(question.since) if question.since != version else "",
    }
    return {f"{OWN}{key}": value for key, value in own.items()}


def _choices(name: str, question: Question, edition: Edition, headings: Mapping[str, str]) -> Iterator[Cells]:
    for option, broad in _rows_of(question):
        labels = {f"label::{head}": edition.wordings[tag].label(question.id, option) for tag, head in headings.items()}
        yield {"list_name": name, "name": option, **labels, _FOR_ANSWER: broad}


def _settings(edition: Edition, headings: Mapping[str, str]) -> Cells:
    survey = edition.survey
    return {
        "form_title": edition.wordings[SOURCE_LANGUAGE].title,
        "form_id": survey.id,
        "version": str(survey.version),
        "default_language": headings[SOURCE_LANGUAGE],
        "allow_choice_duplicates": "yes" if any(question.narrowing for question in survey) else "no",
        "name": _ROOT,
        f"{OWN}section": survey.questions[0].section,
        f"{OWN}audience": survey.audience,
    }


def _language(wording: Wording, heading: str) -> Cells:
    return {
        "language": heading,
        "status": wording.status.value,
        "wording_version": str(wording.version),
        "checker": wording.checker or "",
        "form_title": wording.title,
    }


def _alike(rows: list[Cells], headings: Mapping[str, str]) -> list[Cells]:
    """Without the columns in which nothing stands; those of the languages stay or go together."""
    used = {column for row in rows for column, text in row.items() if text}
    for column in ("hint", "required_message", "media::image"):
        columns = {f"{column}::{heading}" for heading in headings.values()}
        used |= columns if columns & used else set()
    used |= {"type", "name"}
    return [{column: text for column, text in row.items() if column in used} for row in rows]


def _sheet(name: str, rows: Iterable[Cells]) -> Sheet:
    rows = list(rows)
    columns = tuple(rows[0])
    return Sheet(name, (columns, *(tuple(row.get(column, "") for column in columns) for row in rows)))
