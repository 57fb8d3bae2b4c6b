"""The people one can be on the page: invented, one for each language that the shipped surveys speak."""

from collections.abc import Sequence

from bot.sandbox.flood import Limits, Rate
from bot.sandbox.pending import Clock
from bot.sandbox.person import Person
from bot.sandbox.sandbox import TOKEN, Sandbox

KEEP = 2000  # messages a chat
# As Telegram writes languages: small letters, a script only where one is chosen.
_PEOPLE = (
    ("Daniel", "en"),
    ("Amina", "ur"),
    ("Yusuf", "ar"),
    ("Nasima", "bn"),
    ("Meena", "gu"),
    ("Rohan", "hi"),
    ("Gurpreet", "pa"),
    ("Zofia", "pl"),
    ("Andrei", "ro"),
    ("Irina", "ru"),
    ("Hodan", "so"),
    ("Mei", "zh-hans"),
    ("Ka Yan", "zh-hant"),
)


def played_sandbox(now: Clock, *, token: str = TOKEN) -> Sandbox:
    """For a person at the page: a little patience with quick taps, and a bounded memory."""
    sandbox = Sandbox(now, token=token, limits=Limits(chat=Rate(3, 3.0)), keep=KEEP)
    play(sandbox)
    return sandbox


def play(sandbox: Sandbox) -> Sequence[Person]:
    return [sandbox.person(name=name, language_code=tag) for name, tag in _PEOPLE]
