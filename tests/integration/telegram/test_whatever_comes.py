"""What people send that is no answer: each is told what to do instead, and nothing that was answered is lost."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.attachments import KINDS
from feedback.records import Channel, Respondent
from surveys.answers import Words
from tests.integration.telegram.test_answering import FFT, at_writing, sent_off
from tests.support.telegram import Chat, Talker, update

STEPS = ("welcome", "choice", "ticking", "writing", "checking", "equality")


async def brought_to(talker: Talker, step: str) -> None:
    await talker.starts()
    if step == "welcome":
        return
    await talker.chooses(FFT if step != "ticking" else "I use this service, or I have used it")
    if step == "choice":
        return
    if step == "ticking":
        while "need but not get" not in talker.last.text:
            await talker.taps("Skip this question")
        await talker.ticks("A time or place to pray")
        return
    await talker.taps("Good")
    if step == "writing":
        await talker.says("So far.")
        return
    while "Send my answers" not in talker.last.labels:
        await talker.taps("Skip this question")
    if step == "equality":
        await talker.taps("Send my answers")


async def test_each_kind_gets_a_useful_reply_and_changes_nothing_at_any_step(chat: Chat) -> None:
    async def played(step: str) -> None:
        talker = chat.person()
        await brought_to(talker, step)
        who = Respondent(Channel.TELEGRAM, str(talker.person.id))
        before = await chat.product.service.look(who)
        for kind in KINDS:
            talker.person.sends(kind, caption="words with it")
            said = await talker.hears()
            assert "tap a button" in said.text, (step, kind)
        talker.person.forwards("/stop")
        assert "forwarded" in (await talker.hears()).text
        talker.person.edits(talker.person.says("/help"), "/stop")
        assert "116 123" in (await talker.hears()).text
        assert "still have what you sent first" in (await talker.hears()).text
        after = await chat.product.service.look(who)
        assert after == before, step

    await asyncio.gather(*map(played, STEPS))
    assert chat.sandbox.refusals == ()


async def test_the_reply_is_in_the_language_that_was_chosen(chat: Chat) -> None:
    catalogues = chat.product.catalogues

    async def played(tag: str) -> None:
        talker = chat.person("en")
        await talker.starts()
        phrases = catalogues.phrases(tag)
        await talker.says("/language")
        await talker.taps(phrases.language.name)
        talker.person.sends("voice")
        assert (await talker.hears()).text == phrases.text("chat.not-voice")

    await asyncio.gather(*map(played, catalogues.offered))


@pytest.mark.parametrize("language", ["ur", "pl", "zh-hant", "zh-CN", "pt-br", None, "", "💥", "x" * 3000])
async def test_whatever_language_a_phone_speaks_there_is_a_greeting(chat: Chat, language: str | None) -> None:
    talker = chat.person(language)
    assert len((await talker.starts()).labels) > 3


async def test_a_location_that_moves_is_answered_once(chat: Chat, amina: Talker) -> None:
    """A phone that shares where it is for an hour changes its message every few seconds."""
    await amina.starts()
    amina.person.sends("location")
    told = await amina.hears()
    moving = next(message for message in amina.person.messages if message.content)
    for _ in range(5):
        amina.person.edits(moving, "")
    await chat.sandbox.until_confirmed()
    assert "116 123" in (await amina.says("/help")).text
    assert [m.text for m in amina.person.from_bot].count(told.text) == 1
    assert len(amina.person.from_bot) == 3


async def test_forged_buttons_mean_nothing(chat: Chat, amina: Talker) -> None:
    """A phone can be made to send anything as a button's data."""
    await at_writing(amina)
    who = Respondent(Channel.TELEGRAM, str(amina.person.id))
    before = await chat.product.service.look(who)
    assert before is not None
    forged = (
        "", "t", "t.", "t....", "l.xx", "l.", "l.\0", "l.../../etc", "s.nothing", "a.", "x", "t.x.pick.0.0",
        f"t.{before.tag}.pick.0.99", f"t.{before.tag}.pick.99.0", f"t.{before.tag}.pick.-1.-1",
        f"t.{before.tag}.tick..",        f"t.{before.tag}.pick.1.0", f"t.{before.tag}.change..", "🙂", "n",
        f"t.{before.tag}.change.2.",
    )  # fmt: skip
    for data in forged:
        chat.sandbox.world.tell_tap(amina.person.chat, amina.person.user, amina.last, data)
        await amina.hears()
        after = await chat.product.service.look(who)
        assert after is not None
        assert (after.session.answers, after.language) == (before.session.answers, before.language), data
    assert len(await chat.product.conversations.aside()) == 0
    assert chat.sandbox.refusals == ()


async def test_nothing_odd_in_a_text_breaks_the_chat(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    odd = [
        "a\0b",
        "\u202eabc",
        "/",
        "//",
        "/@x",
        "/start@",
        "/delete \0",
        "😀" * 2000,
        "\u200b",
        "&lt;b&gt;<b>",
        "%s {0} {done}",
        "٣" * 400,
    ]
    for text in odd:
        await amina.says(text)
    assert len(await chat.product.conversations.aside()) == 0
    await amina.says("done")
    await sent_off(amina)
    [kept] = await chat.responses()
    words = kept.answers["overall-why"]
    assert isinstance(words, Words)
    assert "%s {0} {done}" in words.text


async def test_updates_that_no_library_knows_stop_nobody(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    strange: list[dict[str, Any]] = [
        {"poll": {"id": "1"}},
        {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}, "text": "x"}},
        {"message": {"message_id": 1, "date": "soon", "chat": {"id": 1, "type": "private"}}},
        {"message": None},
        {"message": []},
        {"message": {}},
        {"callback_query": {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": "x"}, "chat_instance": "1"}},
        {"something_new": {"text": "hello"}},
    ]
    await chat.channel.channel.take([update(number, **content) for number, content in enumerate(strange)])
    assert "Thinking about our service" in (await amina.chooses(FFT)).text


async def test_a_long_answer_comes_in_pieces_and_the_check_page_shows_all_of_it(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    pieces = ["".join(f"{part}-{number} " for number in range(500)).strip()[:3990] for part in range(20)]
    for piece in pieces:
        await amina.says(piece)
    await amina.taps("Done")
    await amina.taps("Skip this question")
    while "Send my answers" not in amina.last.labels:
        await amina.hears()
    shown = " ".join(" ".join(amina.texts()).split())
    for piece in pieces:
        assert piece.split()[0] in shown
        assert piece.split()[-1] in shown
    await amina.taps("Send my answers")
    await amina.taps("No, skip the equality questions")
    [kept] = await chat.responses()
    assert kept.answers["overall-why"] == Words("\n".join(pieces))
    assert chat.sandbox.refusals == ()


async def test_more_than_an_answer_can_hold_is_said_so_and_what_fits_is_kept(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    for _ in range(20):
        await amina.says("x" * 3999)
    refused = await amina.says("y" * 3999)
    assert "too long" in refused.text
    assert "Get help now" in refused.labels
    await amina.taps("Done")
    await sent_off(amina)
    [kept] = await chat.responses()
    words = kept.answers["overall-why"]
    assert isinstance(words, Words)
    assert len(words.text) == 20 * 4000 - 1
