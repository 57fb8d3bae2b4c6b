"""One of Telegram's updates as what somebody said. Whatever it holds, reading it breaks nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Update

from bot.channels.telegram.reading import COMMANDS, Said, said_in
from bot.conversation.asides import CarryOn, Delete, Do, Gone, Greet, Matter, Tapped, Unusable
from bot.conversation.commands import MEANT, command_words, meant_by
from bot.i18n import load_catalogues
from bot.sandbox.attachments import KINDS, attachment
from surveys.replies import Typed

HERE = "https://t.me/heard_bot"
BOT = Bot("1:made-up")
AMINA = {"id": 5, "is_bot": False, "first_name": "A", "language_code": "ur"}
CHAT = {"id": 5, "type": "private"}
GROUP = {"id": -7, "type": "supergroup", "title": "G"}
WORDS = command_words(
    {name: load_catalogues().phrases(tag).text(f"command.{name}") for name in MEANT}
    for tag in load_catalogues().languages
)
MATTERS = {
    "voice": Matter.VOICE,
    "video_note": Matter.VOICE,
    "photo": Matter.PICTURE,
    "video": Matter.PICTURE,
    "animation": Matter.PICTURE,
    "sticker": Matter.STICKER,
    "location": Matter.PLACE,
    "venue": Matter.PLACE,
    "contact": Matter.CONTACT,
    "document": Matter.FILE,
    "audio": Matter.FILE,
    "dice": Matter.OTHER,
    "poll": Matter.OTHER,
}


def message(**more: Any) -> dict[str, Any]:
    return {"message_id": 9, "date": 1, "chat": CHAT, "from": AMINA, **more}


def read(**update: Any) -> Said | None:
    return said_in(Update.de_json({"update_id": 1, **update}, BOT), HERE)


def typed(text: str) -> object:
    said = read(message=message(text=text))
    assert said is not None
    return said.said


def test_words_are_what_was_typed_in_the_chat_where_it_was() -> None:
    assert read(message=message(text="Good")) == Said("5", Typed("Good", whole=False), "ur")


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("/start", Greet()),
        ("/start p-ward-7", Greet("ward-7")),
        ("/start@heard_bot p-ward-7", Greet("ward-7")),
        ("/START p-" + "w" * 62, Greet("w" * 62)),
        ("/start   p-ward-7  ", Greet("ward-7")),
        ("/start something", Greet()),
        ("/delete", Typed("/delete", whole=False)),
        ("/delete ABCD-EFGH", Delete("ABCD-EFGH")),
        ("/delete\nABCD", Delete("ABCD")),
        ("/skip", Typed("/skip", whole=False)),
        ("/skip it", Typed("/skip", whole=False)),
        ("/Stop@heard_bot", Typed("/stop", whole=False)),
        ("/nonsense", Typed("/nonsense", whole=False)),
        ("/wstecz", Typed("/wstecz", whole=False)),
        ("/पीछे", Typed("/पीछे", whole=False)),
        ("start", Typed("start", whole=False)),
        ("1/2", Typed("1/2", whole=False)),
        ("/", Typed("/", whole=False)),
        ("//start", Typed("//start", whole=False)),
    ],
)
def test_commands_and_what_only_looks_like_one(text: str, means: object) -> None:
    assert typed(text) == means


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_menu_is_understood(command: str) -> None:
    said = typed(f"/{command}")
    meant = meant_by(said, WORDS, own_words=True) if isinstance(said, Typed) else said
    assert not isinstance(meant, Typed)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_thing_is_told_apart(kind: str) -> None:
    sent = attachment(kind, "", lambda _: {"file_id": "1", "file_unique_id": "1", "file_size": 1})
    assert read(message=message(**sent)) == Said("5", Unusable(MATTERS[kind]), "ur")


def test_forwarded_and_edited_words_are_no_answers() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "B", "date": 1}
    assert read(message=message(text="/stop", forward_origin=origin)) == Said("5", Unusable(Matter.FORWARDED), "ur")
    assert read(edited_message=message(text="/stop", edit_date=2)) == Said("5", Unusable(Matter.EDITED), "ur")


@pytest.mark.parametrize(
    "said",
    [{"pinned_message": message(text="x")}, {"message_auto_delete_timer_changed": {"message_auto_delete_time": 1}}],
)
def test_what_telegram_says_about_a_chat_is_nobodys_word(said: dict[str, Any]) -> None:
    assert read(message=message(**said)) is None


def test_a_place_that_moves_is_no_new_word() -> None:
    assert read(edited_message=message(location={"latitude": 1, "longitude": 2}, edit_date=2)) is None


def test_bots_are_not_heard() -> None:
    assert read(message={**message(text="Good"), "from": {**AMINA, "is_bot": True}}) is None


def tap(data: Any, **more: Any) -> Said | None:
    return read(
        callback_query={"id": "q", "from": AMINA, "chat_instance": "1", "data": data, "message": message(), **more}
    )


def test_a_tap_names_its_message_and_its_query() -> None:
    assert tap("o.") == Said("5", CarryOn(), "ur", on="9", query="q")
    assert tap("t.abc.pick.1.2") == Said("5", Tapped("abc", Do.PICK, 1, 2), "ur", on="9", query="q")


def test_a_tap_on_a_message_that_is_gone_still_counts() -> None:
    gone = tap("o.", message={"chat": CHAT, "message_id": 9, "date": 0})
    assert gone == Said("5", CarryOn(), "ur", on="9", query="q")


def test_a_tap_in_a_group_or_on_nothing_is_nothing() -> None:
    assert tap("o.", message={**message(), "chat": GROUP}) is None
    assert tap("o.", message=None) is None


def standing(chat: dict[str, Any], before: str, now: str) -> Said | None:
    def member(status: str) -> dict[str, Any]:
        rights = {"can_be_edited": False} if status == "administrator" else {}
        return {"user": {**AMINA, "is_bot": True}, "status": status, "until_date": 0, **rights}

    change = {"chat": chat, "from": AMINA, "date": 1, "old_chat_member": member(before), "new_chat_member": member(now)}
    return read(my_chat_member=change)


def test_blocking_is_going_and_unblocking_is_nothing_yet() -> None:
    assert standing(CHAT, "member", "kicked") == Said("5", Gone(), "ur")
    assert standing(CHAT, "kicked", "member") is None


def test_added_to_a_group_once() -> None:
    assert standing(GROUP, "left", "member") == Said("-7", Unusable(Matter.GROUP, HERE), "ur")
    assert standing(GROUP, "member", "left") is None
    assert standing({**GROUP, "type": "channel"}, "left", "member") is None


def test_in_a_group_commands_alone_are_answered() -> None:
    assert read(message=message(chat=GROUP, text="/start")) == Said("-7", Unusable(Matter.GROUP, HERE), "ur")
    assert read(message=message(chat=GROUP, text="hello")) is None
    assert read(edited_message=message(chat=GROUP, text="/start")) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    typed("x" + text)
    typed("/" + text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "type", "chat"]), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["text", "sticker", "voice", "forward_origin", "caption", "poll", "quote"]), st.text()
    )
)
def test_well_formed_messages_with_odd_texts_are_read(held: dict[str, str]) -> None:
    read(message=message(text=held.get("text", "x"), caption=held.get("caption", "")))
    tap(held.get("text"))
