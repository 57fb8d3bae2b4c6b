"""`heard report board`: a table that is safe to show, for a board that wants to know how people were treated."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Product, now, today
from bot.commands.altered import PUBLISHED
from bot.commands.operator import operator
from bot.commands.outcomes import refuse, with_product
from bot.commands.whole_file import whole_file
from bot.editions import frozen_edition
from bot.i18n import Catalogues, load_catalogues
from bot.report_speech import report_speech
from feedback.policy import Policy
from feedback.publish import Sources, board_report, known, shipped_policy
from feedback.records import Event
from feedback.releasing import publish as release
from feedback.request import Asked, Format, Refusal, Request, understand
from feedback.store.editions import Editions
from surveys.text import SOURCE_LANGUAGE, Edition

app = typer.Typer(no_args_is_help=True)
READABLE = 0o644  # made to be shown to everybody


@app.callback()
def report() -> None:
    """Keeps `board` a word of its own: a group with one command would otherwise swallow it."""


@app.command()
def board(
    survey: Annotated[str, typer.Option("--survey", help="Which survey.")] = "patient",
    first: Annotated[str | None, typer.Option("--from", help="First day of a quarter.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day of it. Newest full quarter if left out.")] = None,
    by: Annotated[str, typer.Option("--by", help="The characteristic that people are grouped by.")] = "ethnicity",
    audience: Annotated[str, typer.Option("--audience", help="Who may read it: public.")] = "public",
    format: Annotated[str, typer.Option("--format", help="json or html.")] = "html",
    language: Annotated[str, typer.Option("--language", help="Language of the page, such as ur.")] = SOURCE_LANGUAGE,
    out: Annotated[Path | None, typer.Option("--out", help="A file; standard output otherwise.")] = None,
    places: Annotated[str | None, typer.Option("--places", help="The whole trust alone, in this version.")] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Fix the figures of this quarter for good.")] = False,
) -> None:
    """How people of different groups were treated, over a quarter that is over."""
    catalogues = load_catalogues()
    asked = Asked(survey, first, last, by, audience, format, places)

    async def work(product: Product) -> str:
        sources = sources_of(product)
        policy = shipped_policy()
        request = understand(asked, await known(sources), policy, today())
        here = (*_unwritable(out), *_unspoken(language, format, catalogues))
        refused = [*here, *(() if isinstance(request, Request) else request)]
        if refused or not isinstance(request, Request):
            refuse(refused)
        if publish:
            await _publish(sources, request, policy)
        made = await board_report(sources, request, policy, report_speech(catalogues, language))
        return refuse([made]) if isinstance(made, Refusal) else made

    text = with_product(work)
    try:
        with whole_file(out, READABLE) as file:
            file.write(text)
    except OSError as error:
        if out is None:
            raise
        refuse([Refusal("--out", "cannot-be-written", {"given": str(out), "why": error.strerror or str(error)})])


async def _publish(sources: Sources, request: Request, policy: Policy) -> None:
    """Recorded before the file is written: what may be published is in the register."""
    facts = {"survey": request.survey, "from": str(request.period.first), "to": str(request.period.last)}
    made = await release(sources, request, policy, today(), Event(now(), operator(), PUBLISHED, "", facts))
    if isinstance(made, Refusal):
        refuse([made])


def sources_of(product: Product) -> Sources:
    return Sources(product.counts, product.places, _Published(product.published), product.releases)


class _Published:
    """Published surveys, parsed: what the counts are read by. A version never changes, so it is parsed once."""

    def __init__(self, published: Editions) -> None:
        self._published = published
        self._parsed: dict[tuple[str, int], Edition] = {}

    async def names(self) -> frozenset[str]:
        return frozenset(one.survey for one in await self._published.all())

    async def versions(self, survey: str) -> Mapping[int, Edition]:
        of_survey = [one for one in await self._published.all() if one.survey == survey]
        for one in of_survey:
            if (one.survey, one.version) not in self._parsed:
                parsed = await asyncio.to_thread(frozen_edition, one.survey, one.definition)
                self._parsed[one.survey, one.version] = parsed
        return {one.version: self._parsed[one.survey, one.version] for one in of_survey}


def _unspoken(language: str, format: str, catalogues: Catalogues) -> Iterator[Refusal]:
    if language not in catalogues.languages:
        facts = {"given": language, "known": ", ".join(catalogues.languages)}
        yield Refusal("--language", "unknown-language", facts)
    elif language != SOURCE_LANGUAGE and format == Format.JSON:
        yield Refusal("--language", "no-language-in-json")


def _unwritable(out: Path | None) -> Iterator[Refusal]:
    if out is not None and out.is_dir():
        yield Refusal("--out", "is-a-folder", {"given": str(out)})
    elif out is not None and not out.absolute().parent.is_dir():
        yield Refusal("--out", "no-such-folder", {"given": str(out.parent)})
