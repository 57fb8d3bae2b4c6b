"""How fast Telegram lets a bot speak: about 30 messages a second in all, one a second in a chat. Pure; times are
seconds of a clock that never goes back.

A change of a message counts like a new one. Over three seconds it is one call a second; within them a tap's two, the
change and the next question, may come together: Telegram lets short bursts pass, and a person waits for that question.
"""

from collections import deque

IN_ALL, WINDOW = 28, 1.0  # two fewer than Telegram allows: on their way messages draw nearer to each other
IN_A_CHAT = 1.05
BURST = 3  # calls in a chat that may come nearer to each other, but never more than so many in so many seconds
LONGEST_REST = 30.0  # for everybody, because of two chats: they can do so on purpose
_FORGET = 1_000  # chats, before those that may speak again are left out


class _Chat:
    """The last calls there."""

    __slots__ = ("_calls", "_new")

    def __init__(self) -> None:
        self._calls: deque[float] = deque(maxlen=BURST)
        self._new = float("-inf")

    def free_at(self, *, new: bool) -> float:
        of_all = self._calls[0] + BURST * IN_A_CHAT if len(self._calls) == BURST else float("-inf")
        return max(of_all, self._new + IN_A_CHAT) if new else of_all

    def spoken_to(self, at: float, *, new: bool) -> None:
        self._calls.append(at)
        self._new = at if new else self._new

    def is_quiet(self, now: float) -> bool:
        return self._calls[-1] + BURST * IN_A_CHAT <= now


class Pace:
    def __init__(self) -> None:
        self._sent: deque[float] = deque(maxlen=IN_ALL)
        self._chats: dict[str, _Chat] = {}
        self._refused_until: dict[str, float] = {}
        self._all_free_at = 0.0

    def when(self, chat: str, now: float, *, new: bool = True) -> float:
        """When this chat may be spoken to, and from when on it may be again. `new`: it takes no other's place."""
        in_all = self._sent[0] + WINDOW if len(self._sent) == IN_ALL else now
        here = self._chats.setdefault(chat, _Chat())
        at = max(now, in_all, here.free_at(new=new))
        self._sent.append(at)
        here.spoken_to(at, new=new)
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
        if len(self._chats) > _FORGET:
            self._chats = {chat: here for chat, here in self._chats.items() if not here.is_quiet(now)}
        if len(self._refused_until) > _FORGET:
            self._refused_until = {chat: until for chat, until in self._refused_until.items() if until > now}
