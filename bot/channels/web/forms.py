"""What a form says, as a reply. Fields that it does not know are ignored."""

from bot.channels.web.views import Filled
from bot.web.forms import Form, field
from surveys.definition import MEASURED, Kind, Question
from surveys.replies import Back, Picked, Reply, Send, Skip, Stop, Typed

ANSWER, DO, SWITCH = "answer", "do", "switch"


def button(form: Form) -> str:
    return field(form, DO)


def switching(form: Form) -> bool:
    """Only the language of the page is to be another: what was typed is no answer yet."""
    return SWITCH in form


def question_reply(form: Form, question: Question) -> Reply:
    match button(form):
        case "skip":
            return Skip(question.id)
        case "back":
            return Back(question.id)
        case "stop":
            return Stop()
        case _ if question.kind is Kind.STATEMENT:
            return Skip(question.id)
        case _ if question.kind is Kind.TEXT:
            return Typed(_words(form), question.id)
        case _ if question.kind in MEASURED:
            return Typed(" ".join(_fields(form)), question.id)
        case _:
            return Picked(_fields(form), question.id)


def check_reply(form: Form) -> Reply | None:
    match button(form):
        case "continue":
            return Send()
        case "back":
            return Back()
        case "stop":
            return Stop()
        case _:
            return None


def filled_in(form: Form) -> Filled:
    return Filled(options=frozenset(_fields(form)), words=_words(form), parts=_fields(form))


def _fields(form: Form) -> tuple[str, ...]:
    return tuple(form.getall(ANSWER, ()))


def _words(form: Form) -> str:
    """Browsers send every line break as two characters; the same words must be the same answer in every channel."""
    return field(form, ANSWER).replace("\r\n", "\n")
