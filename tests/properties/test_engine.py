"""Whatever a person does, in whatever order: nothing crashes, traps, gets lost or is made up."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from bot.survey_files import load_library
from surveys.answers import Chosen, Nothing, Several, Words
from surveys.definition import EQUALITY, FEEDBACK, OPT_IN
from surveys.engine import Turn, advance, begin, open_questions
from surveys.events import Misread, Noted, NotHere, NowhereBack
from surveys.lexicon import Languages
from surveys.record import equality_of, feedback_of
from surveys.replies import Back, Open, Picked, Reply, Send, Skip, Stop, Typed
from surveys.routing import offered, path, standing_answers
from surveys.session import Session, Stage
from surveys.text import Edition, equality_items, followed_by


@cache
def patient() -> Edition:
    library = load_library()
    equality = library["equality"].edition
    return followed_by(library["patient"].edition, equality, equality_items(equality.survey))


LANGUAGES = Languages(tuple(patient().wordings.values()))
QUESTIONS = [question.id for question in patient().survey] + ["nowhere"]
OPTIONS = [*sorted({option for question in patient().survey for option in question.options}), "nonsense"]
LABELS = sorted(
    {
        label
        for wording in patient().wordings.values()
        for text in wording.texts.values()
        for label in text.labels.values()
    }
)
questions = st.none() | st.sampled_from(QUESTIONS)
replies: st.SearchStrategy[Reply] = st.one_of(
    st.builds(Picked, st.lists(st.sampled_from(OPTIONS), max_size=3).map(tuple), questions),
    st.builds(Typed, st.sampled_from([*LABELS, "1", "2", "۳", "1 2"]) | st.text(max_size=20), questions),
    st.builds(Skip, questions),
    st.builds(Back, questions),
    st.builds(Open, st.sampled_from(QUESTIONS)),
    st.just(Send()),
)


# None stands for a good answer to whatever is asked. A run of these first: without it nobody gets past the beginning.
runs = st.integers(0, len(QUESTIONS)).map(lambda count: [None] * count)
steps = st.lists(st.none() | replies, max_size=30)
endings: st.SearchStrategy[list[Reply | None]] = st.sampled_from([[], [Stop()]])
scripts = st.tuples(runs, steps, runs, steps, endings).map(lambda parts: [step for part in parts for step in part])


def good_reply(session: Session, choose: int) -> Reply:
    if session.at is None:
        return Send()
    question = patient().survey.question(session.at)
    options = offered(question, session.answers)
    return Picked((options[choose % len(options)],)) if options else Typed(f"words {choose}")


def play(script: list[Reply | None]) -> list[tuple[Session, Turn]]:
    edition = patient()
    turns = [(begin(edition.survey).session, begin(edition.survey))]
    for step, reply in enumerate(script):
        before = turns[-1][1].session
        done = advance(edition.survey, before, reply or good_reply(before, step), LANGUAGES)
        turns.append((before, done))
    return turns


@given(scripts)
def test_every_turn_keeps_the_promises(script: list[Reply | None]) -> None:
    survey = patient().survey
    for before, turn in play(script):
        after = turn.session
        stands_somewhere = (
            after.closed or after.stage is Stage.CHECKING or after.at in [q.id for q in open_questions(survey, after)]
        )
        assert stands_somewhere, "trapped"
        noted = {event.question for event in turn.events if isinstance(event, Noted)}
        assert {q for q in after.answers if after.answers[q] != before.answers.get(q)} <= noted, "made up"
        assert set(before.answers) <= set(after.answers), "lost"
        if any(isinstance(event, Misread | NotHere | NowhereBack) for event in turn.events):
            assert after.answers == before.answers
        if before.closed:
            assert after == before
        if after.stage is Stage.CHECKING:
            assert {q.id for q in open_questions(survey, after)} <= set(standing_answers(survey, after.answers))


@given(scripts)
def test_what_is_kept_is_what_was_said_or_why_nothing_was(script: list[Reply | None]) -> None:
    survey = patient().survey
    session = play(script)[-1][1].session
    feedback, equality = feedback_of(survey, session), equality_of(survey, session)
    asked = {question.id for question in path(survey, session.answers)}

    assert list(feedback) == [question.id for question in survey.section(FEEDBACK)]
    for id, answer in feedback.items():
        match answer:
            case Chosen() | Several() | Words() | Nothing.SKIPPED:
                assert answer == session.answers[id]
            case Nothing.NOT_ASKED:
                assert id not in asked
            case Nothing.NOT_REACHED:
                assert id not in standing_answers(survey, session.answers)
    if session.stage in (Stage.SENT, Stage.FINISHED):
        assert Nothing.NOT_REACHED not in feedback.values()
    if session.answers.get(OPT_IN) != Chosen("yes"):
        assert equality == {}
    assert not {"ethnicity-group", OPT_IN} & set(equality)
    assert set(equality) <= {question.id for question in survey.section(EQUALITY)}


@given(scripts)
def test_a_person_who_answers_on_gets_to_the_end(script: list[Reply | None]) -> None:
    survey = patient().survey
    session = play([reply for reply in script if not isinstance(reply, Stop)])[-1][1].session
    for step in range(len(survey.questions) + 2):
        session = advance(survey, session, good_reply(session, step)).session

    assert session.stage is Stage.FINISHED
