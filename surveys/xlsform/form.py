"""A workbook in XLSForm -> an Edition, or every problem at once. `docs/authoring.md` says what is read and what is not.

The rows become what a survey file would hold, and are then parsed as one: there is one set of rules for what a survey
may be. `export` is the way back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from surveys.errors import Problem
from surveys.fields import Notebook
from surveys.limits import MOST_FORM_ROWS, MOST_LANGUAGES
from surveys.parse import Source, parse
from surveys.text import SOURCE_LANGUAGE, Edition
from surveys.tree import Entry, Listing, Scalar, Table
from surveys.xlsform.choices import alike, read_filter, read_lists
from surveys.xlsform.headers import OWN, Row, Rows, language_of, read_rows
from surveys.xlsform.names import id_of
from surveys.xlsform.questions import Form, Item, items
from surveys.xlsform.sheets import CHOICES, LANGUAGES, READ, REFUSED, SETTINGS, SURVEY, Sheet, at, placed

_DEFAULTS = {"version": "1", "section": "feedback", "audience": "everyone"}


def read_form(file: str, sheets: Iterable[Sheet]) -> Edition | tuple[Problem, ...]:
    """`file` is the workbook's name as its author knows it; without a form_id it names the survey too."""
    notebook = Notebook(file, [])
    held = _held(sheets, notebook)
    if SURVEY not in held:
        notebook.note(0, "xlsform-sheet-missing", sheet=SURVEY, wanted="type, name and label::English (en)")
        return _in_order(notebook.problems)
    settings = _settings(held, notebook)
    language = _default_language(settings, notebook)
    survey = read_rows(held[SURVEY], notebook, language)
    choices = _rows(held, CHOICES, notebook, language, _filtered_by(survey))
    languages = tuple(dict.fromkeys((*survey.languages, *choices.languages)))
    _in_english(languages, notebook)
    _without_references((*survey.rows, *choices.rows), notebook)
    if _too_many(survey, languages, notebook):
        return _in_order(notebook.problems)
    lists = read_lists(choices.rows, notebook)
    alike(lists, notebook)
    found = tuple(items(survey.rows, Form(lists, languages, notebook)))
    wordings = _wordings(found, languages, settings, _rows(held, LANGUAGES, notebook, language), notebook)
    parsed = parse(Source(file, _structure(file, found, settings)), (Source(file, each) for each in wordings))
    return _whole(parsed, notebook)


# What cannot be read is missing afterwards. That is no second problem.
_FOLLOWS = {
    "xlsform-column-missing": ("xlsform-list", "xlsform-type", "no-questions"),
    "xlsform-no-english": ("wording-missing",),
    "xlsform-type": ("no-questions",),
    "xlsform-deep": ("no-questions", "xlsform-group"),
    "xlsform-name-missing": ("no-questions",),
    "xlsform-list": ("options-missing", "wording-unknown"),
    "xlsform-filter": ("options-missing", "wording-unknown"),
    "xlsform-filter-empty": ("options-missing", "wording-unknown"),
    "bad-id": ("unknown-key", "wording-unknown", "wording-option"),
    "reserved-id": ("unknown-key", "wording-unknown", "wording-option"),
}


def _whole(parsed: Edition | tuple[Problem, ...], notebook: Notebook) -> Edition | tuple[Problem, ...]:
    if isinstance(parsed, Edition) and not notebook.problems:
        return parsed
    problems = (*notebook.problems, *(() if isinstance(parsed, Edition) else parsed))
    codes = {problem.code for problem in problems}
    follow = {after for code, others in _FOLLOWS.items() if code in codes for after in others}
    return _in_order(problem for problem in problems if problem.code not in follow)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(placed(problem) for problem in sorted(problems))


def _held(sheets: Iterable[Sheet], notebook: Notebook) -> dict[str, Sheet]:
    """The sheets that are read, whatever the case of their names. One that nobody reads is its author's own."""
    held: dict[str, Sheet] = {}
    for sheet in sheets:
        name = sheet.name.strip().lower()
        if name in REFUSED and len(sheet.rows) > 1:
            problem = Problem(notebook.file, 1, "xlsform-sheet", {"sheet": sheet.name}, place=sheet.name)
            notebook.problems.append(problem)
        elif name in READ:
            held[name] = replace(sheet, name=name)
    return held


