"""Any sequence of replies, languages, restarts and republished surveys: the engine and a naive one stay together."""

from functools import cache
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant

from bot.survey_files import load_library
from surveys.engine import advance
from surveys.replies import Send
from surveys.routing import standing_answers
from tests.properties.naive_rules import on_offer
from tests.properties.random_surveys import Drawn
from tests.properties.walking import Surveys, Walking, good_answer


class AnySurvey(Walking):
    @invariant()
    def whoever_answers_on_reaches_the_end(self) -> None:
        survey, session = self.naive.survey, self.world.session
        for choice in range(len(survey.questions) + 1):
            if session.at is not None:
                question = survey.question(session.at)
                offered = on_offer(question, standing_answers(survey, session.answers))
                session = advance(survey, session, good_answer(question, offered, choice)).session
            elif not session.closed:
                session = advance(survey, session, Send()).session
        assert session.closed, "trapped"


@cache
def shipped() -> Surveys:
    return tuple(Drawn(load_library()[id]) for id in ("patient", "equality"))


class Patient(AnySurvey):
    surveys: ClassVar[st.SearchStrategy[Surveys]] = st.builds(shipped)


TestAnySurvey = AnySurvey.TestCase
TestAnySurvey.settings = settings(max_examples=120, stateful_step_count=40)
TestPatient = Patient.TestCase
TestPatient.settings = settings(max_examples=15, stateful_step_count=30)
