"""`heard chat`: answer a survey in the terminal."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from typing import Annotated

import typer

from bot.app import Product
from bot.channels.terminal import Terminal
from bot.commands.outcomes import refuse, with_product
from bot.conversation.messages import Start
from feedback.records import TRUST
from surveys.definition import FEEDBACK

SurveyId = Annotated[str, typer.Option("--survey", help="Which survey.")]
Language = Annotated[str, typer.Option("--language", help="Language tag, such as en or ur.")]


def chat(survey: SurveyId = "patient", language: Language = "en") -> None:
    """Answer a survey here, in any language it has. What you say is stored like anybody's."""

    async def work(product: Product) -> None:
        await _refuse_unknown(product, survey, language)
        await terminal(product, typer.echo).talk(Start(survey, TRUST), language, lines_typed())

    with_product(work)


def terminal(product: Product, show: Callable[[str], None]) -> Terminal:
    return Terminal(product.service, product.outbox, show)


async def _refuse_unknown(product: Product, survey: str, language: str) -> None:
    edition = await product.editions.edition(survey, None, None)
    if edition is None:
        known = ", ".join(sorted({one.survey for one in await product.published.all() if one.section == FEEDBACK}))
        refuse([f"--survey: unknown-survey: There is no survey `{survey}`. Use one of: {known}."])
    withheld = {*product.catalogues.languages} - {*product.catalogues.offered}
    offered = [tag for tag in edition.languages if tag not in withheld]
    if language not in offered:
        known = ", ".join(offered)
        refuse([f"--language: unknown-language: `{survey}` is not in `{language}`. Use one of: {known}."])


async def lines_typed() -> AsyncIterator[str]:
    """Standard input, read beside the event loop so that nothing else waits for a slow typist."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        yield line.rstrip("\n")