def _rows(held: Mapping[str, Sheet], name: str, notebook: Notebook, language: str, extra: Iterable[str] = ()) -> Rows:
    return read_rows(held[name], notebook, language, frozenset(extra)) if name in held else Rows(())


def _settings(held: Mapping[str, Sheet], notebook: Notebook) -> Row:
    rows = _rows(held, SETTINGS, notebook, SOURCE_LANGUAGE).rows
    if len(rows) > 1:
        notebook.note(rows[1].at, "xlsform-settings")
    return rows[0] if rows else Row(at(SURVEY, 1), {})


def _default_language(settings: Row, notebook: Notebook) -> str:
    said = settings.text("default_language")
    language = language_of(said) if said else SOURCE_LANGUAGE
    if language is None:
        notebook.note(settings.line("default_language"), "xlsform-language", language=said)
    return language or SOURCE_LANGUAGE


def _filtered_by(survey: Rows) -> Iterator[str]:
    """The columns of the choices at which choice filters look."""
    for row in survey.rows:
        filter = read_filter(row.text("choice_filter"))
        if filter is not None:
            yield filter.column


def _too_many(survey: Rows, languages: tuple[str, ...], notebook: Notebook) -> bool:
    """So many that going on would only cost time."""
    found = False
    for what, count, most in (
        ("rows", len(survey.rows), MOST_FORM_ROWS),
        ("languages", len(languages), MOST_LANGUAGES),
    ):
        if count > most:
            notebook.note(at(SURVEY, 1), "too-many", what=what, count=count, most=most)
            found = True
    return found


def _in_english(languages: tuple[str, ...], notebook: Notebook) -> None:
    if SOURCE_LANGUAGE not in languages:
        notebook.note(at(SURVEY, 1), "xlsform-no-english")


def _without_references(rows: Iterable[Row], notebook: Notebook) -> None:
    for row in rows:
        for heading, cell in row.cells.items():
            if heading.language and "${" in cell.text:
                notebook.note(cell.line, "xlsform-reference")


def _structure(file: str, found: tuple[Item, ...], settings: Row) -> Table:
    stem = file.rpartition("/")[2].rpartition(".")[0]
    id = settings.get("form_id") or Scalar(stem, settings.at)
    entries = [Entry(Scalar("survey", id.line), Scalar(id_of(id.text), id.line))]
    for key, default in _DEFAULTS.items():
        column = key if key == "version" else f"{OWN}{key}"
        entries.append(_entry(key, settings.line(column), settings.text(column) or default))
    since = settings.text(f"{OWN}same-as")
    entries += [_entry("same-as", settings.line(f"{OWN}same-as"), since)] if since else []
    questions = Listing(tuple(item.structure for item in found), at(SURVEY, 1))
    return Table((*entries, Entry(Scalar("questions", at(SURVEY, 1)), questions)), at(SURVEY, 1))


def _wordings(
    found: tuple[Item, ...], languages: tuple[str, ...], settings: Row, described: Rows, notebook: Notebook
) -> Iterator[Table]:
    by_language: dict[str, Row] = {}
    for row in described.rows:
        language = language_of(row.text("language"))
        if language not in languages:
            notebook.note(row.line("language"), "xlsform-language-unused", language=row.text("language"))
        elif language is not None:
            by_language[language] = row
    nothing = Row(at(SURVEY, 1), {})
    return (_wording(tag, found, settings, by_language.get(tag, nothing)) for tag in languages)


def _wording(language: str, found: tuple[Item, ...], settings: Row, described: Row) -> Table:
    title = described.get("form_title") or settings.get("form_title") or settings.get("form_id")
    entries = [
        _entry("language", described.line("language"), language),
        _entry("status", described.line("status"), described.text("status") or "draft"),
        _entry("wording-version", described.line("wording_version"), described.text("wording_version") or "1"),
        Entry(Scalar("title"), title or Scalar("Survey", settings.at)),
    ]
    checker = described.get("checker")
    entries += [Entry(Scalar("checker", checker.line), checker)] if checker else []
    questions = Table(tuple(item.words[language] for item in found if language in item.words), at(SURVEY, 1))
    return Table((*entries, Entry(Scalar("questions", at(SURVEY, 1)), questions)), at(SURVEY, 1))


def _entry(key: str, line: int, text: str) -> Entry:
    return Entry(Scalar(key, line), Scalar(text, line))
