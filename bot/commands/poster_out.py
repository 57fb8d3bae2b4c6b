"""A poster written to a file, complete or absent; and what is wrong with what was asked for."""

from collections.abc import Iterator
from pathlib import Path

from bot.commands.outcomes import refuse
from bot.commands.whole_file import whole_file
from bot.i18n import Catalogues
from bot.posters.addresses import bot_username, leads_to_nobody_else
from bot.posters.layout import Unfit
from bot.posters.pdf import CannotMake, pdf_of
from bot.posters.sheet import Sheet
from bot.posters.svg import svg_of
from feedback.places.codes import LONGEST_CODE

_READABLE = 0o644  # made to be hung up
_SUFFIXES = (".svg", ".pdf")
_TOO_LONG = {
    Unfit.PLACE: "CODE: name-too-long: The place's name does not fit on the paper. Give it a shorter name.",
    Unfit.ADDRESS: "CODE: address-too-long: An address does not fit on paper. Shorten the code or HEARD_PUBLIC_URL.",
    Unfit.WORDS: "--languages: words-too-long: The words do not fit on the paper. Name fewer languages.",
}


def wrong_with_file(out: Path) -> Iterator[str]:
    if out.suffix not in _SUFFIXES:
        yield f"--out: wrong-ending: `{out.name}` is no name for a poster. Let it end in {' or '.join(_SUFFIXES)}."
    if out.is_dir():
        yield f"--out: is-a-folder: `{out}` is a folder. Name a file in it."
    elif not out.absolute().parent.is_dir():
        yield f"--out: no-folder: There is no folder {out.parent}. Make it, or choose another."


def wrong_with_languages(tags: tuple[str, ...], catalogues: Catalogues) -> Iterator[str]:
    offered = ", ".join(catalogues.offered)
    if not tags:
        yield f"--languages: none: No language is named. Use any of: {offered}."
    for tag in dict.fromkeys(tags):
        if tag not in catalogues.languages:
            yield f"--languages: unknown-language: There is no language `{tag}`. Use any of: {offered}."
        elif tag not in catalogues.offered:
            says = f"`{tag}` is not offered: nobody has checked all of its wording."
            yield f"--languages: not-offered: {says} Have it checked, or leave HEARD_DRAFT_LANGUAGES on."
        if tags.count(tag) > 1:
            yield f"--languages: named-twice: `{tag}` is named {tags.count(tag)} times. Name it once."


def wrong_with_address(public_url: str) -> Iterator[str]:
    if leads_to_nobody_else(public_url):
        says = f"{public_url} leads whoever scans the poster to their own phone."
        yield f"HEARD_PUBLIC_URL: this-machine-only: {says} Set it to the address that patients' phones can open."


def wrong_with_bot(name: str | None) -> Iterator[str]:
    if name is not None and bot_username(name) is None:
        says = f"`{name}` is no name of a bot."
        yield f"--bot: not-a-bot: {says} Write it as @BotFather gave it, such as NorthTrustHeardBot."


def without_telegram(code: str) -> str:
    """A warning: the poster is made all the same."""
    takes = f"Telegram takes at most {LONGEST_CODE} characters of A-Z, a-z, 0-9, _ and -, and `{code}` is not so."
    return f"CODE: no-telegram: The poster has no code for Telegram. {takes} For one, give the place another code."


def too_long(unfit: Unfit) -> str:
    return _TOO_LONG[unfit]


def write_poster(sheet: Sheet, out: Path) -> None:
    if out.suffix == ".svg":
        content = svg_of(sheet).encode()
    else:
        made = pdf_of(sheet)
        content = made if isinstance(made, bytes) else refuse([_cannot(made)])
    with whole_file(out, _READABLE) as file:
        file.buffer.write(content)


def _cannot(reason: CannotMake) -> str:
    if reason.missing_letters:
        remedy = "Install Noto's fonts (on Debian: fonts-noto-core, fonts-noto-cjk), or write .svg."
        return f"--out: no-font: No font of this machine has some of the letters ({reason.why}). {remedy}"
    remedy = "Install Pango (on Debian: libpango-1.0-0, libpangoft2-1.0-0), or write .svg."
    return f"--out: no-pdf: PDF cannot be made on this machine ({reason.why}). {remedy}"
