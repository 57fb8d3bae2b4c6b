"""How fast Telegram lets a bot speak: about 30 messages a second in all, one a second in a chat. Pure; times are
seconds of a clock that never goes back."""

from collections import deque

IN_ALL, WINDOW = 28, 1.0  # two fewer than Telegram allows: on their way messages draw nearer to each other
IN_A_CHAT = 1.05
LONGEST_REST = 30.0  # for everybody, because of two chats: they can do so on purpose
_FORGET = 1_000  # chats, before those that may speak again are left out


class Pace:
    def __init__(self) -> None:
        self._sent: deque[float] = deque(maxlen=IN_ALL)
        self._free_at: dict[str, float] = {}
        self._refused_until: dict[str, float] = {}
        self._all_free_at = 0.0

    def when(self, chat: str, now: float, *, counts: bool = True) -> float:
        """When this chat may be spoken to, and from when on it may be again. `counts`: it is a new message, and not one
        that takes another's place."""
        in_all = self._sent[0] + WINDOW if len(self._sent) == IN_ALL else now
        here = self._free_at.get(chat, now) if counts else now
        at = max(now, in_all, here)
        self._sent.append(at)
        if counts:
            self._free_at[chat] = at + IN_A_CHAT
        self._forget(now)
        return at

    def refused(self, chat: str, until: float, now: float) -> None:
        """Telegram asked for patience. It does not say whether in this chat or in all; two chats at once mean all."""
        others = any(free > now for other, free in self._refused_until.items() if other != chat)
        self._refused_until[chat] = max(until, self._refused_until.get(chat, until))
        if others:
            self.rest(min(until, now + LONGEST_REST))

    def rest(self, until: float) -> None:
        self._all_free_at = max(self._all_free_at, until)

    def resting(self, now: float) -> float:
        """Seconds for which nobody is spoken to."""
        return max(0.0, self._all_free_at - now)

    def patience(self, chat: str, now: float) -> float:
        """Seconds for which this chat is not spoken to, because Telegram said so."""
        return max(self.resting(now), self._refused_until.get(chat, now) - now)

    def _forget(self, now: float) -> None:
        if len(self._free_at) > _FORGET:
            self._free_at = {chat: free for chat, free in self._free_at.items() if free > now}
        if len(self._refused_until) > _FORGET:
            self._refused_until = {chat: until for chat, until in self._refused_until.items() if until > now}
