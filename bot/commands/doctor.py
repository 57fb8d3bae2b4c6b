"""`heard doctor`: what is wrong here, and how to mend it."""

import typer

from bot.app import Product
from bot.channels.telegram.api import Api, Done, Refused
from bot.commands.outcomes import refuse, with_product
from bot.web.loopback import plain_http, serves_this_machine_alone, speaks_through_nobody


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
        *await _inbox(product),
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
    return [f"{says} {remedy}"] if speaks_through_nobody(settings.public_url, settings.proxies) else []


async def _counts(product: Product) -> list[str]:
    wrong = await product.counts.differences()
    remedy = "Tell the developers, then rebuild the counts from the responses."
    says = f"counts: counts-differ: {len(wrong)} count sheets are not what the responses add up to."
    return [f"{says} {remedy}"] if wrong else []


async def _inbox(product: Product) -> list[str]:
    aside = await product.conversations.count_aside()
    remedy = "Look for `update-set-aside` in the log and tell the developers; they are deleted after 14 days."
    return [f"inbox: updates-aside: {aside} things that people said could not be worked on. {remedy}"] if aside else []


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
