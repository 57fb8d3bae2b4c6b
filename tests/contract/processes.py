"""What other processes do to the store in these tests, and how a test holds their strings."""

import asyncio
import multiprocessing
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from sqlalchemy import event

from feedback.receipts import new_response_id
from feedback.records import Channel, Letter, Respondent
from feedback.store.conversations import Conversations
from feedback.store.database import Database, open_database
from feedback.store.opened import Opened
from feedback.store.responses import Responses
from surveys.answers import Chosen
from surveys.session import Stage
from tests.contract.examples import KEYS, a_conversation, a_response, today

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])
BEGIN, FINISH = "begin", "finish"
ACKNOWLEDGED, HALTED, READY, GO, DONE = "acknowledged", "halted", "ready", "go", "done"


@contextmanager
def another_process(work: Callable[..., None], *arguments: object) -> Iterator[tuple[BaseProcess, Connection]]:
    """It works with `arguments` and its end of a pipe, until it is done or killed."""
    ours, theirs = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=work, args=(*arguments, theirs))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def respondent(name: str) -> Respondent:
    return Respondent(Channel.TELEGRAM, name)


def converse(url: str, name: str, acknowledged: Collection[str], halt_at: int | None, pipe: Connection) -> None:
    """One person's conversation from the first word to the last, as a channel and the service would bring it about.

    Updates that were acknowledged are not delivered again: the store must still have them. Before the statement or
    commit with the number `halt_at` this process stands still, to be killed there.
    """
    asyncio.run(conversing(url, respondent(name), acknowledged, pipe, halt_at))


def answer_and_withdraw(url: str, name: str, rounds: int, pipe: Connection) -> None:
    """Every round adds two responses to the same sheets, and takes one of them back."""
    asyncio.run(_answer_and_withdraw(url, name, rounds, pipe))


class _Steps:
    def __init__(self, pipe: Connection, halt_at: int | None) -> None:
        self._pipe = pipe
        self._left = halt_at

    def watch(self, database: Database) -> None:
        event.listen(database._writer.sync_engine, "before_cursor_execute", self.step)
        event.listen(database._writer.sync_engine, "commit", self.step)

    def step(self, *_: Any) -> None:
        if self._left is None:
            return
        self._left -= 1
        if self._left == 0:
            self._pipe.send(HALTED)
            self._pipe.recv()


async def conversing(
    url: str, who: Respondent, acknowledged: Collection[str], pipe: Connection, halt_at: int | None = None
) -> None:
    database = await open_database(url)
    steps = _Steps(pipe, halt_at)
    steps.watch(database)
    conversations = Conversations(database, KEYS, today)
    for word in (BEGIN, FINISH):
        if word not in acknowledged:
            await conversations.receive(Letter(who, f"{word} of {who.address}", word))
            pipe.send((ACKNOWLEDGED, word))
            steps.step()
        for unheard in await conversations.unheard(who):
            async with conversations.open(who, unheard.update) as opened:
                await _turn(opened, who, unheard.body)
    await database.close()
    pipe.send(DONE)


async def _turn(opened: Opened, who: Respondent, word: str) -> None:
    if opened.repeated:
        return
    if word == BEGIN:
        await opened.save(a_conversation(Stage.GIVING, overall=Chosen("good")), f"receipt of {who.address}")
        await opened.say("How was it?")
        return
    assert opened.conversation == a_conversation(Stage.GIVING, overall=Chosen("good"))
    await opened.close(a_response(new_response_id()), f"receipt of {who.address}")
    await opened.say("Thank you.")


async def _answer_and_withdraw(url: str, name: str, rounds: int, pipe: Connection) -> None:
    database = await open_database(url)
    conversations, responses = Conversations(database, KEYS, today), Responses(database, KEYS)
    pipe.send(READY)
    assert pipe.recv() == GO
    for number in range(rounds):
        for id in (f"{name}-{number}-kept", f"{name}-{number}-withdrawn"):
            await conversations.receive(Letter(respondent(name), id, ""))
            async with conversations.open(respondent(name), id) as opened:
                # Every other response has a month of its own, whose sheets come and go again and again.
                day = today().replace(month=1 if id.endswith("withdrawn") else 2)
                await opened.close(a_response(id, day=day), id)
        assert await responses.withdraw(f"{name}-{number}-withdrawn")
    await database.close()
    pipe.send(DONE)
