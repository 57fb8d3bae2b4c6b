"""Puts a translation back into its files: every one of them, or none."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.survey_files import SurveyFile, load_survey
from bot.translations.catalogue_file import catalogue_with
from bot.translations.exchange import changed_parts
from bot.translations.faults import Fault
from bot.translations.gathering import Folders, wording_in
from bot.translations.units import CATALOGUES, Translation
from bot.translations.wording_file import wording_with
from surveys.text import SOURCE_LANGUAGE

_READABLE = 0o644


def files_with(folders: Folders, before: Translation, after: Translation) -> dict[Path, str]:
    """The files that are no longer what they were, with their new text."""
    changed = changed_parts(before, after) | {
        part for part, standing in after.standings.items() if standing != before.standings[part]
    }
    texts: dict[Path, str] = {}
    for part in sorted(changed):
        if part in CATALOGUES:
            path = folders.catalogue(part, after.tag)
            texts[path] = catalogue_with(path, after.of(part), after.standings[part], after.plural_rule)
        else:
            texts[folders.wording(part, after.tag)] = _wording(folders, part, after)
    return texts


def _wording(folders: Folders, survey: str, after: Translation) -> str:
    path, standing = folders.wording(survey, after.tag), after.standings[survey]
    values = {
        "language": after.tag,
        "status": standing.status.value,
        "wording-version": str(standing.version),
        "checker": standing.checker or "",
        **{unit.key: unit.forms[0] for unit in after.of(survey)},
    }
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    return wording_with(before, values, tuple(wording_in(folders.wording(survey, SOURCE_LANGUAGE))))


def refused_by_surveys(folders: Folders, texts: Mapping[Path, str]) -> tuple[Fault, ...]:
    """What reading the surveys with these files in them would find: two answers that now read alike, above all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in folders.surveys.glob("*.yaml"):
            shutil.copyfile(path, folder / path.name)
        for path, text in texts.items():
            if path.parent == folders.surveys:
                (folder / path.name).write_text(text, encoding="utf-8")
        read = [load_survey(folder / f"{survey}.yaml") for survey in folders.survey_ids]
    problems = [problem for one in read if not isinstance(one, SurveyFile) for problem in one]
    return tuple(
        Fault(f"{one.file}:{one.line}", "survey-refused", {"why": f"{one.code}: {one.says} {one.remedy}"})
        for one in problems
    )


def unwritable(folders: Folders) -> Path | None:
    """The first of the folders that nothing can be written to."""
    places = (folders.phrases, folders.surveys)
    return next((path for path in places if not os.access(path, os.W_OK)), None)


def write_all(texts: Mapping[Path, str]) -> None:
    """All are written beside their places first. Should one then not take its place, those before it go back."""
    waiting = {path: _beside(path, text) for path, text in texts.items()}
    before = {path: path.read_bytes() if path.is_file() else None for path in texts}
    done: list[Path] = []
    try:
        for path, new in waiting.items():
            new.replace(path)
            done.append(path)
    except BaseException:
        for path in done:
            _put_back(path, before[path])
        raise
    finally:
        for new in waiting.values():
            new.unlink(missing_ok=True)


def _beside(path: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fchmod(file.fileno(), _READABLE)
        os.fsync(file.fileno())
    return Path(name)


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)
