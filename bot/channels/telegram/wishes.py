"""What somebody may ask for though nothing else is taken from their chat: help, to stop, and that what they said is
deleted; by a button, a command, or a word in any language. Which question stands is not known here."""

from bot.channels.telegram.reading import Said
from bot.conversation.asides import Aside, Delete, Do, Page, Show, Tapped
from bot.conversation.commands import command_words, meant_by
from bot.i18n import Catalogues
from surveys.replies import Reply, Stop, Typed

_WORDS = ("help", "stop", "delete")


class Wishes:
    def __init__(self, catalogues: Catalogues) -> None:
        every = map(catalogues.phrases, catalogues.languages)
        self._words = command_words({name: one.text(f"command.{name}") for name in _WORDS} for one in every)

    def help(self, said: Said) -> bool:
        return self._meant(said) == Show(Page.HELP)

    def always(self, said: Said) -> bool:
        meant = self._meant(said)
        return (
            meant == Show(Page.HELP)
            or isinstance(meant, Stop | Delete)
            or (isinstance(meant, Tapped) and meant.do is Do.STOP)
        )

    def _meant(self, said: Said) -> Reply | Aside | None:
        meant = said.said
        return meant_by(meant, self._words, own_words=False) if isinstance(meant, Typed) else meant
