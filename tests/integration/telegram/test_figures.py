"""What those who look after the service can see of the bot: how much, and nothing about anybody."""

from prometheus_client import generate_latest

from tests.support.telegram import Chat


async def test_figures_count_and_name_nobody(chat: Chat) -> None:
    person = chat.person()
    await person.starts()
    await chat.channel.ended()

    shown = generate_latest(chat.channel.registry).decode()

    assert "heard_telegram_updates_total 1.0" in shown
    assert 'heard_telegram_shown_total{outcome="Done"} 1.0' in shown
    assert str(person.person.id) not in shown
