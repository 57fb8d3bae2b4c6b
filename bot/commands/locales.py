"""`heard locales`: which languages there are and how far they are checked; files for translators, and back."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.outcomes import refuse, settings
from bot.commands.whole_file import whole_file
from bot.i18n import direction, isolated, load_catalogues
from bot.offering import drafts, offered
from bot.survey_files import load_library
from bot.translations.exchange import LARGEST_FILE, TranslatorsFile, Verdict, brought_home
from bot.translations.faults import Fault
from bot.translations.gathering import Folders, read_translation, shipped_folders
from bot.translations.keeping import files_with, refused_by_surveys, unwritable, write_all
from bot.translations.po_file import po_of, read_translators_po
from bot.translations.units import CATALOGUES, Translation, Unit
from bot.translations.xliff_file import read_translators_xliff, xliff_of
from surveys.text import SOURCE_LANGUAGE, Status

app = typer.Typer(invoke_without_command=True)
Tag = Annotated[str, typer.Argument(help="Language tag, such as ur or zh-Hans.")]
Exchange = Annotated[Path, typer.Argument(help="A file that ends in .po, .xliff or .xlf.")]
_WRITTEN = {".po": po_of, ".xliff": xliff_of, ".xlf": xliff_of}
_READ = {".po": read_translators_po, ".xliff": read_translators_xliff, ".xlf": read_translators_xliff}
_READABLE = 0o644  # nothing in it is anybody's secret


@app.callback()
def locales(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
) -> None:
    """The languages: how complete each is, how far it has been checked and by whom, and if it is offered."""
    if context.invoked_subcommand is not None:
        return
    folders = shipped_folders()
    shown = _offered()
    rows = [_row(read_translation(folders, tag), tag in shown) for tag in folders.languages]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        typer.echo(_line(row))


@app.command()
def export(tag: Tag, file: Exchange) -> None:
    """Everything that a language says, each beside its English, in one file for a translator."""
    folders = shipped_folders()
    _refuse_misnamed(folders, tag, file)
    if not file.absolute().parent.is_dir():
        refuse([f"{file}: no-such-folder: There is no folder {file.parent}. Make it, or name another."])
    translation = read_translation(folders, tag)
    text = _WRITTEN[file.suffix](translation)
    with whole_file(file, _READABLE) as written:
        written.write(text)
    typer.echo(f"{len(translation.units)} strings of {tag} are in {file}.")


@app.command("import")
def import_(
    tag: Tag,
    file: Exchange,
    status: Annotated[str | None, typer.Option("--status", help=f"One of: {', '.join(Status)}.")] = None,
    checker: Annotated[str | None, typer.Option("--checker", help="Who checked it, by name.")] = None,
) -> None:
    """Take a translator's file back: all of it, or, with anything wrong in it, nothing. For a checkout of Heard."""
    folders = shipped_folders()
    _refuse_misnamed(folders, tag, file)
    verdict = _verdict(status, checker)
    if (locked := unwritable(folders)) is not None:
        refuse(
            [f"{locked}: not-writable: Nothing can be written here. Import in a checkout of Heard, then install that."]
        )
    held = read_translation(folders, tag)
    after = brought_home(held, _read(file), verdict)
    if not isinstance(after, Translation):
        refuse(after)
    texts = files_with(folders, held, after)
    if problems := refused_by_surveys(folders, texts):
        refuse(problems)
    write_all(texts)
    for path in texts:
        typer.echo(f"Changed {path}")
    typer.echo(_what_next(folders, texts) if texts else "Nothing was changed: the file says what is there.")


def _what_next(folders: Folders, texts: Mapping[Path, str]) -> str:
    """A version of a survey that was published keeps the words that it had."""
    surveys = {path.name.partition(".")[0] for path in texts if path.parent == folders.surveys}
    named = ", ".join(f"{survey}.yaml" for survey in sorted(surveys))
    raise_version = f"To publish the new words, raise `version:` in {named}. " if surveys else ""
    return f"{raise_version}Run `make lint` before you pass it on."


def _offered() -> tuple[str, ...]:
    catalogues = load_catalogues()
    editions = [file.edition for file in load_library().values()]
    return offered(catalogues, drafts(catalogues, editions), settings().draft_languages)


def _row(translation: Translation, is_offered: bool) -> dict[str, object]:
    phrases = [unit for unit in translation.units if unit.part in CATALOGUES]
    wording = [unit for unit in translation.units if unit.part not in CATALOGUES]
    return {
        "language": translation.tag,
        "name": translation.name,
        "direction": direction(translation.tag),
        "complete": all(unit.done for unit in translation.units),
        "phrases": _counted(phrases),
        "wording": _counted(wording),
        "status": translation.status.value,
        "version": max(standing.version for standing in translation.standings.values()),
        "checker": ", ".join(translation.checkers) or None,
        "offered": is_offered,
        "parts": [
            {"what": part, "status": one.status.value, "version": one.version, "checker": one.checker}
            for part, one in translation.standings.items()
        ],
    }


def _counted(units: list[Unit]) -> dict[str, int]:
    return {"done": sum(unit.done for unit in units), "of": len(units)}


def _line(row: dict[str, object]) -> str:
    """The name stands last and isolated, so that one written from right to left turns nothing else round."""
    counts = [f"{part} {_out_of(row[part])}" for part in ("phrases", "wording")]
    checked = f"{row['status']}, version {row['version']}, checked by {row['checker'] or 'nobody yet'}"
    cells = (f"{row['language']:<12}", *counts, checked, "on " if row["offered"] else "off", isolated(row["name"]))
    return "  ".join(cells)


def _out_of(counts: object) -> str:
    return "{done} of {of}".format_map(counts) if isinstance(counts, dict) else ""


def _refuse_misnamed(folders: Folders, tag: str, file: Path) -> None:
    others = [one for one in folders.languages if one != SOURCE_LANGUAGE]
    problems = []
    if tag == SOURCE_LANGUAGE:
        says = "English is what the others are translated from."
        problems.append(f"{tag}: source-language: {says} Edit locales/en and surveys/library themselves.")
    elif tag not in others:
        problems.append(f"{tag}: unknown-language: There is no such language. Use one of: {', '.join(others)}.")
    if file.suffix not in _READ:
        problems.append(f"{file}: unknown-format: Its name tells no format. Let it end in .po, .xliff or .xlf.")
    if problems:
        refuse(problems)


def _verdict(status: str | None, checker: str | None) -> Verdict | None:
    known = ", ".join(Status)
    name = (checker or "").strip() or None
    if status is not None and status not in tuple(Status):
        refuse([f"--status: not-one-of: `{status}` is no status. Use one of: {known}."])
    if status in (None, Status.DRAFT):
        if name is not None:
            says = "A name alone says nothing about the translation."
            refuse([f"--checker: without-check: {says} Add --status professionally-checked or community-checked."])
        return Verdict(Status.DRAFT, None) if status else None
    if name is None or not name.isprintable():
        says = "A check counts with the name of whoever made it."
        refuse([f"--checker: missing: {says} Add --checker NAME."])
    return Verdict(Status(status), name)


def _read(file: Path) -> TranslatorsFile:
    if not file.is_file():
        refuse([f"{file}: no-file: There is no such file. Check the path."])
    raw = file.read_bytes()
    if len(raw) > LARGEST_FILE:
        refuse([Fault(str(file), "too-large", {"most": LARGEST_FILE})])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse([Fault(str(file), "unreadable", {"why": "it is not UTF-8 text"})])
    read = _READ[file.suffix](file.name, text.replace("\r\n", "\n"))
    return read if isinstance(read, TranslatorsFile) else refuse(read)
