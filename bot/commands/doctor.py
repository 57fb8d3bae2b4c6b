"""`heard doctor`: what is wrong here, and how to mend it."""

from collections.abc import Sequence

import typer

from bot.app import Product, today
from bot.channels.telegram.api import Api, Done, Refused
from bot.commands.altered import altered_releases, not_what_they_were
from bot.commands.outcomes import refuse, with_product
from bot.web.loopback import plain_http, serves_this_machine_alone, speaks_through_nobody
from bot.web.senders import Network, too_wide_for_proxies
from feedback.records import Channel

_NAMED = 10  # rows; the log names all


def doctor() -> None:
    """Check settings, key, database and Telegram, and that the counts are what the responses add up to."""
    problems = with_product(_problems)
    if problems:
        refuse(problems)
    typer.echo("Nothing is wrong.")


async def _problems(product: Product) -> tuple[str, ...]:
    return (
        *_address(product),
        *_proxies(product),
        *await _counts(product),
        *await _releases(product),
        *await _inbox(product),
        *await _outbox(product),
        *await _invented_people(product),
        *await _telegram(product),
    )


def _address(product: Product) -> list[str]:
    says = "HEARD_PUBLIC_URL: plain-http: Passwords of staff and what patients write can be read on their way."
    remedy = "Put a server that speaks https before Heard, and set HEARD_PUBLIC_URL to its https address."
    return [f"{says} {remedy}"] if plain_http(product.settings.public_url) else []


def _proxies(product: Product) -> list[str]:
    says = "HEARD_PROXIES: proxy-not-named: All who come through the server before Heard count as one sender."
    remedy = "Set it to that server's address: one visitor who asks too much can otherwise shut out all others."
    settings = product.settings
    wide = [*map(_wide, too_wide_for_proxies(settings.proxies))]
    if wide:
        return wide
    return [f"{says} {remedy}"] if speaks_through_nobody(settings.public_url, settings.proxies) else []


def _wide(network: Network) -> str:
    says = f"HEARD_PROXIES: wide-network: Whoever has an address in {network} can pass for anybody else."
    return f"{says} Name the addresses of your own proxies alone: 10.0.0.5, ::1."


async def _counts(product: Product) -> list[str]:
    wrong = await product.counts.differences()
    remedy = "Tell the developers, then put them right with `heard counts rebuild`."
    says = f"counts: counts-differ: {len(wrong)} count sheets are not what the responses add up to."
    return [f"{says} {remedy}"] if wrong else []


async def _releases(product: Product) -> list[str]:
    wrong = await altered_releases(product)
    return [not_what_they_were(wrong)] if wrong else []


async def _inbox(product: Product) -> list[str]:
    aside = await product.conversations.aside()
    remedy = (
        "Look for `update-set-aside` and `inbox-unread` in the log, and tell the developers. They are deleted after "
        "14 days."
    )
    says = f"inbox: updates-aside: {len(aside)} things that people said could not be worked on"
    shut = _waiting_for_key("inbox: updates-shut", "things that people said", await product.conversations.shut())
    return [*shut, *([f"{says} ({_rows(aside)}). {remedy}"] if aside else [])]


def _waiting_for_key(name: str, what: str, shut: int) -> list[str]:
    remedy = (
        "Bring back the HEARD_SECRET_KEY, or the file `secret-key` in the data folder, that they were sealed with, and "
        "restart: they go on then. After 14 days they are deleted."
    )
    return [f"{name}: {shut} {what} are sealed with a key that is not here, and wait for it. {remedy}"] if shut else []


async def _outbox(product: Product) -> list[str]:
    shut = _waiting_for_key("outbox: messages-shut", "messages to people", await product.outbox.shut())
    return [*shut, *await _unread(product), *await _unsaid(product)]


async def _unread(product: Product) -> list[str]:
    aside = await product.outbox.aside()
    remedy = "Look for `outbox-unread` in the log. Nobody is sent them; they are deleted after 14 days."
    says = f"outbox: messages-aside: {len(aside)} messages to people could not be read or said"
    return [f"{says} ({_rows(aside)}). {remedy}"] if aside else []


async def _unsaid(product: Product) -> list[str]:
    """With a bot, those of an earlier day: of what was said to people no time of day is kept."""
    bot = product.settings.telegram is not None
    waiting = await product.outbox.waiting(Channel.TELEGRAM, said_before=today() if bot else None)
    says = f"outbox: messages-waiting: {waiting} messages to people on Telegram wait"
    with_bot = "since yesterday or longer. See that `heard serve` is running, and look for `telegram-` in its log."
    without = "and no bot is set. Set HEARD_TELEGRAM_TOKEN again; what nobody could be told is deleted after 14 days."
    return [f"{says} {with_bot if bot else without}"] if waiting else []


def _rows(numbers: Sequence[int]) -> str:
    first = ", ".join(map(str, numbers[:_NAMED]))
    return f"rows {first} and others" if len(numbers) > _NAMED else f"rows {first}"


async def _telegram(product: Product) -> list[str]:
    settings = product.settings.telegram
    if settings is None:
        return []
    api = Api(settings.token, settings.api)
    outcome = await api.introduce()
    await api.close()
    match outcome:
        case Done():
            return []
        case Refused():
            remedy = "Copy the token whole from @BotFather, and check HEARD_TELEGRAM_API."
            return [f"HEARD_TELEGRAM_TOKEN: refused: Telegram does not take it. {remedy}"]
        case _:
            says = "HEARD_TELEGRAM_API: unreachable: No Telegram answers there."
            return [f"{says} Check that this machine may reach it; until then what the bot has to say waits."]


async def _invented_people(product: Product) -> list[str]:
    """They cannot sign in where others can come; that they are there means that invented answers are, too."""
    if serves_this_machine_alone(product.settings.public_url, product.settings.host):
        return []
    invented = [person.email for person in await product.staff.all() if person.demonstration and not person.closed]
    return [
        f"{email}: demonstration-sign-in: This sign-in was made by `heard demo`, and others can reach this server. "
        f"Run `heard staff remove {email}`, and serve from a data folder without invented answers."
        for email in invented
    ]
