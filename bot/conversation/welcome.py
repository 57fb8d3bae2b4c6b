"""The first question of a chat: which survey. It is asked like any other question, so that it can be tapped, typed in
any language, and asked again; but it is nobody's answer, and no response ever holds it."""

from collections.abc import Iterable

from bot.i18n import Catalogues, Phrases
from surveys.answers import Chosen
from surveys.definition import FEEDBACK, Kind, Question, Survey
from surveys.session import Session
from surveys.text import Edition, Text, Wording

WELCOME = "welcome"
WHO = "who"


def welcome_edition(catalogues: Catalogues, surveys: Iterable[str]) -> Edition:
    """`surveys`: those that are offered, each of which a phrase names by whom it is for."""
    who = Question(WHO, Kind.CHOICE, FEEDBACK, tuple(surveys), needed=True)
    wordings = {tag: _wording(catalogues.phrases(tag), who) for tag in catalogues.languages}
    return Edition(Survey(WELCOME, 1, "", (who,)), wordings)


def chosen_survey(session: Session) -> str | None:
    who = session.answers.get(WHO)
    return who.option if session.survey == WELCOME and isinstance(who, Chosen) else None


def _wording(phrases: Phrases, who: Question) -> Wording:
    labels = {survey: phrases.text(f"start.{survey}") for survey in who.options}
    text = Text(phrases.text("start.who-title"), None, labels, why_needed=phrases.text("chat.who-needed"))
    title = phrases.text("start.title")
    return Wording(phrases.language.tag, phrases.status, 1, phrases.checker, title, {WHO: text})
