"""`/delete`: what is open, and with a code what was sent. The code opens the same on the web."""

import asyncio

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer

from bot.channels.web.app import make_app
from tests.integration.telegram.test_answering import FFT, at_writing, sent_off
from tests.support.telegram import Chat, Talker
from tests.support.web import pages_over
from tests.support.web_person import WebPerson

KEPT_BY_TELEGRAM = "Telegram still has the messages of this chat"


async def finished(talker: Talker) -> str:
    await talker.starts()
    await talker.chooses(FFT)
    await talker.taps("Good")
    return await sent_off(talker)


@pytest.mark.parametrize("said", ["/delete", "/DELETE", "delete my answers", "usuń moje odpowiedzi"])
async def test_what_is_open_is_deleted_and_what_telegram_keeps_is_said(chat: Chat, amina: Talker, said: str) -> None:
    await amina.starts()
    await amina.chooses(FFT)
    deleted = await amina.says(said)
    assert "We have deleted" in deleted.text
    assert KEPT_BY_TELEGRAM in deleted.text
    assert (await amina.says("good")).labels == ("Start", "Get help now")
    assert await chat.responses() == []


async def test_with_nothing_open_it_says_so(amina: Talker) -> None:
    deleted = await amina.says("/delete")
    assert "no open answers" in deleted.text
    assert KEPT_BY_TELEGRAM in deleted.text


async def test_a_code_deletes_what_was_sent_once(chat: Chat, amina: Talker) -> None:
    code = await finished(amina)
    assert len(await chat.responses()) == 1
    gone = await amina.says(f"/delete {code.lower().replace('-', ' ')}")
    assert "have been deleted" in gone.text
    assert KEPT_BY_TELEGRAM in gone.text
    assert await chat.responses() == []
    assert "cannot find" in (await amina.says(f"/delete {code}")).text


async def test_a_wrong_or_mistyped_code_deletes_nothing(chat: Chat, amina: Talker) -> None:
    code = await finished(amina)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for typed in (wrong, "ABCD", "x" * 3000, "\u202e", code + "0"):
        assert "not right" in (await amina.says(f"/delete {typed}")).text, typed
    assert len(await chat.responses()) == 1


async def test_a_code_leaves_what_is_open_alone(chat: Chat, amina: Talker) -> None:
    code = await finished(amina)
    await at_writing(amina)
    await amina.says("Something new.")
    await amina.says(f"/delete {code}")
    await amina.says("/done")
    await sent_off(amina)
    [kept] = await chat.responses()
    assert "Something new." in str(kept.answers["overall-why"])


async def test_the_web_deletes_by_the_code_of_a_chat(chat: Chat, amina: Talker) -> None:
    code = await finished(amina)
    async with (
        TestServer(make_app(pages_over(chat.product))) as server,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser,
    ):
        person = WebPerson(browser, str(server.make_url("/")).rstrip("/"))
        page = await person.press(await person.open("/withdraw?lang=en"), "continue", receipt=code)
        page = await person.press(page, "delete")
        assert "deleted" in page.text
    assert await chat.responses() == []


async def test_in_every_language_it_says_what_telegram_keeps(chat: Chat) -> None:
    catalogues = chat.product.catalogues

    async def played(tag: str) -> None:
        talker = chat.person("en")
        await talker.starts()
        phrases = catalogues.phrases(tag)
        await talker.says("/language")
        await talker.taps(phrases.language.name)
        deleted = await talker.says("/delete")
        assert phrases.text("chat.telegram-keeps")[:20] in deleted.text

    await asyncio.gather(*map(played, catalogues.offered))
