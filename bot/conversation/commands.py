"""What a typed line asks for in a chat: one of the few command words in any shipped language, or an answer. Pure."""

from collections.abc import Iterable, Mapping

from bot.conversation.asides import Aside, Delete, Greet, Page, Show
from bot.lexicon import listed_words
from feedback.receipts import normal
from surveys.folding import folded
from surveys.replies import Back, Done, Reply, Send, Skip, Stop, Typed

MEANT: Mapping[str, Reply | Aside] = {
    "skip": Skip(),
    "back": Back(),
    "stop": Stop(),
    "send": Send(),
    "done": Done(),
    "help": Show(Page.HELP),
    "start": Greet(),
    "privacy": Show(Page.PRIVACY),
    "language": Show(Page.LANGUAGES),
    "delete": Delete(),
}
_LIKELY_WORDS = frozenset({"start", "privacy", "language", "delete"})
_LONGEST = 100  # whatever is longer is an answer


def command_words(phrases: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Folded word -> command."""
    return {word: command for words in phrases for command, listed in words.items() for word in listed_words(listed)}


def meant_by(typed: Typed, words: Mapping[str, str], *, own_words: bool) -> Reply | Aside:
    """A leading slash always means a command: `/stop`. Words may go on in the next line.

    `own_words`: the question is answered in own words. "Privacy" is then what somebody thinks could be better.
    """
    line = typed.text.strip()
    if typed.whole or len(line) > _LONGEST:
        return typed
    if (receipt := _receipt_to_delete(line, words)) is not None:
        return Delete(receipt)
    command = words.get(folded(line.removeprefix("/")))
    if command is None or (own_words and command in _LIKELY_WORDS and not line.startswith("/")):
        return typed
    return MEANT[command]


def _receipt_to_delete(line: str, words: Mapping[str, str]) -> str | None:
    """A code after the word, in any language. It is never an answer: nobody may find it among somebody's words."""
    for space in (place for place, letter in enumerate(line) if letter.isspace()):
        if words.get(folded(line[:space].removeprefix("/"))) == "delete" and normal(line[space:]) is not None:
            return line[space:].strip()
    return None
