"""What a tablet kept while it had no connection, sent in as its script sends it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.app import Product
from bot.channels.web.kiosk.kept import MOST_REPLIES
from bot.conversation.messages import Incoming, Start
from feedback.receipts import receipt_from
from feedback.records import Channel, Respondent, State
from surveys.answers import Chosen, Nothing, Words
from surveys.replies import Picked, Skip
from tests.support.web_person import WebPerson

TOKEN = "a-token-that-the-tablet-made-for-this-person"
OTHER = "a-token-that-the-tablet-made-for-someone-else"
WORDS = "The night nurse shouted at me"
Reply = dict[str, Any]


class Tablet:
    """Sends what it kept, and nothing of whoever is at it by now."""

    def __init__(self, browser: ClientSession, server: str) -> None:
        self._browser, self._server = browser, server

    async def send(
        self, replies: object, token: str = TOKEN, edition: str = "1-1", where: str = "/kiosk/ward-7/fft"
    ) -> tuple[int, Mapping[str, Any]]:
        text = replies if isinstance(replies, str) else json.dumps(replies)
        headers = {"Heard-Stay": token, "Origin": self._server}
        form = {"edition": edition, "replies": text}
        async with self._browser.post(f"{self._server}{where}", data=form, headers=headers) as response:
            assert "Set-Cookie" not in response.headers, "the tablet belongs to somebody else by now"
            told = await response.json() if response.content_type == "application/json" else {}
            return response.status, told


@pytest.fixture
def tablet(browser: ClientSession, server: str) -> Tablet:
    return Tablet(browser, server)


def reply(page: str, do: str = "continue", *answers: str, begins: bool = False, language: str = "en") -> Reply:
    id = f"{page}-{do}-an-id-of-its-own"
    return {"id": id, "page": page, "do": do, "answers": answers, "language": language, "begins": begins}


STAY = [
    reply("overall", "continue", "poor", begins=True),
    reply("overall-why", "continue", WORDS),
    reply("quote", "skip"),
    reply("check"),
    reply("equality-opt-in", "continue", "no", language="ur"),
]


async def test_a_whole_stay_is_one_response(tablet: Tablet, product: Product) -> None:
    assert await tablet.send(STAY) == (200, {"at": "/kiosk/ward-7/fft/done?lang=en"})
    [kept] = [response async for response in product.responses.read()]
    assert (kept.state, kept.channel, kept.place, kept.language) == (State.FINISHED, Channel.KIOSK, "ward-7", "ur")
    assert kept.answers["overall"] == Chosen("poor")
    assert kept.answers["overall-why"] == Words(WORDS)
    assert kept.answers["quote"] is Nothing.SKIPPED
    assert await product.responses.known(receipt_from(TOKEN))


@pytest.mark.parametrize("first", range(len(STAY) + 1))
async def test_what_is_sent_again_counts_once(tablet: Tablet, product: Product, first: int) -> None:
    """Our answer was lost after any of them: the tablet sends them all again, and then once more."""
    await tablet.send(STAY[:first])
    for _ in range(2):
        assert (await tablet.send(STAY))[0] == 200
    [kept] = [response async for response in product.responses.read()]
    assert kept.answers["overall-why"] == Words(WORDS)
    assert await product.counts.differences() == []


async def test_a_stay_that_began_with_a_connection_goes_on(
    tablet: Tablet, browser: ClientSession, server: str, product: Product
) -> None:
    browser.cookie_jar.update_cookies({"kiosk-stay": TOKEN, "kiosk-here": "1"})
    person = WebPerson(browser, server)
    page = await person.press(await person.open("/kiosk/ward-7/fft/overall?lang=en"), "continue", "poor")
    assert page.question == "overall-why"
    assert await tablet.send(STAY[1:3]) == (200, {"at": "/kiosk/ward-7/fft/check?lang=en"})
    page = await person.open("/kiosk/ward-7/fft/check?lang=en")
    assert WORDS in page.text, "the person who is still there goes on where they stand"
    await person.press(await person.press(page, "continue"), "skip")
    [kept] = [response async for response in product.responses.read()]
    assert kept.answers["overall-why"] == Words(WORDS)


async def test_the_connection_was_lost_before_an_answer_to_a_form_came_back(
    browser: ClientSession, server: str, tablet: Tablet, product: Product
) -> None:
    browser.cookie_jar.update_cookies({"kiosk-stay": TOKEN, "kiosk-here": "1"})
    first = STAY[0]
    headers = {"Heard-Update": first["id"], "Origin": server}
    form = {"answer": "poor", "do": "continue"}
    async with browser.post(f"{server}/kiosk/ward-7/fft/overall?lang=en", data=form, headers=headers) as response:
        assert response.headers["Heard-Edition"] == "1-1"
    conversation = await product.service.look(Respondent(Channel.KIOSK, TOKEN))
    assert conversation is not None
    assert (await tablet.send(STAY))[0] == 200
    assert len([response async for response in product.responses.read()]) == 1


async def test_two_stays_with_the_same_ids_are_two_people(tablet: Tablet, product: Product) -> None:
    await tablet.send(STAY)
    await tablet.send(STAY, token=OTHER)
    assert len([response async for response in product.responses.read()]) == 2


async def test_a_stay_that_is_left_in_the_middle_is_left_in_the_middle(tablet: Tablet, product: Product) -> None:
    assert await tablet.send(STAY[:2]) == (200, {"at": "/kiosk/ward-7/fft/quote?lang=en"})
    assert [response async for response in product.responses.read()] == []


async def test_answers_to_what_is_no_longer_there_are_told_to_be_lost(tablet: Tablet, product: Product) -> None:
    """The conversation was begun with a connection, and deleted since."""
    assert await tablet.send(STAY[1:]) == (410, {"gone": True})
    assert [response async for response in product.responses.read()] == []


async def test_a_version_that_was_never_published_is_told_to_be_none(tablet: Tablet) -> None:
    assert await tablet.send(STAY, edition="7-1") == (410, {"gone": True})


async def test_an_answer_that_cannot_be_read_holds_up_nothing(tablet: Tablet, product: Product) -> None:
    odd = [reply("overall", "continue", "nonsense", begins=True), *STAY[1:]]
    assert (await tablet.send(odd))[0] == 200
    [kept] = [response async for response in product.responses.read()]
    assert (kept.state, kept.answers["overall"]) == (State.FINISHED, Nothing.SKIPPED)
    assert kept.answers["overall-why"] == Words(WORDS)


async def test_a_question_that_is_not_asked_any_more_is_passed_over(tablet: Tablet, product: Product) -> None:
    assert (await tablet.send([*STAY[:3], reply("migrant", "skip"), *STAY[3:]]))[0] == 200
    assert len([response async for response in product.responses.read()]) == 1


@pytest.mark.parametrize(
    "replies",
    [
        "",
        "{",
        "{}",
        "[1]",
        json.dumps([{**STAY[0], "id": "short"}]),
        json.dumps([{**STAY[0], "answers": [1]}]),
        json.dumps([{**STAY[0], "begins": "yes"}]),
        json.dumps([STAY[0]] * (MOST_REPLIES + 1)),
        "[" * 100_000,
    ],
)
async def test_what_no_tablet_sends_is_refused(tablet: Tablet, replies: str, product: Product) -> None:
    assert (await tablet.send(replies))[0] == 400
    assert [response async for response in product.responses.read()] == []


async def test_without_a_token_or_an_edition_nothing_is_taken(tablet: Tablet) -> None:
    assert (await tablet.send(STAY, token=""))[0] == 400
    assert (await tablet.send(STAY, edition="newest"))[0] == 400
    assert (await tablet.send(STAY, where="/kiosk/ward-99/fft"))[0] == 404
    assert (await tablet.send(STAY, where="/kiosk/ward-7/nothing"))[0] == 404


async def test_the_header_means_nothing_outside_a_tablet(browser: ClientSession, server: str) -> None:
    headers = {"Heard-Stay": TOKEN, "Origin": server}
    form = {"answer": "poor", "do": "continue"}
    async with browser.post(f"{server}/s/fft/overall?lang=en", data=form, headers=headers) as response:
        assert response.status == 400, "a browser that keeps no cookie"


async def test_a_reply_that_could_not_be_read_when_the_server_was_stopped_is_passed_over_the_next_time(
    tablet: Tablet, product: Product
) -> None:
    """It was heard, and the server was gone before it could be passed over: all that came after it must not be lost."""
    odd = reply("overall", "continue", "nonsense", begins=True)
    visit = Start("fft", "ward-7", 1, 1)
    who = Respondent(Channel.KIOSK, TOKEN)
    update = f"{TOKEN}.{odd['id']}"
    heard = Incoming(who, update, Picked(("nonsense",), "overall"), "en", receipt_from(TOKEN), visit)
    await product.service.hear(heard)

    assert (await tablet.send([odd, *STAY[1:]]))[0] == 200
    [kept] = [response async for response in product.responses.read()]
    assert (kept.state, kept.answers["overall"]) == (State.FINISHED, Nothing.SKIPPED)
    assert kept.answers["overall-why"] == Words(WORDS)


async def test_what_was_lost_is_told_to_be_lost_each_time(tablet: Tablet) -> None:
    for _ in range(2):
        assert await tablet.send(STAY[1:]) == (410, {"gone": True})


@pytest.mark.parametrize("stopped", ["received", "heard", "skip received"])
async def test_wherever_the_server_is_stopped_over_an_answer_that_cannot_be_read_the_stay_is_finished(
    tablet: Tablet, product: Product, stopped: str
) -> None:
    """Between an answer that cannot be read and the one that passes it over are four writes, and an end after each."""
    odd, who = reply("quote", "continue", "nonsense"), Respondent(Channel.KIOSK, TOKEN)
    assert (await tablet.send(STAY[:2]))[0] == 200
    unread = Incoming(who, f"{TOKEN}.{odd['id']}", Picked(("nonsense",), "quote"), "en", receipt_from(TOKEN))
    skip = replace(unread, update=f"{unread.update}-skip", reply=Skip("quote"))
    await product.service.receive([unread])
    if stopped != "received":
        await product.service.hear(unread)
    if stopped == "skip received":
        await product.service.receive([skip])
    for _ in range(2):
        assert (await tablet.send([*STAY[:2], odd, *STAY[3:]]))[0] == 200
    [kept] = [response async for response in product.responses.read()]
    assert (kept.state, kept.answers["overall-why"]) == (State.FINISHED, Words(WORDS))
    assert kept.answers["quote"] is Nothing.SKIPPED


async def test_a_tablet_that_never_learnt_the_version_is_heard_in_the_newest(tablet: Tablet, product: Product) -> None:
    assert (await tablet.send(STAY, edition=""))[0] == 200
    [kept] = [response async for response in product.responses.read()]
    assert (kept.version, kept.answers["overall"]) == (1, Chosen("poor"))


async def test_a_browser_that_was_killed_brings_nobody_back(
    tablet: Tablet, browser: ClientSession, server: str
) -> None:
    """Its windows, and the one cookie; the other one has ended meanwhile."""
    await tablet.send(STAY[:2])
    browser.cookie_jar.update_cookies({"kiosk-stay": TOKEN})
    page = await WebPerson(browser, server).open("/kiosk/ward-7/fft/overall-why?lang=en")
    assert page.address == "/kiosk/ward-7"
    assert WORDS not in page.text
