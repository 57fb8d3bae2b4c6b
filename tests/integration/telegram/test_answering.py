"""People answer on Telegram: by button and by word, with second thoughts."""

import asyncio

import pytest

from bot.conversation.commands import MEANT
from feedback.records import Channel, Respondent, State
from surveys.answers import Chosen, Nothing, Several, Words
from tests.support.telegram import Chat, Talker

FFT = "I only have a minute"
NO_EQUALITY = "No, skip the equality questions"


async def at_ticking(talker: Talker) -> None:
    """At the question about needs, everything before it skipped."""
    await talker.starts()
    await talker.chooses()
    while "need but not get" not in talker.last.text:
        await talker.taps("Skip this question")


async def at_writing(talker: Talker) -> None:
    await talker.starts()
    await talker.chooses(FFT)
    await talker.taps("Good")


async def sent_off(talker: Talker) -> str:
    """From wherever they are to the end of it. Gives the code."""
    while "Send my answers" not in talker.last.labels:
        await (talker.taps("Skip this question") if talker.last.labels else talker.hears())
    await talker.taps("Send my answers")
    await talker.taps(NO_EQUALITY)
    return code_in(talker.last.text)


def code_in(text: str) -> str:
    return text.split("Your code\n\u2068")[1].split("\u2069")[0]


