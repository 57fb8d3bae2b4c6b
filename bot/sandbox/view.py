"""What the page shows of one person's phone, as JSON. Pure: looks at the sandbox and changes nothing."""

from bot.sandbox.attachments import KINDS
from bot.sandbox.chat import Standing
from bot.sandbox.describing import described
from bot.sandbox.messages import Button, Happened, Json, Message
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox

SHOWN = 200  # newest messages


def view_of(sandbox: Sandbox, person: Person) -> Json:
    server = sandbox.server
    return {
        "person": person.id,
        "language": person.user.language_code,
        "people": [_person(one) for one in sandbox.people.values()],
        "bot": {"name": server.world.me.first_name, "username": server.world.me.username},
        "description": described(server, "description", (person.user.language_code or "").split("-")[0]),
        "blocked": person.chat.standing is Standing.BANNED,
        "begun": person.chat.standing is not Standing.STRANGER,
        "commands": [command.as_json() for command in person.commands],
        "messages": [_message(message) for message in person.messages[-SHOWN:]],
        "notice": _notice(person),
    }


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.user.first_name, "language": person.user.language_code}


def _message(message: Message) -> Json:
    return {
        "id": message.id,
        "mine": not message.from_bot,
        "at": message.date,
        "edited": message.edited is not None,
        "text": message.text or message.content.get("caption", ""),
        "kind": next((kind for kind in KINDS if kind in message.content), None),
        "rows": [[_button(button) for button in row] for row in message.keyboard],
    }


def _button(button: Button) -> Json:
    return {"text": button.text, "data": button.callback_data, "url": button.url}


def _notice(person: Person) -> Json:
    """What the newest answered tap showed at the top of the screen."""
    answered = (event for event in reversed(person.history) if event.what is Happened.ANSWERED and event.notice)
    newest = next(answered, None)
    return {"number": newest.number, "text": newest.notice} if newest else {"number": 0, "text": ""}
