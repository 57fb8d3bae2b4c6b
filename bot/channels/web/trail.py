"""The addresses of a survey's pages: which survey, where, in which language, on a device of one's own or a tablet."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from surveys.session import Session, Stage

CHECK, DONE, STOPPED = "check", "done", "stopped"
AGAIN, DELETE = "again", "delete"
STAY = "stay"
_AFTER_QUESTIONS = {Stage.CHECKING: CHECK, Stage.FINISHED: DONE, Stage.STOPPED: STOPPED}


@dataclass(frozen=True, slots=True)
class Trail:
    """`stay`: on a tablet, whose pages these are. No address but the first says so: there, anybody begins anew."""

    survey: str
    language: str
    place: str | None = None
    kiosk: bool = False
    stay: str | None = None

    def start(self) -> str:
        return self._address("", {})

    def home(self) -> str:
        """Where the next person begins on a tablet; the start page on a device of one's own."""
        return f"/kiosk/{quote(self.place or '')}" if self.kiosk else f"/?{urlencode({'lang': self.language})}"

    def page(self, name: str) -> str:
        """The page of a question, by its id, or one of the names above."""
        return self._address(f"/{quote(name)}", {STAY: self.stay} if self.stay else {})

    def later(self) -> str:
        """Where the code to come back with is shown: outside the survey's own pages, of whose names each is one that no
        question may have."""
        place = {"place": self.place} if self.place else {}
        return f"/later/{self.survey}?{urlencode({**place, 'lang': self.language})}"

    def standing(self, session: Session) -> str:
        return self.page(session.at or _AFTER_QUESTIONS[session.stage])

    def _address(self, rest: str, stay: dict[str, str]) -> str:
        if self.kiosk:
            query = urlencode({"lang": self.language, **stay})
            return f"/kiosk/{quote(self.place or '')}/{self.survey}{rest}?{query}"
        place = {"place": self.place} if self.place else {}
        return f"/s/{self.survey}{rest}?{urlencode({**place, 'lang': self.language})}"
