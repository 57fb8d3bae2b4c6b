"""A survey written to files, each complete or absent; and what is wrong with a place to write it to."""

from enum import StrEnum
from pathlib import Path

from bot.commands.outcomes import refuse
from bot.commands.whole_file import whole_file
from bot.i18n import locale_of
from bot.questionnaires import questionnaire_text
from bot.survey_yaml import survey_files
from bot.workbooks import workbook
from surveys.errors import Problem
from surveys.text import Edition
from surveys.xlsform.export import sheets
from surveys.xlsform.sheets import Sheet

_READABLE = 0o644  # a survey is no secret


class Format(StrEnum):
    XLSFORM = "xlsform"
    YAML = "yaml"
    FHIR = "fhir"


_SUFFIXES = {Format.XLSFORM: (".xlsx",), Format.YAML: (".yaml", ".yml"), Format.FHIR: (".json",)}


def refuse_unfit(out: Path, format: Format) -> None:
    """Before anything is read: the name must say what the file is, and the folder must be there."""
    wanted = _SUFFIXES[format]
    if out.suffix not in wanted:
        refuse([f"--out: wrong-ending: {out.name} is no name for {format.value}. Let it end in {' or '.join(wanted)}."])
    if not out.absolute().parent.is_dir():
        refuse([f"--out: no-folder: There is no folder {out.parent}. Make it, or choose another."])


def write_survey(edition: Edition, format: Format, out: Path) -> tuple[Path, ...] | tuple[Problem, ...]:
    match format:
        case Format.XLSFORM:
            return _write_form(edition, out)
        case Format.YAML:
            return _write_yaml(edition, out)
        case Format.FHIR:
            return _write_questionnaire(edition, out)


def _write_questionnaire(edition: Edition, out: Path) -> tuple[Path, ...]:
    with whole_file(out, _READABLE) as file:
        file.write(questionnaire_text(edition))
    return (out,)


def _write_form(edition: Edition, out: Path) -> tuple[Path, ...] | tuple[Problem, ...]:
    made = sheets(edition, {tag: _name(tag) for tag in edition.languages})
    problems = tuple(one for one in made if isinstance(one, Problem))
    if problems:
        return problems
    content = workbook(sheet for sheet in made if isinstance(sheet, Sheet))
    with whole_file(out, _READABLE) as file:
        file.buffer.write(content)
    return (out,)


def _write_yaml(edition: Edition, out: Path) -> tuple[Path, ...]:
    """The structure last: without it, the languages beside it are no survey."""
    texts = {_beside(out, tag): text for tag, text in survey_files(edition).items()}
    stale = sorted(path.name for path in out.parent.glob(f"{out.stem}.*{out.suffix}") if path not in texts)
    if stale:
        says = f"{', '.join(stale)} would be read as a language of this survey, and is none."
        refuse([f"--out: language-beside: {says} Remove it, or choose another name."])
    for path, text in reversed(texts.items()):
        with whole_file(path, _READABLE) as file:
            file.write(text)
    return tuple(texts)


def _beside(out: Path, tag: str) -> Path:
    return out.with_name(f"{out.stem}.{tag}{out.suffix}") if tag else out


def _name(tag: str) -> str:
    return locale_of(tag).get_language_name("en") or tag
