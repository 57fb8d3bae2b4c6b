"""`heard export responses`, `heard withdraw` and `heard purge`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Product, now, today
from bot.commands.operator import operator
from bot.commands.outcomes import refuse, with_product
from bot.commands.whole_file import whole_file
from bot.conversation.reminders import DAYS_TO_COME_BACK
from bot.editions import EQUALITY_SURVEY, frozen_edition
from bot.portal.policies import ATTEMPTS_WITHIN
from bot.questionnaires import response_text
from feedback import receipts
from feedback.export.jsonl import line
from feedback.records import Event, Place, Response
from surveys.answers import Words
from surveys.text import Edition, followed_by

exports = typer.Typer(no_args_is_help=True)
_DAY = ["%Y-%m-%d"]


class Format(StrEnum):
    JSONL = "jsonl"
    FHIR = "fhir"


@exports.callback()
def export() -> None:
    """Take data out of Heard."""


@exports.command("responses")
def export_responses(
    out: Annotated[Path | None, typer.Option("--out", help="A file; standard output otherwise.")] = None,
    format: Annotated[Format, typer.Option("--format", help="The file format.")] = Format.JSONL,
    survey: Annotated[str | None, typer.Option("--survey", help="One survey; all otherwise.")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=_DAY, help="First day.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=_DAY, help="Last day.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="A place and all below it.")] = None,
    with_words: Annotated[bool, typer.Option("--with-words", help="Include what people wrote.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept in the audit trail.")] = None,
) -> None:
    """Response records, one a line; as FHIR, a bundle of QuestionnaireResponses.

    What people wrote in their own words stays behind unless it is asked for."""
    if with_words and not (reason or "").strip():
        refuse(["--reason: missing: What people wrote leaves only for a reason. Say it: --reason 'quarterly reading'."])
    asked = {"survey": survey, "from": str(_day(first)), "to": str(_day(last)), "place": place, "format": format.value}

    async def work(product: Product) -> int:
        places = _below(await product.places.all(), place)
        layout = await _layout(product, format)
        if with_words:
            await product.audit.record(Event(now(), operator(), "export-words", reason or "", asked))
        count = 0
        with whole_file(out) as file:
            async for response in product.responses.read(survey, _day(first), _day(last), places):
                shown = response if with_words else _without_words(response)
                file.write((layout.between if count else layout.head) + layout.one(shown))
                count += 1
            file.write(layout.tail if count else layout.nothing)
        return count

    typer.echo(f"{with_product(work)} responses ({format.value}).", err=True)


def withdraw(receipt: Annotated[str, typer.Argument(help="The code that was shown at the end.")]) -> None:
    """Delete the answers that a receipt stands for."""
    code = receipts.normal(receipt)
    if code is None:
        refuse(["RECEIPT: mistyped: This is no receipt code. Check each letter and number, and try again."])

    async def work(product: Product) -> bool:
        return await product.responses.withdraw(code)

    if not with_product(work):
        refuse(["RECEIPT: unknown: No answers have this code. They may have been deleted already."])
    typer.echo("The answers have been deleted.")


def purge() -> None:
    """End conversations that nobody came back to: what was sent counts, what never was is deleted.

    Staff's sessions and links that are over go with them."""

    async def work(product: Product) -> int:
        return await purged(product, today())

    typer.echo(f"{with_product(work)} conversations ended.")


async def purged(product: Product, day: date) -> int:
    before = day - timedelta(days=DAYS_TO_COME_BACK)
    await product.conversations.forget(before)
    await product.outbox.forget(before)
    ended = await product.service.expire(before)
    await _forget_sign_ins(product, now())
    await product.database.empty_log()
    return ended


async def _forget_sign_ins(product: Product, moment: datetime) -> None:
    """What is over opens nothing any more: this only tidies."""
    await product.staff_sessions.forget(moment)
    await product.staff_links.forget(moment)
    await product.sign_in_attempts.forget(moment - ATTEMPTS_WITHIN)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How records follow each other in a file."""

    head: str
    one: Callable[[Response], str]
    between: str
    tail: str
    nothing: str


async def _layout(product: Product, format: Format) -> _Layout:
    match format:
        case Format.JSONL:
            order_of = await _orders(product)
            return _Layout("", lambda one: line(one, order_of.get(one.survey, ())), "\n", "\n", "")
        case Format.FHIR:
            editions = await _whole_editions(product)
            begun = '{"resourceType":"Bundle","type":"collection"'
            return _Layout(
                head=begun + ',"entry":[\n',
                one=lambda one: response_text(one, editions[one.survey, one.version]),
                between=",\n",
                tail="\n]}\n",
                nothing=begun + "}\n",
            )


async def _whole_editions(product: Product) -> dict[tuple[str, int], Edition]:
    """Every published version with every equality question after it: what this trust does not ask now, it may have."""
    published = [(one.version, frozen_edition(one.survey, one.definition)) for one in await product.published.all()]
    sections = [edition for _, edition in published if edition.survey.id == EQUALITY_SURVEY]
    items = frozenset(question.id for question in sections[0].survey)
    return {
        (edition.survey.id, version): followed_by(edition, sections[0], items)
        for version, edition in published
        if edition.survey.id != EQUALITY_SURVEY
    }


async def _orders(product: Product) -> dict[str, tuple[str, ...]]:
    """The order of each survey's questions, its newest version's and then the equality section's."""
    orders: dict[str, tuple[str, ...]] = {}
    for one in await product.published.all():
        edition = await product.editions.edition(one.survey, None, None)
        if edition is not None:
            orders[one.survey] = tuple(question.id for question in edition.survey)
    return orders


def _without_words(response: Response) -> Response:
    answers, equality = (
        {question: answer for question, answer in held.items() if not isinstance(answer, Words)}
        for held in (response.answers, response.equality)
    )
    return replace(response, answers=answers, equality=equality)


def _below(places: Sequence[Place], code: str | None) -> frozenset[str] | None:
    if code is None:
        return None
    if code not in {place.code for place in places}:
        refuse([f"--place: unknown-place: There is no place `{code}`. See the codes on the posters."])
    found = {code}
    while more := {place.code for place in places if place.parent in found} - found:
        found |= more
    return frozenset(found)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
