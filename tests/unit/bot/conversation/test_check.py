"""The list of answers before they are sent: as many buttons as a chat's keyboard can hold, and no more."""

import pytest

from bot.conversation.asking import MOST_CHANGES, Asking
from bot.conversation.messages import Heard
from bot.i18n import load_catalogues
from surveys.answers import Words
from surveys.definition import FEEDBACK, Kind, Question, Survey
from surveys.session import Session, Stage
from surveys.text import Edition, Status, Text, Wording

KEYBOARD = 100  # buttons that Telegram shows under one message


def checked(count: int) -> list[str]:
    """The buttons under so many answers."""
    questions = tuple(Question(f"q-{number}", Kind.TEXT, FEEDBACK) for number in range(count))
    texts = {question.id: Text("What was it like?", None, {}) for question in questions}
    edition = Edition(Survey("long", 1, "", questions), {"en": Wording("en", Status.DRAFT, 1, None, "Long", texts)})
    session = Session("long", 1, Stage.CHECKING, None, {question.id: Words("Good.") for question in questions})
    asking = Asking(edition, load_catalogues().phrases("en"), buttons=True)
    [message] = asking.once_more(Heard(session, "en", "trust", (), tag="0f0f0f0f"))
    assert f"{count}. What was it like?" in message.text
    return [way.label for row in message.ways for way in row]


@pytest.mark.parametrize("count", [1, MOST_CHANGES - 1, MOST_CHANGES, MOST_CHANGES + 1])
def test_no_keyboard_is_longer_than_a_chat_can_show(count: int) -> None:
    labels = checked(count)
    assert len(labels) == min(count, MOST_CHANGES) + 4
    assert len(labels) <= KEYBOARD
    assert labels[-4:] == ["Send my answers", "Back", "Get help now", "Stop here"]
