"""How much one chat may say: far more than a person ever does, and no more than the store can keep for years. Pure;
times are seconds of a clock that never goes back."""

from dataclasses import dataclass

AT_ONCE = 300  # as many as all questions answered three times over, all kept on a phone that had no connection
SECONDS_EACH = 4.0  # from then on fifteen a minute, for ever
_FORGET = 1_000  # chats, before those that have been quiet are left out


@dataclass(frozen=True, slots=True)
class _Said:
    """How much of what may be said at once was used up, and when that was."""

    used: float
    at: float

    def now(self, now: float) -> float:
        return max(0.0, self.used - (now - self.at) / SECONDS_EACH)


class Bounds:
    def __init__(self) -> None:
        self._said: dict[str, _Said] = {}

    def room(self, chat: str, now: float) -> int:
        """How many updates of this chat are taken."""
        said = self._said.get(chat)
        return AT_ONCE if said is None else int(AT_ONCE - said.now(now))

    def took(self, chat: str, now: float) -> None:
        said = self._said.get(chat)
        self._said[chat] = _Said((said.now(now) if said else 0.0) + 1, now)
        if len(self._said) > _FORGET:
            self._said = {one: said for one, said in self._said.items() if said.now(now) > 0}
