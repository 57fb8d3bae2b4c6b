"""A typed line that is a command in any language, or an answer."""

import pytest

from bot.conversation.asides import Delete, Greet, Page, Show
from bot.conversation.commands import MEANT, command_words, meant_by
from bot.i18n import load_catalogues
from bot.lexicon import listed_words
from surveys.replies import Back, Skip, Stop, Typed

CATALOGUES = load_catalogues()
WORDS = command_words(
    {name: CATALOGUES.phrases(tag).text(f"command.{name}") for name in MEANT} for tag in CATALOGUES.languages
)
EVERY = [
    (tag, name, word)
    for tag in CATALOGUES.languages
    for name in MEANT
    for word in listed_words(CATALOGUES.phrases(tag).text(f"command.{name}"))
]


@pytest.mark.parametrize(("tag", "name", "word"), EVERY)
def test_every_word_of_every_language_means_one_command(tag: str, name: str, word: str) -> None:
    for line in (word, f"/{word}", f"  {word.upper()} ", f"{word}."):
        assert meant_by(Typed(line, whole=False), WORDS, own_words=False) == MEANT[name], (tag, line)


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("stop", Stop()),
        ("skip", Skip()),
        ("back", Back()),
        ("help", Show(Page.HELP)),
        ("/privacy", Show(Page.PRIVACY)),
        ("/start", Greet()),
        ("/delete", Delete()),
    ],
)
def test_where_one_writes_help_and_the_ways_out_are_commands_still(line: str, means: object) -> None:
    assert meant_by(Typed(line, whole=False), WORDS, own_words=True) == means


@pytest.mark.parametrize("line", ["privacy", "Language", "start", "delete", "prywatność", "stop it", "x" * 101])
def test_where_one_writes_likely_words_are_an_answer(line: str) -> None:
    typed = Typed(line, whole=False)
    assert meant_by(typed, WORDS, own_words=True) is typed


def test_a_whole_answer_from_a_page_is_never_a_command() -> None:
    typed = Typed("/stop", whole=True)
    assert meant_by(typed, WORDS, own_words=False) is typed
