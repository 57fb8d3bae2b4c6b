"""What a typed line asks for in a chat: one of the few command words in any shipped language, or an answer."""

from collections.abc import Iterable, Mapping

from surveys.reading import folded
from surveys.replies import Back, Reply, Send, Skip, Stop, Typed

WORDS_OF: Mapping[str, Reply] = {"skip": Skip(), "back": Back(), "stop": Stop(), "send": Send()}
HELP = "help"


def command_words(phrases: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Folded word -> command. A phrase lists its words between commas: `skip, next`."""
    return {
        folded(word): command
        for words in phrases
        for command, listed in words.items()
        for word in listed.replace("،", ",").split(",")
        if folded(word)
    }


def reply_of(line: str, words: Mapping[str, str]) -> Reply | None:
    """None is a call for help. A leading slash always means a command: `/stop`."""
    command = words.get(folded(line.removeprefix("/")))
    if command == HELP:
        return None
    return WORDS_OF.get(command or "", Typed(line))
