"""`heard place import`: the trust's places from a CSV file, all or nothing. What a caseload holds is never printed."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Product, now, today
from bot.commands.operator import operator
from bot.commands.outcomes import refuse, with_product
from feedback.places.plan import Known, Outcome, Plan, planned
from feedback.places.problems import Problem
from feedback.places.sheet import LARGEST_FILE, Sheet, read_sheet
from feedback.records import Event
from feedback.scheme import read_scheme

_SCHEME = "schemes/census-2021.json"


def import_places(
    file: Annotated[Path, typer.Argument(help="CSV: code, parent, name; optionally level, caseload.ETHNICITY.")],
) -> None:
    """Take places from a CSV file, all or none: new ones are added, known codes get what the file says, others stay.

    docs/authoring.md has an example. A second import of the same file changes nothing."""
    raw = _read(file)
    if isinstance(raw, Problem):
        refuse([raw])
    scheme = read_scheme(files("feedback").joinpath(_SCHEME).read_text(encoding="utf-8"))
    sheet = read_sheet(file.name, raw, scheme)
    outcome = with_product(lambda product: _take_in(product, sheet))
    if not isinstance(outcome, Plan):
        refuse(outcome)
    typer.echo(_told(outcome))


async def _take_in(product: Product, sheet: Sheet) -> Outcome:
    day = today()

    def plan(known: Known) -> Outcome:
        return planned(sheet, known, day)

    return await product.place_imports.take_in(plan, Event(now(), operator(), "places-imported", "", {}))


def _told(plan: Plan) -> str:
    if not plan.changes:
        return f"Nothing changed: all that the file says stands already ({plan.unchanged} places)."
    return (
        f"{plan.added} added, {plan.renamed} renamed, {len(plan.moves)} moved, {plan.relevelled} at another level, "
        f"{plan.unchanged} unchanged. Caseloads taken: {len(plan.caseloads)}."
    )


def _read(file: Path) -> bytes | Problem:
    """No more of it than may be: what is too large is not held in memory first."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return Problem(file.name, 0, "", "no-file")
    except IsADirectoryError:
        return Problem(file.name, 0, "", "is-a-folder")
    except OSError as error:
        return Problem(file.name, 0, "", "cannot-be-read", {"why": error.strerror or type(error).__name__})
    return raw if len(raw) <= LARGEST_FILE else Problem(file.name, 0, "", "too-large", {"most": LARGEST_FILE})
