"""Posters to lay out, and their codes read back without the library that made them."""

import re
from collections.abc import Sequence

import segno

from bot.i18n import load_catalogues
from bot.posters.addresses import Way, telegram_way, web_way
from bot.posters.layout import laid_out
from bot.posters.poster import Poster, poster_of
from bot.posters.sheet import Sheet

CATALOGUES = load_catalogues()
ALL = CATALOGUES.languages
WEB = web_way("https://heard.trust.example", "ward-7")
TELEGRAM = telegram_way("NorthTrustHeardBot", "p-ward-7")
WAYS = (WEB, TELEGRAM)
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def poster(tags: Sequence[str], place: str = "Alder Crisis team 7", ways: tuple[Way, ...] = WAYS) -> Poster:
    return poster_of(place, [CATALOGUES.phrases(tag) for tag in tags], ways)


def sheet(tags: Sequence[str], place: str = "Alder Crisis team 7", ways: tuple[Way, ...] = WAYS) -> Sheet:
    made = laid_out(poster(tags, place, ways))
    assert isinstance(made, Sheet), made
    return made


def squares(path: str) -> set[tuple[int, int]]:
    """Which squares a path makes dark; it must consist of runs of them and of nothing else."""
    assert _RUN.sub("", path) == ""
    dark = set()
    for x, y, there, back in _RUN.findall(path):
        assert there == back
        dark |= {(int(x) + step, int(y)) for step in range(int(there))}
    return dark


def expected_squares(address: str, quiet: int = 4) -> set[tuple[int, int]]:
    """As the library draws them itself, quiet zone and all."""
    rows = segno.make_qr(address, error="m").matrix_iter(border=quiet)
    return {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
