"""What people hear while nothing can be stored, and so nothing goes through the outbox: once each that we will try
again; but whoever asks for help is given it, each time."""

from bot.channels.telegram.reading import Said
from bot.conversation.asides import Page, Show
from bot.conversation.commands import command_words, meant_by
from bot.conversation.messages import Message
from bot.i18n import Catalogues, upright
from surveys.replies import Typed

_HELP = Show(Page.HELP)


class Trouble:
    def __init__(self, catalogues: Catalogues) -> None:
        every = map(catalogues.phrases, catalogues.languages)
        self._help_words = command_words({"help": one.text("command.help")} for one in every)
        self._catalogues = catalogues
        self._told: set[str] = set()

    def over(self) -> None:
        self._told.clear()

    def says(self, update: str, said: Said) -> Message | None:
        """An update comes again until it is safe, and is answered once."""
        phrases = self._catalogues.phrases(self._catalogues.fitting([said.language] if said.language else []))
        helping = self._wants_help(said)
        about = f"{said.chat} {update}" if helping else said.chat
        if about in self._told:
            return None
        self._told.add(about)
        return Message(
            upright(phrases.text("chat.help"), phrases.language) if helping else phrases.text("chat.trouble")
        )

    def _wants_help(self, said: Said) -> bool:
        meant = said.said
        if isinstance(meant, Typed):
            meant = meant_by(meant, self._help_words, own_words=False)
        return meant == _HELP
