"""A reminder on its way to Telegram: by day alone, whenever it was written, and nothing else waits for it."""

from datetime import datetime, time, timedelta

import pytest

from bot import telegram
from bot.app import today
from bot.conversation.asides import Agree
from bot.conversation.messages import Incoming
from feedback.records import Agreement, Channel, Respondent
from tests.integration.telegram.test_answering import FFT
from tests.support.telegram import Chat, Talker, emptied

REMINDED = "You started to tell us how you were treated"


def in_days(days: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(today() + timedelta(days=days), time(hour, minute))


async def test_what_was_written_by_day_waits_through_the_night_and_holds_nothing_back(
    chat: Chat, amina: Talker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await amina.starts()
    await amina.chooses(FFT)
    who = Respondent(Channel.TELEGRAM, str(amina.person.id))
    agrees = Incoming(who, "agrees", Agree(Agreement.REMINDERS), "en", None, language_chosen=False)
    await chat.product.service.hear(agrees)
    await amina.hears()
    monkeypatch.setattr(telegram, "in_england", lambda: in_days(1, 18))
    assert await chat.product.service.remind(in_days(1, 17, 59)) == 1
    assert REMINDED not in (await amina.says("/help")).text
    assert REMINDED not in (await amina.says("/privacy")).text
    monkeypatch.setattr(telegram, "in_england", lambda: in_days(2, 10))
    assert REMINDED in (await amina.hears()).text
    await emptied(chat)
