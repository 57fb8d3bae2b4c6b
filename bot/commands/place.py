"""`heard place`: the trust's places, where they come from, and posters that lead people from a place to Heard."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.app import Product
from bot.commands.outcomes import refuse, with_product
from bot.commands.place_in import import_places
from bot.commands.poster_out import (
    too_long,
    without_telegram,
    write_poster,
    wrong_with_address,
    wrong_with_bot,
    wrong_with_file,
    wrong_with_languages,
)
from bot.posters.addresses import Way, bot_username, start_parameter, telegram_way, web_way
from bot.posters.bot_name import Unanswered, ask_bot_name
from bot.posters.layout import laid_out
from bot.posters.poster import Poster, poster_of
from bot.posters.sheet import Sheet
from feedback.records import Place

app = typer.Typer(no_args_is_help=True)
_COLUMNS = ("code", "name", "level", "parent")
app.command("import")(import_places)


@app.command("list")
def list_places(as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False) -> None:
    """Every place: its code, name and level, and the place that it belongs to."""
    rows = [asdict(place) for place in with_product(_places)]
    if as_json:
        ordered = [{column: row[column] for column in _COLUMNS} for row in rows]
        typer.echo(json.dumps(ordered, ensure_ascii=False, indent=2))
        return
    table = Table(*_COLUMNS)
    for row in rows:
        table.add_row(*(escape(row[column] or "") for column in _COLUMNS))
    Console().print(table)


@app.command()
def poster(
    code: Annotated[str, typer.Argument(help="The place's code; see `heard place list`.")],
    out: Annotated[Path, typer.Option("--out", help="A file that ends in .svg or .pdf.")],
    languages: Annotated[
        str | None, typer.Option("--languages", help="Such as en,ur: these, in this order. All if left out.")
    ] = None,
    bot: Annotated[
        str | None, typer.Option("--bot", help="The Telegram bot's name. Asked of Telegram if left out.")
    ] = None,
) -> None:
    """A poster of A4 for the wall: codes to scan and addresses to type, which lead to the questions about a place."""

    async def work(product: Product) -> Poster:
        tags = _tags(languages, product)
        place = await product.places.find(code)
        problems = [
            *([] if place else [f"CODE: unknown-place: There is no place `{code}`. See `heard place list`."]),
            *wrong_with_file(out),
            *wrong_with_languages(tags, product.catalogues),
            *wrong_with_bot(bot),
            *wrong_with_address(product.settings.public_url),
        ]
        if problems or place is None:
            refuse(problems)
        spoken = [product.catalogues.phrases(tag) for tag in tags]
        return poster_of(place.name, spoken, await _ways(product, place.code, bot))

    made = with_product(work)
    sheet = laid_out(made)
    if not isinstance(sheet, Sheet):
        refuse(map(too_long, sheet))
    write_poster(sheet, out)
    typer.echo(f"{out} leads to {' and '.join(way.address for way in made.ways)}")


async def _places(product: Product) -> Sequence[Place]:
    return await product.places.all()


def _tags(languages: str | None, product: Product) -> tuple[str, ...]:
    if languages is None:
        return product.catalogues.offered
    return tuple(tag.strip() for tag in languages.split(",") if tag.strip())


async def _ways(product: Product, code: str, named: str | None) -> tuple[Way, ...]:
    web, start = web_way(product.settings.public_url, code), start_parameter(code)
    if start is None and (named or product.settings.telegram):
        typer.echo(without_telegram(code), err=True)
    bot = await _bot(product, named) if start else None
    return (web, telegram_way(bot, start)) if bot and start else (web,)


async def _bot(product: Product, named: str | None) -> str | None:
    """Telegram is asked last: nothing leaves the machine for a poster that cannot be made."""
    telegram = product.settings.telegram
    if named is not None or telegram is None:
        return bot_username(named or "")
    answer = await ask_bot_name(telegram.token, telegram.api)
    if isinstance(answer, Unanswered):
        refuse([f"HEARD_TELEGRAM_TOKEN: {answer.code}: {answer.says} Mend that, or name the bot with --bot NAME."])
    return answer
