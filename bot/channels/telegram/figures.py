"""How busy the bot is, for those who look after it. None of these figures is about a chat."""

from prometheus_client import CollectorRegistry, Counter, Gauge


class Figures:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.updates = Counter("heard_telegram_updates", "Updates taken in.", registry=registry)
        self.shown = Counter("heard_telegram_shown", "Messages, by what came of them.", ("outcome",), registry=registry)
        self.chats = Gauge("heard_telegram_waiting_chats", "Chats where something waits.", registry=registry)
