"""Incoming updates and outgoing messages as text, for the inbox and the outbox that carry them over a crash."""

import json
from typing import Any, assert_never

from bot.conversation.messages import Choice, Incoming, Message, Start
from feedback.records import Channel, Respondent
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Typed


def incoming_body(incoming: Incoming) -> str:
    start = incoming.start
    return json.dumps(
        {
            "channel": incoming.respondent.channel.value,
            "address": incoming.respondent.address,
            "update": incoming.update,
            "reply": _reply_body(incoming.reply) if incoming.reply else None,
            "language": incoming.language,
            "receipt": incoming.receipt,
            "start": {"survey": start.survey, "place": start.place} if start else None,
        }
    )


def read_incoming(body: str) -> Incoming:
    held = json.loads(body)
    return Incoming(
        respondent=Respondent(Channel(held["channel"]), held["address"]),
        update=held["update"],
        reply=_read_reply(held["reply"]) if held["reply"] else None,
        language=held["language"],
        receipt=held["receipt"],
        start=Start(**held["start"]) if held["start"] else None,
    )


def message_body(message: Message) -> str:
    return json.dumps({"text": message.text, "choices": [[c.option, c.label] for c in message.choices]})


def read_message(body: str) -> Message:
    held = json.loads(body)
    return Message(held["text"], tuple(Choice(option, label) for option, label in held["choices"]))


def _reply_body(reply: Reply) -> dict[str, Any]:
    match reply:
        case Typed(text, question, whole):
            return {"do": "typed", "text": text, "question": question, "whole": whole}
        case Picked(options, question):
            return {"do": "picked", "options": list(options), "question": question}
        case Done(question):
            return {"do": "done", "question": question}
        case Skip(question):
            return {"do": "skip", "question": question}
        case Back(question):
            return {"do": "back", "question": question}
        case Open(question):
            return {"do": "open", "question": question}
        case Send():
            return {"do": "send"}
        case Stop():
            return {"do": "stop"}
        case _:
            assert_never(reply)


def _read_reply(held: dict[str, Any]) -> Reply:
    match held["do"]:
        case "typed":
            return Typed(held["text"], held["question"], held["whole"])
        case "picked":
            return Picked(tuple(held["options"]), held["question"])
        case "done":
            return Done(held["question"])
        case "skip":
            return Skip(held["question"])
        case "back":
            return Back(held["question"])
        case "open":
            return Open(held["question"])
        case "send":
            return Send()
        case "stop":
            return Stop()
        case other:
            raise ValueError(f"the inbox holds a reply of an unknown kind: {other!r}")
