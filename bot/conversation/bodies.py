"""Incoming updates and outgoing messages as text, for the inbox and the outbox that carry them over a crash."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeAlias

from bot.conversation.asides import (
    Agree,
    Anew,
    Aside,
    CarryOn,
    Delete,
    Do,
    Gone,
    Greet,
    Matter,
    Page,
    Show,
    Speak,
    Tapped,
    Unusable,
)
from bot.conversation.messages import Choice, Incoming, Message, Start, Way
from feedback.records import Agreement, Channel, Respondent
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Tick, Typed

_Said: TypeAlias = Reply | Aside
_Held: TypeAlias = Mapping[str, Any]

# What each kind is called in a body, and how it is made again of its fields.
_KINDS: Mapping[str, tuple[type[_Said], Callable[[_Held], _Said]]] = {
    "typed": (Typed, lambda held: Typed(**held)),
    "picked": (Picked, lambda held: Picked(tuple(held["options"]), held["question"])),
    "tick": (Tick, lambda held: Tick(**held)),
    "done": (Done, lambda held: Done(**held)),
    "skip": (Skip, lambda held: Skip(**held)),
    "back": (Back, lambda held: Back(**held)),
    "open": (Open, lambda held: Open(**held)),
    "send": (Send, lambda _: Send()),
    "stop": (Stop, lambda _: Stop()),
    "tapped": (Tapped, lambda held: Tapped(**{**held, "do": Do(held["do"])})),
    "greet": (Greet, lambda held: Greet(**held)),
    "anew": (Anew, lambda held: Anew(**held)),
    "carry-on": (CarryOn, lambda _: CarryOn()),
    "show": (Show, lambda held: Show(Page(held["page"]))),
    "speak": (Speak, lambda held: Speak(**held)),
    "agree": (Agree, lambda held: Agree(Agreement(held["to"]))),
    "delete": (Delete, lambda held: Delete(**held)),
    "unusable": (Unusable, lambda held: Unusable(Matter(held["matter"]), held["address"])),
    "gone": (Gone, lambda _: Gone()),
}
_NAMES: Mapping[type[_Said], str] = {kind: name for name, (kind, _) in _KINDS.items()}


def incoming_body(incoming: Incoming) -> str:
    start = incoming.start
    return json.dumps(
        {
            "channel": incoming.respondent.channel.value,
            "address": incoming.respondent.address,
            "update": incoming.update,
            "reply": _said_body(incoming.reply) if incoming.reply else None,
            "language": incoming.language,
            "language_chosen": incoming.language_chosen,
            "receipt": incoming.receipt,
            "start": asdict(start) if start else None,
            "on": incoming.on,
        }
    )


def read_incoming(body: str) -> Incoming:
    held = json.loads(body)
    return Incoming(
        respondent=Respondent(Channel(held["channel"]), held["address"]),
        update=held["update"],
        reply=_read_said(held["reply"]) if held["reply"] else None,
        language=held["language"],
        language_chosen=held["language_chosen"],
        receipt=held["receipt"],
        start=Start(**held["start"]) if held["start"] else None,
        on=held["on"],
    )


def message_body(message: Message) -> str:
    ways = [[{"means": _said_body(way.means), "label": way.label} for way in row] for row in message.ways]
    choices = [asdict(choice) for choice in message.choices]
    return json.dumps({**asdict(message), "choices": choices, "ways": ways})


def read_message(body: str) -> Message:
    held = json.loads(body)
    choices = tuple(Choice(**choice) for choice in held.pop("choices"))
    ways = tuple(tuple(_way(way) for way in row) for row in held.pop("ways"))
    return Message(**held, choices=choices, ways=ways)


def _way(held: _Held) -> Way:
    means = _read_said(held["means"])
    if not isinstance(means, Aside):
        raise ValueError(f"the outbox holds a button of an unknown kind: {held['means']!r}")  # noqa: TRY004 - no type
    return Way(means, held["label"])


def _said_body(said: _Said) -> dict[str, Any]:
    fields = asdict(said)
    name = _NAMES[type(said)]
    return {"kind": name, "fields": fields}


def _read_said(held: _Held) -> _Said:
    if held["kind"] not in _KINDS:
        raise ValueError(f"the inbox holds something said of an unknown kind: {held['kind']!r}")
    return _KINDS[held["kind"]][1](held["fields"])
