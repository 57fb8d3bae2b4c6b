"""The same answers, tapped or typed in whichever language and manner, leave the same record."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import load_catalogues
from bot.lexicon import lexicon
from bot.survey_files import load_library
from surveys.answers import Answer
from surveys.definition import ONE_OF, Kind, Question
from surveys.engine import advance, begin
from surveys.events import Misread, Noted
from surveys.lexicon import Languages
from surveys.meaning import meant
from surveys.record import equality_of, feedback_of
from surveys.replies import Done, Picked, Reply, Send, Skip, Typed
from surveys.routing import offered, standing_answers
from surveys.session import Session, Stage
from surveys.text import Edition, equality_items, followed_by
from tests.unit.locales.catalogue import LANGUAGES as TAGS

DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "ur": "۰۱۲۳۴۵۶۷۸۹", "hi": "०१२३४५६७८९", "bn": "০১২৩৪৫৬৭৮৯", "gu": "૦૧૨૩૪૫૬૭૮૯"}
DIGITS |= {"pa": "੦੧੨੩੪੫੬੭੮੯"}
CHINESE: tuple[str, ...] = ("", *"一二三四五六七八九", "十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
WORDS = ("Nobody asked me.\nNobody at all.", "مجھ سے کسی نے نہیں پوچھا۔", "没有人问过我", "Никто 🙂")
LEXICON = lexicon(load_catalogues())


@cache
def edition(survey: str) -> Edition:
    library = load_library()
    section = library["equality"].edition
    return followed_by(library[survey].edition, section, equality_items(section.survey))


@cache
def languages(survey: str, tag: str) -> Languages:
    wordings = edition(survey).wordings
    return Languages((wordings[tag], *(one for one in wordings.values() if one.language != tag)), LEXICON)


def said(question: Question, options: tuple[str, ...], number: int) -> tuple[str, ...] | str | None:
    """What somebody means to say: options, words, or nothing."""
    if number % 9 == 0 and question.kind is not Kind.CONSENT:
        return None
    if question.kind is Kind.TEXT:
        return WORDS[number % len(WORDS)]
    if question.kind is Kind.SEVERAL and number % 2:
        free = [option for option in options if option not in question.exclusive]
        return tuple({free[number % len(free)], free[number // 7 % len(free)]})
    return (options[number % len(options)],)


def tapped(meaning: tuple[str, ...] | str | None) -> Iterator[Reply]:
    match meaning:
        case None:
            yield Skip()
        case str():
            yield Typed(meaning)
        case options:
            yield Picked(options)


def typed(
    survey: str, tag: str, question: Question, options: tuple[str, ...], meaning: tuple[str, ...] | str | None, how: int
) -> Iterator[Reply]:
    """By whole label, by number in the language's own digits, or by the shortest beginning that is understood."""
    match meaning:
        case None:
            yield Skip()
        case str():
            yield from (Typed(line, whole=False) for line in meaning.split("\n"))
            yield Done()
        case (option,) if how % 3 == 0:
            yield Typed(edition(survey).wording(tag).label(question.id, option))
        case (option,) if how % 3 == 1 and question.kind in ONE_OF:
            yield Typed(_beginning(survey, tag, question, options, option))
        case several:
            yield Typed(" ".join(_number(tag, options.index(option) + 1) for option in several))


def _number(tag: str, number: int) -> str:
    if tag.startswith("zh"):
        return CHINESE[number]
    own_digits: dict[int, int] = str.maketrans("0123456789", DIGITS.get(tag, "0123456789"))
    return str(number).translate(own_digits)


def _beginning(survey: str, tag: str, question: Question, options: tuple[str, ...], option: str) -> str:
    label = edition(survey).wording(tag).label(question.id, option)
    tries = (label[:length] for length in range(3, len(label)))
    for one in tries:
        if meant(question, options, languages(survey, tag), one) == (option,):
            return one
    return label


def record(survey: str, tag: str, numbers: list[int], typing: bool) -> tuple[dict[str, Answer], dict[str, Answer]]:
    asked, session = edition(survey).survey, begin(edition(survey).survey).session
    while not session.closed:
        session = _on(survey, tag, session, numbers, typing) if session.at else _sent(survey, session)
    return feedback_of(asked, session), equality_of(asked, session)


def _on(survey: str, tag: str, session: Session, numbers: list[int], typing: bool) -> Session:
    asked = edition(survey).survey
    question = asked.question(session.at or "")
    number = numbers[sum(map(ord, question.id)) % len(numbers)]
    options = offered(question, standing_answers(asked, session.answers))
    meaning = said(question, options, number)
    replies = typed(survey, tag, question, options, meaning, number // 3) if typing else tapped(meaning)
    noted = False
    for reply in replies:
        turn = advance(asked, session, reply, languages(survey, tag))
        assert not any(isinstance(event, Misread) for event in turn.events), (tag, question.id, reply, turn.events)
        noted = any(isinstance(event, Noted) for event in turn.events)
        session = turn.session
    assert noted
    return session


def _sent(survey: str, session: Session) -> Session:
    assert session.stage is Stage.CHECKING
    return advance(edition(survey).survey, session, Send()).session


@pytest.mark.parametrize("survey", ["patient", "carer", "fft"])
@given(st.lists(st.integers(0, 10_000), min_size=20, max_size=60))
def test_language_and_manner_leave_no_trace(survey: str, numbers: list[int]) -> None:
    as_tapped = record(survey, "en", numbers, typing=False)

    for tag in TAGS:
        assert record(survey, tag, numbers, typing=True) == as_tapped, tag
