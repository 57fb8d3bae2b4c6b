"""What a typed line asks for in a chat: one of the few command words in any shipped language, or an answer."""

from collections.abc import Iterable, Mapping

from bot.lexicon import listed_words
from surveys.folding import folded
from surveys.replies import Back, Done, Reply, Send, Skip, Stop, Typed

WORDS_OF: Mapping[str, Reply] = {"skip": Skip(), "back": Back(), "stop": Stop(), "send": Send(), "done": Done()}
HELP = "help"
_LONGEST = 100  # whatever is longer is an answer


def command_words(phrases: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Folded word -> command."""
    return {word: command for words in phrases for command, listed in words.items() for word in listed_words(listed)}


def reply_of(line: str, words: Mapping[str, str]) -> Reply | None:
    """None is a call for help. A leading slash always means a command: `/stop`. Words may go on in the next line."""
    command = words.get(folded(line.removeprefix("/"))) if len(line) <= _LONGEST else None
    if command == HELP:
        return None
    return WORDS_OF.get(command or "", Typed(line, whole=False))
