"""`heard survey list|check|publish`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Product, today
from bot.commands.outcomes import refuse, with_product
from bot.editions import Frozen, freeze, frozen_edition
from bot.survey_files import SurveyFile, load_survey
from feedback.store.editions import AlreadyThere, Published
from feedback.store.editions import Frozen as FrozenBefore

app = typer.Typer(no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="The survey's YAML file; its languages lie beside it as NAME.TAG.yaml.")]
AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


@app.command("list")
def list_surveys(as_json: AsJson = False) -> None:
    """The published surveys, newest version of each first."""
    rows = with_product(_rows)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        typer.echo(f"{row['survey']}\tversion {row['version']}\t{row['questions']} questions\t{row['languages']}")


@app.command()
def check(file: File, as_json: AsJson = False) -> None:
    """Say everything that is wrong with a survey file, or that nothing is."""
    loaded = load_survey(file)
    if isinstance(loaded, SurveyFile):
        typer.echo("[]" if as_json else f"{file}: no problem found.")
        return
    if as_json:
        rows = [{**asdict(p), "says": p.says, "remedy": p.remedy} for p in loaded]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        raise typer.Exit(2)
    refuse(loaded)


@app.command()
def publish(file: File) -> None:
    """Freeze a version. From then on it never changes; whoever began with an older one finishes that."""
    loaded = load_survey(file)
    if not isinstance(loaded, SurveyFile):
        refuse(loaded)
    frozen = freeze(loaded)
    named = f"{frozen.survey} version {frozen.version}"

    async def work(product: Product) -> Published | AlreadyThere | FrozenBefore:
        return await _publish(product, frozen)

    match with_product(work):
        case Published():
            typer.echo(f"Published {named}.")
        case AlreadyThere():
            typer.echo(f"{named} was published before, with the same content. Nothing changed.")
        case FrozenBefore():
            remedy = f"Write `version: {frozen.version + 1}` in the file."
            refuse([f"{file}: version-frozen: {named} was published with other content. {remedy}"])


async def _publish(product: Product, frozen: Frozen) -> Published | AlreadyThere | FrozenBefore:
    published = product.published
    return await published.publish(
        frozen.survey, frozen.version, frozen.section, frozen.definition, frozen.digest, today()
    )


async def _rows(product: Product) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for one in await product.published.all():
        edition = frozen_edition(one.survey, one.definition)
        languages = {tag: wording.status.value for tag, wording in edition.wordings.items()}
        rows.append(
            {
                "survey": one.survey,
                "version": one.version,
                "published": one.day.isoformat(),
                "questions": len(edition.survey.questions),
                "languages": languages,
            }
        )
    return rows
