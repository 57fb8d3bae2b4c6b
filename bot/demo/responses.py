"""Invented responses over eight quarters, the same ones for the same seed and day."""

import math
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from bot.demo.people import CHANNELS, EQUALITY, GROUP_OF, Person, drawn, somebody
from bot.demo.trust import TEAMS
from bot.demo.words import words
from feedback.periods import Period
from feedback.records import Channel, Response, State
from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.definition import FEEDBACK, OPT_IN, YES, Kind, Question
from surveys.record import equality_of, feedback_of
from surveys.routing import offered, stands
from surveys.session import Session, Stage
from surveys.text import Edition

SURVEYS: Mapping[str, float] = {"patient": 80, "carer": 15, "fft": 5}
_SKIPS = 0.04
_STOPS = 0.06
_OPTS_IN = 0.8
_DECLINES = 0.04
_BROAD_ONLY = 0.03
_UNSURE = 0.05
_UNTOUCHED_BY_THE_GAP = ("overall", "helped")
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def responses(
    editions: Mapping[str, Edition], quarters: tuple[Period, ...], count: int, seed: int
) -> Iterator[Response]:
    chance = Random(seed)  # noqa: S311 - invented answers; a seed must give the same ones again
    moods = [chance.gauss(0, 0.2) for _ in range(TEAMS)]
    for _ in range(count):
        team = min(int(chance.expovariate(1 / 14)), TEAMS - 1)  # a few teams send many answers, most send few
        yield _Answering(editions, quarters, chance).response(team + 1, moods[team])


class _Answering:
    """One invented person going through one survey."""

    def __init__(self, editions: Mapping[str, Edition], quarters: tuple[Period, ...], chance: Random) -> None:
        self._editions = editions
        self._quarters = quarters
        self._chance = chance

    def response(self, team: int, team_mood: float) -> Response:
        survey = self._editions[drawn(SURVEYS, self._chance)].survey
        person = somebody(self._chance, team_mood)
        session = self._session(Session(survey.id, survey.version, Stage.GIVING, None, {}), person)
        return Response(
            id="r-" + "".join(self._chance.choices(_ALPHABET, k=12)),
            survey=survey.id,
            version=survey.version,
            place=f"ward-{team}",
            channel=Channel(drawn(CHANNELS, self._chance)),
            language=person.language,
            day=self._day(),
            state=State.STOPPED if session.stage is Stage.STOPPED else State.FINISHED,
            repeat=False,
            answers=feedback_of(survey, session),
            equality=equality_of(survey, session),
        )

    def _day(self) -> date:
        quarter = self._chance.choice(self._quarters)
        return quarter.first + timedelta(days=self._chance.randrange((quarter.last - quarter.first).days + 1))

    def _session(self, session: Session, person: Person) -> Session:
        survey = self._editions[session.survey].survey
        feedback = survey.section(FEEDBACK)
        stops_at = self._chance.choice(feedback).id if self._chance.random() < _STOPS else None
        opted_in = self._chance.random() < _OPTS_IN
        for question in survey:
            if question.id == stops_at:
                return session.standing(Stage.STOPPED)
            if not stands(question, session.answers):
                continue
            answer = self._answer(question, session, person, opted_in)
            session = session.answering(question.id, answer)
        return session.standing(Stage.FINISHED)

    def _answer(self, question: Question, session: Session, person: Person, opted_in: bool) -> Answer:
        if question.id == OPT_IN:
            return Chosen(YES if opted_in else "no")
        if question.section != FEEDBACK:
            return self._equality(question, offered(question, session.answers), person)
        if question.kind is Kind.TEXT:
            said = words(question.id, person.language, self._chance)
            return Words(said) if said else Nothing.SKIPPED
        if self._chance.random() < _SKIPS:
            return Nothing.SKIPPED
        return self._feedback(question, person)

    def _feedback(self, question: Question, person: Person) -> Answer:
        if question.kind is Kind.SEVERAL:
            return self._several(question)
        if question.id == "unfair":
            return Chosen(self._unfair(person))
        if question.positive:
            return Chosen(self._scaled(question, person))
        return Chosen(self._chance.choice(question.options))

    def _several(self, question: Question) -> Answer:
        alone = tuple(question.exclusive)
        if alone and self._chance.random() < 0.7:
            return Several(alone[:1])
        open_to_all = [option for option in question.options if option not in question.exclusive]
        picked = set(self._chance.sample(open_to_all, k=self._chance.choice((1, 1, 2))))
        return Several(tuple(option for option in question.options if option in picked))

    def _unfair(self, person: Person) -> str:
        if self._chance.random() < person.unfair:
            return "yes"
        return drawn({"no": 90, "not-sure": 6, "prefer-not-to-say": 4}, self._chance)

    def _scaled(self, question: Question, person: Person) -> str:
        """An ordered scale: the first two options are positive, and what is outside the base is no step of it."""
        steps = [option for option in question.options if option not in question.outside_base | {"dont-know"}]
        others = [option for option in question.options if option not in steps]
        if others and self._chance.random() < _UNSURE:
            return self._chance.choice(others)
        gap = 0.0 if question.id in _UNTOUCHED_BY_THE_GAP else person.gap
        positive = self._chance.random() < _share(1.3 + person.mood + gap)
        return self._chance.choice(steps[:2] if positive else steps[2:])

    def _equality(self, question: Question, options: tuple[str, ...], person: Person) -> Answer:
        if question.kind is Kind.TEXT:
            return Nothing.SKIPPED
        if question.id == "ethnicity":
            return Nothing.SKIPPED if self._chance.random() < _BROAD_ONLY else Chosen(person.ethnicity)
        if self._chance.random() < _DECLINES:
            return Chosen("prefer-not-to-say")
        if question.id == "ethnicity-group":
            return Chosen(GROUP_OF[person.ethnicity])
        if question.id == "main-language":
            return Chosen(person.language)
        return Chosen(drawn(EQUALITY.get(question.id, dict.fromkeys(options, 1.0)), self._chance))


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
