"""`heard locales`: which languages there are, and how far their wording has been checked."""

import json
from typing import Annotated

import typer

from bot.i18n import load_catalogues
from bot.survey_files import load_library


def locales(
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
) -> None:
    """Each language's status and checker, for the product's phrases and for each shipped survey."""
    rows = [*_phrases(), *_surveys()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        checker = row["checker"] or "nobody yet"
        typer.echo(f"{row['language']}\t{row['what']}\t{row['status']}\tchecked by {checker}")


def _phrases() -> list[dict[str, object]]:
    catalogues = load_catalogues()
    every = (catalogues.phrases(tag) for tag in catalogues.languages)
    return [
        {"language": one.language.tag, "what": "phrases", "status": one.status.value, "checker": one.checker}
        for one in every
    ]


def _surveys() -> list[dict[str, object]]:
    return [
        {"language": tag, "what": survey, "status": wording.status.value, "checker": wording.checker}
        for survey, file in load_library().items()
        for tag, wording in file.edition.wordings.items()
    ]
