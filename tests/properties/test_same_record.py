"""The same answers, given in English or in Urdu, on the web or in a terminal, leave the same record."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.app import Product
from bot.channels.web.app import make_app
from bot.commands.chat import terminal
from bot.conversation.messages import Start
from feedback.export.jsonl import line
from feedback.records import Response
from surveys.definition import Kind, Question, Survey
from surveys.text import Edition
from tests.support.product import opened_product
from tests.support.web import pages_over
from tests.support.web_person import Page, WebPerson

SURVEYS = ("patient", "carer", "fft")
WORDS = ("Nobody asked me.", "مجھ سے کسی نے نہیں پوچھا۔", "~skipped", "1", "=1+1", "<b>two\nlines</b> 🙂")
OWN_DIGITS = {"en": str.maketrans({}), "ur": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")}
RECEIPT = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")


@dataclass
class Script:
    """What somebody means to say, question by question; the second time that one is asked, something else."""

    numbers: list[int]
    asked: Counter[str] = field(default_factory=Counter)

    def answer(self, question: Question, options: list[str]) -> tuple[str, ...] | str | None:
        """Options, words, or None for the wish to skip."""
        number = self.numbers[(sum(map(ord, question.id)) + 31 * self.asked[question.id]) % len(self.numbers)]
        self.asked[question.id] += 1
        if question.id == "equality-opt-in":
            return (options[number % 5 == 0],)
        if number % 7 == 0:
            return None
        if question.kind is Kind.TEXT:
            return WORDS[number % len(WORDS)]
        if question.kind is Kind.SEVERAL and number % 2:
            free = [option for option in options if option not in question.exclusive]
            return tuple(dict.fromkeys((free[number % len(free)], free[number // 7 % len(free)])))
        return (options[number % len(options)],)

    def goes_back_after(self, question: Question) -> bool:
        return self.asked[question.id] == 1 and self.numbers[len(question.id) % len(self.numbers)] % 11 == 0


@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # shrinking would take an hour
@given(st.sampled_from(SURVEYS), st.lists(st.integers(0, 10_000), min_size=20, max_size=60))
def test_language_and_channel_leave_no_other_trace(survey: str, numbers: list[int]) -> None:
    records = asyncio.run(_all_records(survey, numbers))

    assert len(records) == 4
    assert len(set(records.values())) == 1, records


async def _all_records(survey: str, numbers: list[int]) -> dict[tuple[str, str], str]:
    with TemporaryDirectory() as folder:
        async with opened_product(Path(folder), f"sqlite:///{folder}/heard.db") as product:
            edition = await product.editions.edition(survey, None, None)
            assert edition is not None
            for language in ("en", "ur"):
                await _by_terminal(product, edition, language, Script(numbers))
                await _by_web(product, edition, language, Script(numbers))
            return {(r.channel.value, r.language): _bare(r, edition.survey) async for r in product.responses.read()}


def _bare(response: Response, survey: Survey) -> str:
    held = json.loads(line(response, [question.id for question in survey]))
    return json.dumps({**held, "response": "", "channel": "", "language": ""}, ensure_ascii=False)


async def _by_web(product: Product, edition: Edition, language: str, script: Script) -> None:
    async with (
        TestServer(make_app(pages_over(product))) as server,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as b,
    ):
        person = WebPerson(b, str(server.make_url("/")).rstrip("/"))
        page = await person.open(f"/s/{edition.survey.id}?place=ward-7&lang={language}")
        while page.receipt is None:
            page = await _answered(person, page, edition.survey, script)
            assert page.status == 200, page.text


async def _answered(person: WebPerson, page: Page, survey: Survey, script: Script) -> Page:
    if page.question is None:
        return await person.press(page, "continue")
    question = survey.question(page.question)
    answer = script.answer(question, page.options)
    if answer is None:
        after = await person.press(page, "skip")
    elif isinstance(answer, str):
        after = await person.press(page, "continue", answer)
    else:
        after = await person.press(page, "continue", *answer)
    if after.question and script.goes_back_after(question):
        return await person.press(after, "back")
    return after


async def _by_terminal(product: Product, edition: Edition, language: str, script: Script) -> None:
    seen: list[str] = []
    talk = terminal(product, seen.append)
    lines = _lines(seen, edition, language, script)
    await talk.talk(Start(edition.survey.id, "ward-7"), language, lines)
    assert RECEIPT.search(seen[-1]), seen


async def _lines(seen: list[str], edition: Edition, language: str, script: Script) -> AsyncIterator[str]:
    wording = edition.wording(language)
    by_ask = {wording.ask(question.id): question for question in edition.survey}
    while True:
        shown = seen[-1].splitlines()
        question = by_ask.get(shown[0])
        if question is None:
            yield "send"
            continue
        labels = [match[1] for match in (re.fullmatch(r"  \d+\. (.*)", one) for one in shown) if match]
        by_label = {wording.label(question.id, option): option for option in question.options}
        answer = script.answer(question, [by_label[label] for label in labels])
        for message in _messages(answer) if labels == [] else (_typed(answer, labels, by_label, language),):
            yield message
        if by_ask.get(seen[-1].splitlines()[0]) and script.goes_back_after(question):
            yield "back"


def _messages(answer: tuple[str, ...] | str | None) -> tuple[str, ...]:
    """Own words may take several messages, so their end is said."""
    return (answer, "done") if isinstance(answer, str) else ("skip",)


def _typed(answer: tuple[str, ...] | str | None, labels: list[str], by_label: dict[str, str], language: str) -> str:
    if not isinstance(answer, tuple):
        return "skip"
    numbers = [str(labels.index(label) + 1) for label in labels if by_label[label] in answer]
    return ", ".join(numbers).translate(OWN_DIGITS[language]) if len(numbers) > 1 else _label(answer[0], by_label)


def _label(option: str, by_label: dict[str, str]) -> str:
    return next(label for label, meant in by_label.items() if meant == option)