async def test_answers_given_by_button_and_word_are_kept(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    await amina.says("The night nurse listened.")
    await amina.says("Every night.")
    await amina.taps("Done")
    await amina.says("YES")
    code = await sent_off(amina)
    [kept] = await chat.responses()
    assert (kept.place, kept.channel, kept.language, kept.state) == ("ward-7", Channel.TELEGRAM, "en", State.FINISHED)
    assert kept.answers["overall"] == Chosen("good")
    assert kept.answers["overall-why"] == Words("The night nurse listened.\nEvery night.")
    assert await chat.product.responses.known(code)
    assert chat.sandbox.refusals == ()
    assert chat.sandbox.waiting_taps == ()
    assert amina.last.labels == ("Get help now",)
    [mark] = amina.last.content["entities"]
    assert amina.last.text[mark["offset"] :][: mark["length"]] == code
    assert await chat.product.service.look(Respondent(Channel.TELEGRAM, str(amina.person.id))) is None


async def test_the_first_message_says_where_this_counts_and_offers_what_one_may_need(amina: Talker) -> None:
    first = await amina.starts()
    assert "Ward 7" in first.text
    assert {"Get help now", "Your privacy", "🌐 Language", FFT} <= set(first.labels)
    assert all(len(row) == 1 for row in first.keyboard)


async def test_what_was_chosen_is_shown_where_it_was_tapped(amina: Talker) -> None:
    await amina.starts()
    asked = await amina.chooses(FFT)
    await amina.taps("Poor")
    shown = await amina.now(lambda now: now.edited is not None, asked.id)
    assert shown.text.endswith("✓ Poor")
    assert shown.labels == ("Change",)


async def test_an_old_button_reopens_its_question_and_changes_nothing_by_itself(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    asked = await amina.chooses(FFT)
    await amina.taps("Poor")
    again = await amina.taps("Very good", asked)
    assert "Your answer: \u2068Poor\u2069" in again.text
    await amina.taps("Very good")
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["overall"] == Chosen("very-good")


async def test_ticks_stand_under_the_question_until_done(chat: Chat, amina: Talker) -> None:
    await at_ticking(amina)
    await amina.ticks("Food that is right for my faith or culture")
    ticked = await amina.ticks("A time or place to pray")
    assert [label for label in ticked.labels if label.startswith("☑")] == [
        "☑ Food that is right for my faith or culture",
        "☑ A time or place to pray",
    ]
    none = await amina.ticks("None of these")
    assert [label for label in none.labels if label.startswith("☑")] == ["☑ None of these"]
    again = await amina.ticks("A time or place to pray")
    assert [label for label in again.labels if label.startswith("☑")] == ["☑ A time or place to pray"]
    sent = len(amina.person.from_bot)
    await amina.taps("Done")
    assert len(amina.person.from_bot) == sent + 1, "ticks change a message; they send none"
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["needs-unmet"] == Several(("prayer",))


async def test_done_without_a_tick_is_asked_about(amina: Talker) -> None:
    await at_ticking(amina)
    await amina.taps("Done")
    assert "need but not get" in amina.last.text


async def test_several_are_typed_in_one_line(chat: Chat, amina: Talker) -> None:
    await at_ticking(amina)
    await amina.says("2, 3")
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["needs-unmet"] == Several(("food", "prayer"))


@pytest.mark.parametrize("typed", ["2", "٢", "२", "۲", "good", "اچھا", "Добре", "2.", "②"])
async def test_a_label_or_a_number_counts_in_any_script(amina: Talker, typed: str) -> None:
    await amina.starts()
    await amina.chooses(FFT)
    if typed == "Добре":
        await amina.says(typed)
        assert "did not understand" in amina.last.text, "Ukrainian is not shipped"
        return
    await amina.says(typed)
    assert "why you gave that answer" in amina.last.text


async def test_language_in_the_middle_of_ticking_loses_no_tick(chat: Chat, amina: Talker) -> None:
    await at_ticking(amina)
    await amina.ticks("A time or place to pray")
    await amina.says("/language")
    await amina.taps("Polski")
    assert [label for label in amina.last.labels if label.startswith("☑")] != []
    await amina.taps("Gotowe")
    assert await kept_language(chat, amina) == "pl"


async def test_language_in_the_middle_of_writing_loses_no_word(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    await amina.says("It was kind.")
    await amina.says("/language")
    await amina.taps("Polski")
    assert "It was kind." in amina.last.text
    await amina.says("Naprawdę.")
    await amina.taps(amina.last.labels[0])
    standing = await chat.product.service.look(Respondent(Channel.TELEGRAM, str(amina.person.id)))
    assert standing is not None
    assert standing.session.answers["overall-why"] == Words("It was kind.\nNaprawdę.")
    assert standing.language == "pl"


async def kept_language(chat: Chat, talker: Talker) -> str | None:
    standing = await chat.product.service.look(Respondent(Channel.TELEGRAM, str(talker.person.id)))
    return standing.language if standing else None


async def test_command_words_are_answers_where_one_writes_and_commands_with_a_slash(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    await amina.says("privacy")
    assert "kept" in amina.last.text
    page = await amina.says("/privacy")
    assert "NHS number" in page.text
    await amina.says("Language")
    await amina.taps("Done", amina.last)
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["overall-why"] == Words("privacy\nLanguage")


async def test_every_command_is_understood_in_every_language_at_every_step(chat: Chat) -> None:
    """Back, skip, stop and help by the words of each language, to somebody whose own language is another."""
    catalogues = chat.product.catalogues

    async def tried(tag: str) -> None:
        phrases = catalogues.phrases(tag)
        word = {
            name: phrases.text(f"command.{name}").replace("،", ",").replace("、", ",").replace("，", ",")
            for name in MEANT
        }
        talker = chat.person("en")
        await at_writing(talker)
        helped = await talker.says(word["help"].split(",")[0])
        assert "116" in helped.text, tag
        await talker.says(word["back"].split(",")[0])
        assert "Thinking about our service" in talker.last.text, tag
        await talker.says(word["skip"].split(",")[0])
        assert "tell us why" in talker.last.text, tag
        await talker.says("/" + word["privacy"].split(",")[0])
        assert "NHS" in talker.last.text, tag
        await talker.says("/" + word["language"].split(",")[0])
        assert "Polski" in talker.last.labels, tag
        await talker.says(word["stop"].split(",")[0])
        assert "stopped" in talker.last.text, tag

    await asyncio.gather(*map(tried, catalogues.languages))


async def test_stop_keeps_what_was_said_and_gives_a_code(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    await amina.taps("Stop here")
    [kept] = await chat.responses()
    assert (kept.state, kept.answers["overall"]) == (State.STOPPED, Chosen("good"))
    assert await chat.product.responses.known(code_in(amina.last.text))


async def test_somebody_who_stops_at_once_leaves_nothing(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    await amina.says("/stop")
    assert "not kept anything" in amina.last.text
    assert await chat.responses() == []


async def test_help_is_one_tap_away_at_every_step_and_loses_nothing(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    await amina.chooses()
    while "Send my answers" not in amina.last.labels:
        asked = amina.last
        assert "Get help now" in asked.labels, asked.text
        await amina.taps("Skip this question")
    helped = await amina.taps("Get help now")
    assert "116 123" in helped.text
    amina.seen.pop()
    await amina.taps("Send my answers")
    while "Skip this question" in amina.last.labels:
        assert "Get help now" in amina.last.labels, amina.last.text
        await amina.taps("Skip this question")
    assert amina.last.labels == ("Get help now",), "and under the last message"
    [kept] = await chat.responses()
    assert set(kept.answers.values()) == {Nothing.SKIPPED, Nothing.NOT_ASKED}


async def test_a_double_tap_counts_once(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    asked = await amina.chooses(FFT)
    for _ in range(3):
        amina.person.taps(asked, "Good")
    await amina.hears()
    await chat.sandbox.until_confirmed()
    amina.person.says("/skip")
    await amina.hears()
    while "in reports that anyone" not in amina.last.text:
        await amina.hears()
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["overall"] == Chosen("good")


async def test_two_messages_at_once_are_taken_in_order(chat: Chat, amina: Talker) -> None:
    await at_writing(amina)
    for number in range(20):
        amina.person.says(f"line {number}")
    for _ in range(20):
        await amina.hears()
    await amina.taps("Done")
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.answers["overall-why"] == Words("\n".join(f"line {number}" for number in range(20)))
