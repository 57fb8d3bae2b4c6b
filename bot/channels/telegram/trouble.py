"""What people hear past the outbox. While nothing can be stored, once each that it takes a while, with the numbers to
call; whoever asks for help is given it, each time. And whoever says too much, that it was not kept."""

from bot.channels.telegram.reading import Said
from bot.channels.telegram.wishes import Wishes
from bot.conversation.messages import Message
from bot.i18n import Catalogues, Phrases, upright

_TOLD_AGAIN, _HELPED_AGAIN = 600.0, 60.0  # seconds until whoever goes on saying too much hears of it once more
_MOST_CHATS = 1_000  # that said too much


class Trouble:
    def __init__(self, catalogues: Catalogues) -> None:
        self._wishes = Wishes(catalogues)
        self._catalogues = catalogues
        self._told: set[str] = set()
        self._said_too_much: dict[str, float] = {}

    def over(self) -> None:
        self._told.clear()

    def says(self, update: str, said: Said) -> Message | None:
        """An update comes again until it is safe, and is answered once."""
        helping = self._wishes.help(said)
        about = f"{said.chat} {update}" if helping else said.chat
        if about in self._told:
            return None
        self._told.add(about)
        if helping:
            return _with_help(self._guessed(said))
        # Telegram keeps what was typed for a day, and what was tapped for two minutes and a half.
        return _with_help(self._guessed(said), "chat.trouble" if said.query is None else "chat.trouble-tap")

    def is_to_hear(self, said: Said, now: float) -> bool:
        """Whether somebody whose update is dropped is told so, or knows. `now`: seconds of a clock that never goes
        back."""
        wait = _HELPED_AGAIN if self._wishes.help(said) else _TOLD_AGAIN
        told = self._said_too_much.get(said.chat)
        if told is not None and now - told < wait:
            return False
        if len(self._said_too_much) >= _MOST_CHATS:
            self._said_too_much = {chat: at for chat, at in self._said_too_much.items() if now - at < _TOLD_AGAIN}
        self._said_too_much[said.chat] = now
        return True

    def taken(self, chat: str) -> None:
        """Whatever is dropped after that is told once more."""
        self._said_too_much.pop(chat, None)

    def too_much(self, said: Said, language: str | None) -> Message:
        """`language`: in which they are spoken to, where that is known."""
        return _with_help(self._catalogues.phrases(language) if language else self._guessed(said), "chat.too-many")

    def _guessed(self, said: Said) -> Phrases:
        return self._catalogues.phrases(self._catalogues.fitting([said.language] if said.language else []))


def _with_help(phrases: Phrases, *names: str) -> Message:
    """Whoever else writes may not be heard for a while, so nobody has to ask for it."""
    return Message(upright("\n\n".join(map(phrases.text, (*names, "chat.help"))), phrases.language))
