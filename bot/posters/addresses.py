"""The addresses that a poster leads to, as its codes hold them and as a person can type them. Pure."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from bot.web.loopback import is_this_machine
from feedback.places.codes import is_carried

_START = "p-"  # what a start parameter begins with that names a place
_BOT = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_KEPT_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True)
class Way:
    """`by`: the name of the means, the same in every language. `address` is in ASCII."""

    by: str
    address: str

    @property
    def typed(self) -> str:
        """Browsers add https:// themselves."""
        return self.address.removeprefix("https://")


def web_way(public_url: str, code: str) -> Way:
    return Way("www", f"{quote(public_url, safe=_KEPT_IN_ADDRESSES)}/?place={quote(code, safe='')}")


def telegram_way(bot: str, start: str) -> Way:
    return Way("Telegram", f"https://t.me/{bot}?start={start}")


def start_parameter(code: str) -> str | None:
    """None: Telegram would not pass this code on."""
    return f"{_START}{code}" if is_carried(code) else None


def bot_username(name: str) -> str | None:
    """As somebody writes it, with or without @. None: no bot can be called that."""
    bare = name.strip().removeprefix("@")
    return bare if _BOT.fullmatch(bare) else None


def leads_to_nobody_else(public_url: str) -> bool:
    """To the machine that it is opened on: a phone would look for Heard on itself."""
    return is_this_machine(public_url) or _names_no_machine(urlsplit(public_url).hostname or "")


def _names_no_machine(host: str) -> bool:
    """Such as 0.0.0.0, which a server listens on and nobody can be sent to."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return host.endswith(".localhost")
