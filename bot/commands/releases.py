"""`heard releases` and `heard attack`: what was published, that it is still what it was, and what it gives away."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NoReturn

import typer

from bot.app import Product
from bot.commands.altered import altered_releases, not_what_they_were
from bot.commands.outcomes import refuse, with_product
from feedback.aggregate import Cell
from feedback.attack.audit import Audit, Undecided, audit
from feedback.attack.knowledge import Range
from feedback.frozen import thawed
from feedback.release import Release, intact
from feedback.safe_table import SafeTable

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
_SHORT = 12  # characters of a hash, to compare at a glance; --json prints all


def releases(as_json: Json = False) -> None:
    """Every release: what it is of, who asked for it, and its hash. Each hash covers all releases before it."""

    async def work(product: Product) -> tuple[Sequence[Release], Sequence[int]]:
        return await product.releases.all(), await altered_releases(product)

    register, wrong = with_product(work)
    typer.echo(
        json.dumps([*map(_facts, register)]) if as_json else "\n".join(map(_line, register)) or "No releases yet."
    )
    if wrong:
        _fail([not_what_they_were(wrong)])


def attack(
    number: Annotated[int, typer.Argument(metavar="RELEASE", help="Its number in `heard releases`.")],
    as_json: Json = False,
) -> None:
    """Try to work out what a release withholds, from nothing but its tables. Exit code 1 where something is found."""

    async def work(product: Product) -> Release | None:
        return await product.releases.numbered(number)

    release = with_product(work)
    if release is None:
        refuse([f"RELEASE: unknown-release: There is no release {number}. `heard releases` lists them."])
    if not intact(release):
        _fail([not_what_they_were([number])])
    tables = thawed(release.draft.tables)
    audits = [_audited(release, table) for table in tables]
    typer.echo(_as_json(release, tables, audits) if as_json else "\n".join(map(_outcome, tables, audits)))
    if any(one.found for one in audits):
        raise typer.Exit(1)


def _line(release: Release) -> str:
    draft = release.draft
    return (
        f"{release.number}  {draft.survey}  {draft.period}  received to {draft.received_to}  by {draft.asked_by}  "
        f"policy {draft.policy[:_SHORT]}  {release.hash[:_SHORT]}"
    )


def _facts(release: Release) -> Mapping[str, Any]:
    draft = release.draft
    return {
        "number": release.number,
        "survey": draft.survey,
        "period": {"from": str(draft.period.first), "to": str(draft.period.last)},
        "received_to": str(draft.received_to),
        "asked_by": draft.asked_by,
        "policy": draft.policy,
        "attacked": draft.attacked,
        "previous": release.previous,
        "hash": release.hash,
    }


def _audited(release: Release, table: SafeTable) -> Audit:
    try:
        return audit(table)
    except Undecided:
        says = f"RELEASE: attack-undecided: No way was found in which the figures by {table.grouping.by} fit together."
        _fail([f"{says} See with `heard releases` whether release {release.number} was altered."])


def _outcome(table: SafeTable, one: Audit) -> str:
    by, k = table.grouping.by, table.policy.k
    if not one.found:
        return f"By {by}: {one.attacked} withheld figures attacked, none narrowed to a range of {k} or less."
    lines = (f"  {_name(cell)}: {low} to {high}" for cell, (low, high) in _found(one))
    return f"By {by}: of {one.attacked} withheld figures attacked, found:\n" + "\n".join(lines)


def _as_json(release: Release, tables: Sequence[SafeTable], audits: Sequence[Audit]) -> str:
    told = [
        {
            "by": table.grouping.by,
            "attacked": one.attacked,
            "found": [{**cell._asdict(), "low": low, "high": high} for cell, (low, high) in _found(one)],
        }
        for table, one in zip(tables, audits, strict=True)
    ]
    return json.dumps({"release": release.number, "hash": release.hash, "tables": told})


def _found(one: Audit) -> Sequence[tuple[Cell, Range]]:
    return (*one.found.counts.items(), *one.found.parts.items())


def _name(cell: Cell) -> str:
    return f"{cell.question}, {cell.group}, {cell.option}"


def _fail(problems: Sequence[str]) -> NoReturn:
    for problem in problems:
        typer.echo(problem, err=True)
    raise typer.Exit(1)
