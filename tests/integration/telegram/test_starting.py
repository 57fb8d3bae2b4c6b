"""`/start`, once and again: what is open stays open, and what would be lost is asked about."""

from bot.app import today
from feedback.records import Agreement, Conversation, Place, Respondent, State
from feedback.records import Channel as Kind
from surveys.answers import Chosen, Words
from tests.integration.telegram.test_answering import FFT, NO_EQUALITY, at_writing, code_in, sent_off
from tests.support.telegram import Chat, Talker

GARDEN = Place("garden", "trust", "Garden Unit", "team")
CARRY_ON, AGAIN = "Carry on about: \u2068Ward 7\u2069", "Start again about: \u2068Garden Unit\u2069"


async def standing(chat: Chat, talker: Talker) -> Conversation | None:
    return await chat.product.service.look(Respondent(Kind.TELEGRAM, str(talker.person.id)))


async def in_the_middle(talker: Talker) -> None:
    await talker.starts()
    await talker.chooses(FFT)
    await talker.taps("Good")


async def test_in_the_middle_of_it_the_question_that_stands_comes_once_more(amina: Talker) -> None:
    await in_the_middle(amina)
    for payload in ("", "p-ward-7", "p-nowhere"):
        again = await amina.starts(payload)
        assert "answers that you have not sent" in again.text
        assert "why you gave that answer" in again.text


async def test_another_place_is_asked_about_and_one_can_carry_on(chat: Chat, amina: Talker) -> None:
    await chat.product.places.add_all([GARDEN])
    await in_the_middle(amina)
    asked = await amina.starts("p-garden")
    assert asked.labels == (CARRY_ON, AGAIN, "Get help now")
    assert "why you gave that answer" in (await amina.taps(CARRY_ON)).text
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.place == "ward-7"


async def test_another_place_can_be_begun_anew(chat: Chat, amina: Talker) -> None:
    await chat.product.places.add_all([GARDEN])
    await in_the_middle(amina)
    await amina.starts("p-garden")
    begun = await amina.taps(AGAIN)
    assert "Garden Unit" in begun.text
    assert FFT in begun.labels
    await amina.chooses(FFT)
    await amina.taps("Poor")
    await sent_off(amina)
    [kept] = await chat.responses()
    assert (kept.place, kept.answers["overall"]) == ("garden", Chosen("poor"))


async def test_an_unknown_place_is_said_so_and_counts_for_the_trust(chat: Chat, amina: Talker) -> None:
    first = await amina.starts("p-nowhere")
    assert "does not match" in first.text
    await amina.chooses(FFT)
    await amina.taps("Poor")
    await sent_off(amina)
    [kept] = await chat.responses()
    assert kept.place == "trust"


async def test_a_mangled_code_is_an_unknown_place(amina: Talker) -> None:
    for code in ("p-\u0000", "p-'; DROP TABLE", "p-" + "x" * 3_000, "p-وارڈ"):
        assert "does not match" in (await amina.starts(code)).text


async def test_start_again_before_the_first_answer_keeps_the_place_and_what_was_agreed(
    chat: Chat, amina: Talker
) -> None:
    await amina.starts("p-ward-7")
    await amina.taps("Remind me if I do not finish")
    amina.seen.pop()
    again = await amina.starts("")
    assert "Ward 7" in again.text
    stands = await standing(chat, amina)
    assert stands is not None
    assert stands.place == "ward-7"
    assert stands.agreed == {Agreement.REMINDERS}


async def test_after_the_end_start_begins_anew(chat: Chat, amina: Talker) -> None:
    for _ in range(2):
        await amina.starts()
        await amina.chooses(FFT)
        await sent_off(amina)
    assert len(await chat.responses()) == 2


