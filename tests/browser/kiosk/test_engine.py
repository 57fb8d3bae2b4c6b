"""The tablet's own engine beside the one that everybody else is asked by: the same replies lead to the same place."""

from collections.abc import Mapping
from typing import Any

import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import MultiDict
from playwright.async_api import Page

from bot.channels.web.forms import check_reply, question_reply
from bot.channels.web.kiosk.definition import described
from bot.survey_files import load_library
from feedback.receipts import receipt_from
from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words
from surveys.definition import MEASURED, Survey
from surveys.engine import advance, begin
from surveys.events import Misread
from surveys.replies import Reply
from surveys.routing import standing_answers
from surveys.session import Session
from surveys.text import equality_items, followed_by
from tests.browser.conftest import Visit
from tests.browser.kiosk.tablets import at_home
from tests.properties.random_surveys import OPTIONS, VALUES, Drawn, equality_files, feedback_files

Kept = dict[str, Any]
Step = tuple[str, str | None, str | None, dict[str, Any]]
PLAYED = """async stories => {
    const { begin, advance, route } = await import(new URL("engine.js", document.querySelector("[type=module]").src));
    const where = (survey, { stage, at, answers }, mistake) =>
        [stage, at, mistake?.mistake ?? null, route(survey, answers).standing];
    return stories.map(([survey, replies]) => {
        let session = begin(survey);
        const steps = [where(survey, session)];
        for (const reply of replies) {
            const step = advance(survey, session, reply);
            session = step.session;
            steps.push(where(survey, session, step.mistake));
        }
        return steps;
    });
}"""
TYPED = (*(value for values in VALUES.values() for value in values), "٢", "2,5", "27 3 2026", "3 2026", "March 2026")
TYPED = (*TYPED, "2.55", "99", "31 2 2026", "", " words ", "x" * 501)


@pytest_asyncio.fixture(loop_scope="session")
async def tablet(visit: Visit, server: str) -> Page:
    page = await visit(server)
    await at_home(page)
    return page


@st.composite
def random_stories(draw: st.DrawFn) -> tuple[Survey, list[Kept]]:
    feedback: Drawn = draw(feedback_files(1))
    edition = feedback.file.edition
    if draw(st.booleans()):
        section = draw(equality_files(2)).file.edition
        edition = followed_by(edition, section, equality_items(section.survey))
    return edition.survey, draw(st.lists(replies(edition.survey), max_size=40))


def replies(survey: Survey) -> st.SearchStrategy[Kept]:
    """Mostly an answer to something; now and then whatever else can be pressed, at the right time or not."""
    pages = [question.id for question in survey]
    answers = st.lists(st.sampled_from(OPTIONS), max_size=3) | st.lists(st.sampled_from(TYPED), min_size=1, max_size=1)
    onward = st.sampled_from(["continue"] * 8 + ["skip"] * 4 + ["back"] * 2)
    said = st.fixed_dictionaries({"page": st.sampled_from(pages), "do": onward, "answers": answers})
    at_the_check = st.fixed_dictionaries(
        {"page": st.just("check"), "do": st.sampled_from(["continue", "back", "stop"]), "answers": st.just([])}
    )
    return st.one_of(said, said, said, at_the_check)


def shipped_stories() -> list[tuple[Survey, list[Kept]]]:
    """All questions in order with the first option, the last, and none."""
    library = load_library()
    section = library["equality"].edition
    stories = []
    for name in ("patient", "carer", "fft"):
        survey = followed_by(library[name].edition, section, equality_items(section.survey)).survey
        for place in (0, -1, None):
            said = [kept(question.id, question.options, place) for question in survey]
            at = next(index for index, question in enumerate(survey) if question.section == "equality")
            said.insert(at, {"page": "check", "do": "continue", "answers": []})
            stories.append((survey, said))
    return stories


def kept(page: str, options: tuple[str, ...], place: int | None) -> Kept:
    answers = [options[place]] if options and place is not None else ["words"]
    return {"page": page, "do": "skip" if place is None else "continue", "answers": answers}


def reply_of(survey: Survey, said: Kept) -> Reply | None:
    form = MultiDict([("do", said["do"]), *(("answer", answer) for answer in said["answers"])])
    question = survey.find(said["page"])
    return question_reply(form, question) if question else check_reply(form)


def steps_of(survey: Survey, said: list[Kept]) -> list[Step]:
    session = begin(survey).session
    steps = [step_of(survey, session, None)]
    for one in said:
        reply = reply_of(survey, one)
        assert reply is not None
        turn = advance(survey, session, reply)
        session = turn.session
        misread = next((event for event in turn.events if isinstance(event, Misread)), None)
        steps.append(step_of(survey, session, misread))
    return steps


def step_of(survey: Survey, session: Session, misread: Misread | None) -> Step:
    answers = {id: plain(answer) for id, answer in standing_answers(survey, session.answers).items()}
    return session.stage.value, session.at, misread.reason.value if misread else None, answers


def plain(answer: Answer) -> Mapping[str, Any]:
    match answer:
        case Chosen(option):
            return {"option": option}
        case Several(options):
            return {"options": list(options)}
        case Words(text):
            return {"words": text}
        case Number(value):
            return {"number": float(value)}
        case Day(value):
            return {"day": value.isoformat()}
        case Month(value):
            return {"month": str(value)}
        case Nothing():
            return {"skipped": True}


def told(step: list[Any]) -> Step:
    stage, at, mistake, answers = step
    for answer in answers.values():
        if "number" in answer:
            answer["number"] = float(answer["number"])
    return stage, at, mistake, answers


def agree(survey: Survey, said: list[Kept], here: list[Step], there: list[Step]) -> int:
    """How many steps were the same. A number or a date that is typed in a way that only the server reads ends it: the
    tablet asks for it again."""
    for place, (one, other) in enumerate(zip(here, there, strict=True)):
        if one != other:
            question = survey.find(said[place - 1]["page"])
            narrower = question is not None and question.kind in MEASURED and one[2] is None and other[2] is not None
            assert narrower, (described(survey), said[: place + 1], one, other)
            return place
    return len(here)


async def test_the_tablet_leads_where_everybody_is_led(tablet: Page) -> None:
    stories = shipped_stories()

    @settings(max_examples=250, database=None)
    @given(story=random_stories())
    def gather(story: tuple[Survey, list[Kept]]) -> None:
        stories.append(story)

    gather()
    played = await tablet.evaluate(PLAYED, [[described(survey), said] for survey, said in stories])
    same = [
        agree(survey, said, steps_of(survey, said), [told(step) for step in steps])
        for (survey, said), steps in zip(stories, played, strict=True)
    ]
    assert sum(same) > 1000, "hardly anything was held side by side"


async def test_the_tablet_makes_the_code_that_the_server_knows(tablet: Page) -> None:
    tokens = ["", "a", "ö", *("x" * length for length in (16, 43, 64))]
    made = await tablet.evaluate(
        """async tokens => {
            const { receiptFrom } = await import(new URL("receipt.js", document.querySelector("[type=module]").src));
            return Promise.all(tokens.map(receiptFrom));
        }""",
        tokens,
    )
    assert made == [receipt_from(token) for token in tokens]
