"""Made-up people who answer whatever comes, over a chat and over the web, and go on through every breakdown.

They wait for what the service says next, never for a time; a time limit is there for what never comes.
"""

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from aiohttp import ClientError, ClientSession, CookieJar

from bot.channels.telegram.rendering import UNTICKED
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from feedback.records import Channel
from surveys.answers import Chosen, Nothing, Several, Words
from surveys.definition import Question
from tests.support.script import Script
from tests.support.web_person import Page, WebPerson

WITHIN = 180.0  # seconds: only a bound for what never comes
_BROKEN = 500
_RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


class Place(Protocol):
    """Where the pages are, as long as they are there."""

    @property
    def address(self) -> str: ...
    async def is_up(self) -> None: ...


@dataclass(slots=True)
class ChatPerson:
    """Answers each question once, on whichever copy of it came first. `repeats`: copies that came after."""

    script: Script
    person: Person
    answered: list[str] = field(default_factory=list)
    repeats: int = 0
    acknowledged: int = 0
    receipt: str = ""
    writing: bool = False

    async def answers(self) -> None:
        """From the first word to the last."""
        self.begins()
        await self.goes_on()

    async def goes_on(self) -> None:
        """From where they are to the last word."""
        while not self.receipt:
            self.hears(await self.person.next_message(WITHIN))

    def begins(self) -> None:
        self.person.starts("p-ward-7")

    def hears(self, message: Message) -> None:
        """Does what is to be done about it."""
        receipt = _RECEIPT.search(message.text)
        if receipt and self.script.offer.say("chat.sent") not in message.text:
            self.acknowledged, self.receipt = len(self.answered), receipt[0]
            return
        step = self._step(message)
        if step is None:
            self._has_written(message)
            return
        if step in self.answered:
            self.repeats += 1
            return
        self.acknowledged = len(self.answered)  # whatever was said before: the next question is there
        self.answered.append(step)
        self._does(step, message)

    def _has_written(self, message: Message) -> None:
        """After each of several messages there is a button to end them all: it is pressed once."""
        done = self.script.offer.say("button.done")
        if self.writing and done in message.labels:
            self.writing = False
            self.person.taps(message, done)

    def _step(self, message: Message) -> str | None:
        """None: a message between two questions, such as the one after each that somebody writes."""
        offer = self.script.offer
        if offer.begins in message.labels:
            return "begin"
        if offer.say("button.send") in message.labels:
            return "send"
        asked = offer.asked_in(message.text)
        return asked.id if asked else None

    def _does(self, step: str, message: Message) -> None:
        offer = self.script.offer
        match step:
            case "begin":
                self.person.taps(message, offer.begins)
            case "send":
                self.person.taps(message, offer.say("button.send"))
            case id:
                self._replies(offer.edition.survey.question(id), message)

    def _replies(self, question: Question, message: Message) -> None:
        offer = self.script.offer
        match self.script.answer(question):
            case Chosen(option):
                self.person.taps(message, offer.label(question, option))
            case Several(options):
                for option in options:
                    self.person.taps(message, f"{UNTICKED} {offer.label(question, option)}")
                self.person.taps(message, offer.say("button.done"))
            case Words(text):
                for line in text.split("\n"):
                    self.person.says(line)
                self.writing = True
            case Nothing():
                self.person.taps(message, offer.say("button.skip"))
            case other:
                raise AssertionError(f"nobody here says {other}")


@dataclass(slots=True)
class BrowserPerson:
    """Sends what was not answered once more, as one does who presses the button again. `again`: how often."""

    script: Script
    place: Place
    sender: str  # the address that they come from
    again: int = 0
    acknowledged: int = 0
    receipt: str = ""

    async def answers(self) -> None:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True), headers=self._headers()) as browser:
            person = WebPerson(browser, self.place.address)
            language = self.script.offer.phrases.language.tag
            page = await self._opened(person, f"/s/{self.script.offer.survey}?place=ward-7&lang={language}")
            while page.receipt is None:
                page = await self.sent(person, page)
                self.acknowledged += 1
            self.receipt = page.receipt

    def _headers(self) -> dict[str, str]:
        return {"X-Forwarded-For": self.sender}

    async def _opened(self, person: WebPerson, path: str) -> Page:
        while True:
            await self.place.is_up()
            try:
                page = await person.open(path)
            except ClientError:
                page = None
            if page is not None and page.status < _BROKEN:
                return page
            await asyncio.sleep(0)

    async def sent(self, person: WebPerson, page: Page) -> Page:
        do, answers = self.form(page)
        while True:
            await self.place.is_up()
            try:
                then = await person.press(page, do, *answers)
            except ClientError:
                then = None
            if then is not None and then.status < _BROKEN:
                assert then.status == 200, f"{then.status} at {page.address}: {then.text[:500]}"
                return then
            self.again += 1

    def form(self, page: Page) -> tuple[str, tuple[str, ...]]:
        if page.question is None:
            return "continue", ()
        match self.script.answer(self.script.offer.edition.survey.question(page.question)):
            case Chosen(option):
                return "continue", (option,)
            case Several(options):
                return "continue", options
            case Words(text):
                return "continue", (text,)
            case Nothing():
                return "skip", ()
            case other:
                raise AssertionError(f"nobody here says {other}")


Somebody: TypeAlias = ChatPerson | BrowserPerson


def channels_of(people: Iterable[Somebody]) -> Mapping[str, Channel]:
    """By which each of them answered, by name."""
    return {one.script.name: Channel.TELEGRAM if isinstance(one, ChatPerson) else Channel.WEB for one in people}