async def test_a_button_of_what_is_finished_offers_a_new_start(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    asked = await amina.chooses(FFT)
    await amina.taps("Good")
    await sent_off(amina)
    over = await amina.taps("Poor", asked)
    assert "over" in over.text
    assert over.labels == ("Start", "Get help now")
    assert FFT in (await amina.taps("Start")).labels
    assert [kept.answers["overall"] for kept in await chat.responses()] == [Chosen("good")]


async def test_a_button_of_the_previous_conversation_changes_nothing_in_the_next(chat: Chat, amina: Talker) -> None:
    await amina.starts()
    old = await amina.chooses(FFT)
    await amina.taps("Good")
    await sent_off(amina)
    await amina.starts()
    new = await amina.chooses(FFT)
    for label in ("Poor", "Skip this question", "Stop here"):
        said = await amina.taps(label, old)
        assert "Nothing has been changed" in said.text
        assert said.labels == ("Start again", "Get help now")
    await amina.taps("Very good", new)
    await sent_off(amina)
    assert {kept.answers["overall"] for kept in await chat.responses()} == {Chosen("good"), Chosen("very-good")}


async def test_starting_again_where_no_place_is_named_speaks_of_no_wrong_link(amina: Talker) -> None:
    await amina.starts("")
    old = await amina.chooses(FFT)
    await amina.taps("Good")
    await amina.says("/stop")
    await amina.starts("")
    await amina.chooses(FFT)
    await amina.taps("Good")
    await amina.taps("Poor", old)
    again = await amina.taps("Start again")
    assert FFT in again.labels
    assert "does not match" not in again.text


async def test_what_was_sent_before_starting_again_is_kept_and_its_code_is_shown(chat: Chat, amina: Talker) -> None:
    await chat.product.places.add_all([GARDEN])
    await in_the_middle(amina)
    while "Send my answers" not in amina.last.labels:
        await amina.taps("Skip this question")
    await amina.taps("Send my answers")
    assert NO_EQUALITY in amina.last.labels
    await amina.starts("p-garden")
    await amina.taps(AGAIN)
    [kept] = await chat.responses()
    assert (kept.state, kept.place, kept.day) == (State.FINISHED, "ward-7", today())
    assert await chat.product.responses.known(code_in("\n".join(amina.texts())))


async def test_words_without_a_conversation_are_told_how_to_start(chat: Chat, amina: Talker) -> None:
    said = await amina.says("hello?")
    assert said.labels == ("Start", "Get help now")
    for word in ("/back", "/skip", "done", "send"):
        assert (await amina.says(word)).labels == ("Start", "Get help now")
    assert "116 123" in (await amina.says("help")).text
    assert await chat.responses() == []


async def test_start_again_of_an_earlier_conversation_deletes_nothing_in_the_next(chat: Chat, amina: Talker) -> None:
    """Pressed days later, it opens the question that stands."""
    await chat.product.places.add_all([GARDEN])
    await in_the_middle(amina)
    offered = await amina.starts("p-garden")
    await amina.says("/delete")
    await at_writing(amina)
    await amina.says("What I have to say.")
    opened = await amina.taps(AGAIN, offered)
    assert "Nothing has been changed" in opened.text
    assert "why you gave that answer" in opened.text
    stands = await standing(chat, amina)
    assert stands is not None
    assert stands.session.answers["overall-why"] == Words("What I have to say.")
    assert stands.place == "ward-7"


async def test_places_with_the_longest_codes_are_begun_anew_like_any_other(chat: Chat, amina: Talker) -> None:
    """62 signs: as long as Telegram carries one here."""
    here, there = (Place(sign * 62, "trust", f"Ward {sign}", "team") for sign in "hz")
    await chat.product.places.add_all([here, there])
    await amina.starts(f"p-{here.code}")
    old = await amina.chooses(FFT)
    await amina.taps("Good")
    offered = await amina.starts(f"p-{there.code}")
    begun = await amina.taps("Start again about: \u2068Ward z\u2069", offered)
    assert "Ward z" in begun.text
    await amina.chooses(FFT)
    await amina.taps("Poor")
    opened = await amina.taps("Start again about: \u2068Ward z\u2069", offered)
    assert "Nothing has been changed" in opened.text
    await amina.taps("Very good", old)
    again = await amina.taps("Start again")
    assert "Ward z" in again.text
    assert FFT in again.labels
    stands = await standing(chat, amina)
    assert stands is not None
    assert (stands.place, dict(stands.session.answers)) == (there.code, {})


async def test_start_again_of_what_is_over_begins(chat: Chat, amina: Talker) -> None:
    await chat.product.places.add_all([GARDEN])
    await in_the_middle(amina)
    offered = await amina.starts("p-garden")
    await amina.says("/delete")
    assert FFT in (await amina.taps(AGAIN, offered)).labels
    stands = await standing(chat, amina)
    assert stands is not None
    assert stands.place == "garden"
