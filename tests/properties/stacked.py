"""The whole product as a world: the conversation service on a real database, opened anew at every restart."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from bot.conversation.messages import Heard, Incoming, NobodyThere, Outcome, Start
from bot.editions import freeze
from bot.survey_files import SurveyFile
from feedback.receipts import receipt_from
from feedback.records import Channel, Respondent, Response, State
from surveys.events import Event, NotHere
from surveys.replies import Reply
from surveys.session import Session, Stage
from surveys.text import Edition
from tests.properties.worlds import Record
from tests.support.databases import SqliteTemplate
from tests.support.product import opened_product


class Stacked:
    edition: Edition
    session: Session

    def __init__(self, template: SqliteTemplate) -> None:
        self._runner = asyncio.Runner()
        self._stack = ExitStack()
        self._product_open = AsyncExitStack()
        self._folder = Path(self._stack.enter_context(TemporaryDirectory()))
        self._url = self._stack.enter_context(template.fresh(self._folder))
        self._runner.run(self._open())

    def publish(self, files: Sequence[SurveyFile]) -> None:
        for file in files:
            self._runner.run(self._publish(file))

    def begin(self, survey: str) -> None:
        self._who = Respondent(Channel.WEB, uuid4().hex)
        self._before = {response.id for response in self._runner.run(self._responses())}
        begun = self._runner.run(self._hear(None, "en", Start(survey, "ward-7")))
        assert isinstance(begun, Heard)
        self.session = begun.session
        self._pin()

    def hear(self, reply: Reply, language: str) -> tuple[Event, ...]:
        outcome = self._runner.run(self._hear(reply, language, None))
        if isinstance(outcome, NobodyThere):
            assert self.session.closed, "the conversation is gone before it is over"
            return (NotHere(),)
        assert isinstance(outcome, Heard)
        self.session = outcome.session
        return outcome.events

    def restart(self) -> None:
        self._runner.run(self._open())
        conversation = self._runner.run(self._product.service.look(self._who))
        assert (conversation is None) == self.session.closed
        if conversation is not None:
            assert conversation.session == self.session
            self._pin()

    def record(self) -> Record | None:
        """What was kept, once it is over."""
        if not self.session.closed:
            return None
        kept = [one for one in self._runner.run(self._responses()) if one.id not in self._before]
        if not kept:
            return None
        [response] = kept
        assert (response.state is State.STOPPED) == (self.session.stage is Stage.STOPPED)
        assert (response.survey, response.version) == (self.session.survey, self.session.version)
        return dict(response.answers), dict(response.equality)

    def close(self) -> None:
        self._runner.run(self._product_open.aclose())
        self._stack.close()
        self._runner.close()

    def _pin(self) -> None:
        """Whatever the store says that this conversation goes through."""
        conversation = self._runner.run(self._product.service.look(self._who))
        assert conversation is not None
        pins = conversation.survey, conversation.version, conversation.section_version
        edition = self._runner.run(self._product.service.edition(*pins))
        assert edition is not None
        self.edition = edition

    async def _open(self) -> None:
        await self._product_open.aclose()
        self._product = await self._product_open.enter_async_context(opened_product(self._folder, self._url))

    async def _publish(self, file: SurveyFile) -> None:
        frozen = freeze(file)
        await self._product.published.publish(
            frozen.survey, frozen.version, frozen.section, frozen.definition, frozen.digest, date(2026, 5, 3)
        )

    async def _hear(self, reply: Reply | None, language: str, start: Start | None) -> Outcome:
        receipt = receipt_from(self._who.address)
        return await self._product.service.hear(Incoming(self._who, uuid4().hex, reply, language, receipt, start))

    async def _responses(self) -> list[Response]:
        return [response async for response in self._product.responses.read()]
