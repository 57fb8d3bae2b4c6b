"""Where a respondent can be: the engine with a store's memory, and what both this and the whole product can do."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, Protocol, cast

from sqlalchemy import Row

from bot.i18n import load_catalogues
from bot.lexicon import lexicon
from bot.survey_files import SurveyFile
from feedback.records import Channel, Conversation
from feedback.store import conversation_rows
from feedback.store.keys import Keys
from surveys.answers import Answer
from surveys.engine import advance, begin
from surveys.events import Event
from surveys.lexicon import Languages, Lexicon
from surveys.record import equality_of, feedback_of, said_nothing
from surveys.replies import Reply
from surveys.session import Session, Stage
from surveys.text import Edition, equality_items, followed_by

KEYS = Keys.from_secret(b"a made-up secret of good length, 1")
SOMEBODY = b"somebody"
Record = tuple[dict[str, Answer], dict[str, Answer]]


class World(Protocol):
    """`edition` and `session` are those of whoever answers now."""

    edition: Edition
    session: Session

    def publish(self, files: Sequence[SurveyFile]) -> None: ...
    def begin(self, survey: str) -> None: ...
    def hear(self, reply: Reply, language: str) -> tuple[Event, ...]: ...
    def restart(self) -> None: ...
    def record(self) -> Record | None: ...
    def close(self) -> None: ...


class Memory:
    """The engine alone. Restarting goes through the row and the sealed text that the store would keep."""

    edition: Edition
    session: Session

    def __init__(self) -> None:
        self._published: dict[str, Edition] = {}

    def publish(self, files: Sequence[SurveyFile]) -> None:
        self._published.update({file.edition.survey.id: file.edition for file in files})

    def begin(self, survey: str) -> None:
        self.edition = self._published[survey]
        if "equality" in self._published:
            section = self._published["equality"]
            self.edition = followed_by(self.edition, section, equality_items(section.survey))
        self.session = begin(self.edition.survey).session

    def hear(self, reply: Reply, language: str) -> tuple[Event, ...]:
        turn = advance(self.edition.survey, self.session, reply, languages(self.edition, language))
        self.session = turn.session
        return turn.events

    def restart(self) -> None:
        survey = self.edition.survey
        held = Conversation(
            Channel.WEB, survey.id, survey.version, survey.section_version, "ward-7", "en", self.session
        )
        row = SimpleNamespace(**conversation_rows.values(KEYS, SOMEBODY, date(2026, 5, 3), held, None))
        restarted = conversation_rows.conversation(KEYS, cast("Row[Any]", row))[0].session
        assert restarted == self.session
        self.session = restarted

    def record(self) -> Record | None:
        """What would be kept if it ended here."""
        survey = self.edition.survey
        if self.session.stage is Stage.STOPPED and said_nothing(survey, self.session):
            return None
        return feedback_of(survey, self.session), equality_of(survey, self.session)

    def close(self) -> None:
        pass


@cache
def words_of_all_surveys() -> Lexicon:
    return lexicon(load_catalogues())


def languages(edition: Edition, language: str) -> Languages:
    own = edition.wording(language)
    others = (wording for wording in edition.wordings.values() if wording is not own)
    return Languages((own, *others), words_of_all_surveys())
