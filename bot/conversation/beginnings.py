"""Which edition a conversation goes through, and how one begins."""

import secrets
from dataclasses import replace

from bot.conversation.messages import Incoming, Start
from bot.conversation.ports import Editions
from bot.conversation.welcome import WELCOME
from feedback.records import Agreement, Conversation
from surveys.engine import begin
from surveys.text import Edition

_TAG_BYTES = 4  # enough to tell the conversations of one chat apart, in a button that has little room


class Beginnings:
    """`welcome` is the first question of a chat, which leads to a survey."""

    def __init__(self, editions: Editions, welcome: Edition) -> None:
        self._editions = editions
        self.welcome = welcome

    async def edition_of(self, conversation: Conversation) -> Edition:
        if conversation.survey == WELCOME:
            return self.welcome
        pins = conversation.survey, conversation.version, conversation.section_version
        edition = await self._editions.edition(*pins)
        if edition is None:
            raise LostEdition(*pins)
        return edition

    async def of_survey(self, start: Start, incoming: Incoming) -> tuple[Conversation, Edition] | None:
        """None where there is no such survey."""
        edition = await self._editions.edition(start.survey, start.version, start.section_version)
        if edition is None:
            return None
        agreed = frozenset({Agreement.UNFINISHED}) if start.unfinished else frozenset[Agreement]()
        return replace(_begun(edition, start.place, incoming), agreed=agreed), edition

    def of_chat(self, place: str, incoming: Incoming) -> Conversation:
        return _begun(self.welcome, place, incoming)


class LostEdition(Exception):
    """A conversation holds on to a version that is no longer in the store: published versions are never deleted."""

    def __init__(self, survey: str, version: int, section_version: int | None) -> None:
        super().__init__(f"survey {survey} version {version} with section version {section_version} is gone")


def _begun(edition: Edition, place: str, incoming: Incoming) -> Conversation:
    return Conversation(
        channel=incoming.respondent.channel,
        survey=edition.survey.id,
        version=edition.survey.version,
        section_version=edition.survey.section_version,
        place=place,
        language=incoming.language,
        session=begin(edition.survey).session,
        tag=secrets.token_hex(_TAG_BYTES),
    )
