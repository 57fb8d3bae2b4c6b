"""`heard survey list|check|publish|import|export`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Product, today
from bot.commands.outcomes import refuse, with_product
from bot.commands.survey_out import Format, refuse_unfit, write_survey
from bot.editions import freeze, frozen_edition
from bot.questionnaires import load_questionnaire
from bot.survey_files import SurveyFile, load_survey
from bot.survey_yaml import survey_file
from bot.workbooks import read_workbook
from feedback.store.editions import AlreadyThere, Published, PublishedEdition
from feedback.store.editions import Frozen as FrozenBefore
from surveys.check import Checked
from surveys.check import check as prove
from surveys.errors import Problem
from surveys.lineage import unlike
from surveys.text import Edition
from surveys.xlsform.form import read_form
from surveys.xlsform.sheets import Sheet

app = typer.Typer(no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="The survey's YAML file; its languages lie beside it as NAME.TAG.yaml.")]
AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


@dataclass(frozen=True, slots=True)
class _Row:
    """One published version, as it is listed; `languages` says how far each is checked."""

    survey: str
    version: int
    published: str
    questions: int
    languages: dict[str, str]


@app.command("list")
def list_surveys(as_json: AsJson = False) -> None:
    """The published surveys, newest version of each first, with the day and how far each language is checked."""
    rows = with_product(_rows)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for row in rows:
        languages = ", ".join(f"{tag} ({status})" for tag, status in row.languages.items())
        typer.echo(f"{row.survey}\tversion {row.version}\t{row.published}\t{row.questions} questions\t{languages}")


@app.command()
def check(file: File, as_json: AsJson = False) -> None:
    """Say everything that is wrong with a survey file, or that nothing is; and what is proven of its paths."""
    loaded = load_survey(file)
    found = prove(loaded.edition, file.name) if isinstance(loaded, SurveyFile) else loaded
    problems = found.problems if isinstance(found, Checked) else found
    if as_json:
        rows = [{**asdict(p), "says": p.says, "remedy": p.remedy} for p in problems]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        raise typer.Exit(2 if problems else 0)
    if not isinstance(found, Checked) or problems:
        refuse(problems)
    typer.echo(f"{file}: no problem found. Every path ends, after {found.longest} questions at most.")
    if found.unproven:
        typer.echo(f"{file}: not proven that these can be reached: {', '.join(found.unproven)}.")


@app.command()
def publish(file: File) -> None:
    """Freeze a version. From then on it never changes; whoever began with an older one finishes that."""
    loaded = load_survey(file)
    if not isinstance(loaded, SurveyFile):
        refuse(loaded)
    survey = loaded.edition.survey

    async def work(product: Product) -> Published | AlreadyThere | tuple[Problem, ...]:
        return await _publish(product, loaded, file.name)

    named = f"{survey.id} version {survey.version}"
    match with_product(work):
        case Published():
            typer.echo(f"Published {named}.")
        case AlreadyThere():
            typer.echo(f"{named} was published before, with the same content. Nothing changed.")
        case problems:
            refuse(problems)


@app.command("import")
def import_form(
    form: Annotated[Path, typer.Argument(help="An XLSForm (.xlsx) or a FHIR R4 Questionnaire (.json).")],
    out: Annotated[Path | None, typer.Option("--out", help="NAME.yaml; its languages go beside it.")] = None,
) -> None:
    """Turn an XLSForm or a FHIR Questionnaire into a survey file, or say everything in it that Heard cannot ask.

    docs/authoring.md says what is read."""
    if out is not None:
        refuse_unfit(out, Format.YAML)
    edition = load_questionnaire(form) if form.suffix.lower() == ".json" else _load_form(form)
    if not isinstance(edition, Edition):
        refuse(edition)
    if out is None:
        typer.echo(survey_file(edition), nl=False)
        return
    _told(write_survey(edition, Format.YAML, out))


def _load_form(form: Path) -> Edition | tuple[Problem, ...]:
    sheets = read_workbook(form)
    problems = tuple(sheet for sheet in sheets if isinstance(sheet, Problem))
    return problems or read_form(form.name, (sheet for sheet in sheets if isinstance(sheet, Sheet)))


@app.command("export")
def export_survey(
    survey: Annotated[str, typer.Argument(metavar="ID", help="A published survey.")],
    out: Annotated[
        Path, typer.Option("--out", help="NAME.xlsx, NAME.json, or NAME.yaml with its languages beside it.")
    ],
    format: Annotated[Format, typer.Option("--format", help="The file format.")] = Format.YAML,
    version: Annotated[int | None, typer.Option("--version", help="The newest otherwise.")] = None,
) -> None:
    """Write a published survey to a file, for other programs or to make the next version of it."""
    refuse_unfit(out, format)

    async def work(product: Product) -> tuple[Mapping[int, Edition], list[str]]:
        return await _versions(product, survey), [one.survey for one in await product.published.all()]

    versions, published = with_product(work)
    if not versions:
        known = ", ".join(sorted(set(published)))
        refuse([f"ID: unknown-survey: No survey {survey} is published. Choose one of: {known}."])
    chosen = max(versions) if version is None else version
    if chosen not in versions:
        known = ", ".join(map(str, sorted(versions)))
        refuse([f"--version: unknown-version: {survey} has no version {chosen}. Choose one of: {known}."])
    _told(write_survey(versions[chosen], format, out))


def _told(written: tuple[Path, ...] | tuple[Problem, ...]) -> None:
    problems = tuple(one for one in written if isinstance(one, Problem))
    if problems:
        refuse(problems)
    typer.echo(f"Wrote {', '.join(map(str, written))}.", err=True)


async def _publish(product: Product, file: SurveyFile, name: str) -> Published | AlreadyThere | tuple[Problem, ...]:
    survey, frozen = file.edition.survey, freeze(file)
    before = await _versions(product, survey.id)
    if before.get(survey.version) == file.edition:
        return AlreadyThere()
    outcome: Published | AlreadyThere | FrozenBefore = FrozenBefore("")
    if survey.version not in before:
        earlier = {version: edition.survey for version, edition in before.items()}
        problems = (*prove(file.edition, name).problems, *unlike(survey, earlier, name))
        if problems:
            return problems
        outcome = await product.published.publish(
            frozen.survey, frozen.version, frozen.section, frozen.definition, frozen.digest, today()
        )
    if isinstance(outcome, FrozenBefore):
        following = max(before, default=survey.version) + 1
        facts: dict[str, str | int] = {"survey": survey.id, "version": survey.version, "next": following}
        return (Problem(name, 0, "version-frozen", facts),)
    return outcome


async def _versions(product: Product, survey: str) -> dict[int, Edition]:
    """A survey as it was published, without the section that follows it."""
    published = await product.published.all()
    return {one.version: frozen_edition(one.survey, one.definition) for one in published if one.survey == survey}


async def _rows(product: Product) -> list[_Row]:
    return [_row(one) for one in await product.published.all()]


def _row(one: PublishedEdition) -> _Row:
    edition = frozen_edition(one.survey, one.definition)
    languages = {tag: wording.status.value for tag, wording in edition.wordings.items()}
    return _Row(one.survey, one.version, one.day.isoformat(), len(edition.survey.questions), languages)
