"""Somebody who answers, changes their mind, types nonsense and comes back, with the naive model walking beside them."""

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from surveys.definition import OPT_IN, Kind, Question
from surveys.events import Added, Event, Misread, Noted, Reopened, Restored, Ticked, Withdrawn
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Tick, Typed
from surveys.routing import standing_answers
from tests.properties.naive import Naive, Told
from tests.properties.naive_rules import on_offer
from tests.properties.random_surveys import VALUES, Drawn, equality_files, feedback_files
from tests.properties.worlds import Memory, World, languages, words_of_all_surveys

GARBAGE = (
    "",
    " ",
    "?",
    "0",
    "99",
    "-1",
    "no way",
    "~skipped",
    "\0",
    "a\ud83d",
    "一",
    "😀",
    "👎",
    "two\nlines",
    "x" * 80_001,
)
SAID = ("1", "۲", "2 1", "3", "2.5", "yes", "نہیں", "27 3 2026", "2026-01-01", "March 2026", "11/2026", "words")
LINES = ("One.", "two", " three ", "", "four\n", "\0")
MOST_VERSIONS = 4  # to draw a survey costs as much as a hundred turns
Surveys = tuple[Drawn, ...]
whole_surveys: st.SearchStrategy[Surveys] = st.tuples(feedback_files(1)) | st.tuples(
    feedback_files(1), equality_files(2)
)


class Walking(RuleBasedStateMachine):
    surveys: ClassVar[st.SearchStrategy[Surveys]] = whole_surveys
    world: World
    naive: Naive
    agreed = True

    def opened(self) -> World:
        return Memory()

    @initialize(data=st.data())
    def somebody_comes(self, data: st.DataObject) -> None:
        drawn = data.draw(self.surveys)
        self.survey = drawn[0].file.edition.survey.id
        self.version = 2
        self.language = "en"
        self.world = self.opened()
        self.world.publish([one.file for one in drawn])
        self.begin(data)

    def begin(self, data: st.DataObject) -> None:
        """And answers for a while: otherwise hardly anybody would get beyond the first questions."""
        self.world.begin(self.survey)
        self.naive = Naive(self.world.edition.survey)
        self.compare()
        choice = data.draw(st.integers(0, 10_000))
        for step in range(data.draw(st.integers(0, len(self.naive.survey.questions)))):
            if not self.naive.closed:
                self.say(self.good_reply(choice // (step % 5 + 1)))

    def say(self, reply: Reply) -> tuple[Event, ...]:
        self.agreed = False
        events = self.world.hear(reply, self.language)
        told = self.naive.hear(reply, languages(self.world.edition, self.language))
        assert sorted(map(in_short, events)) == sorted(told), (reply, events, told)
        self.compare()
        for event in events:
            if isinstance(event, Noted):
                assert event.answer == self.naive.counting()[event.question]
        return events

    def compare(self) -> None:
        self.agreed = False
        session, naive = self.world.session, self.naive
        assert (session.stage.value, session.at) == (naive.stage, naive.at)
        record = self.world.record()
        if session.closed:
            assert (record is None) == (naive.stage == "stopped" and naive.said_nothing())
        if record is not None:
            assert record == (naive.feedback(), naive.equality())
        if not session.closed:
            assert standing_answers(naive.survey, session.answers) == naive.counting()
        self.agreed = True

    def good_reply(self, choice: int) -> Reply:
        if self.naive.at is None:
            return Send()
        question = self.naive.survey.question(self.naive.at)
        return good_answer(question, on_offer(question, self.naive.counting()), choice)

    @precondition(lambda self: not self.naive.closed)
    @rule(choices=st.lists(st.integers(0, 11), min_size=1, max_size=6))
    def answer_on(self, choices: list[int]) -> None:
        for choice in choices:
            self.say(self.good_reply(choice))

    @precondition(lambda self: not self.naive.closed)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        """Another good answer to any question, by an old button or an old page."""
        self.answer_again(data.draw(st.sampled_from(self.ids())), data.draw(st.integers(0, 11)))

    @precondition(lambda self: self.naive.open())
    @rule(data=st.data(), choices=st.lists(st.integers(0, 11), min_size=2, max_size=5))
    def waver(self, data: st.DataObject, choices: list[int]) -> None:
        """This way and that at a question which decides about others, with answers to what comes of it in between."""
        deciding = [id for id in self.naive.open() if id in self.naive.survey.deciding and id != OPT_IN]
        id = data.draw(st.sampled_from(deciding or self.naive.open()))
        for choice in choices:
            self.answer_again(id, choice)
            for _ in range(choice % 4):
                if self.naive.stage != "checking":
                    self.say(self.good_reply(choice))

    def answer_again(self, id: str, choice: int) -> None:
        question = self.naive.survey.question(id)
        offered = on_offer(question, self.naive.counting()) or question.options
        match good_answer(question, offered, choice):
            case Picked(options):
                self.say(Picked(options, id))
            case Typed(text):
                self.say(Typed(text, id))
            case _:
                self.say(Skip(id))

    @precondition(lambda self: not self.naive.closed)
    @rule(data=st.data(), whole=st.booleans())
    def say_anything(self, data: st.DataObject, whole: bool) -> None:
        known = sorted({option for question in self.naive.survey for option in question.options})
        picked = st.lists(st.sampled_from([*known, "nonsense"]), max_size=3).map(tuple)
        go_on = sorted(words_of_all_surveys().go_on)
        typed = st.sampled_from([*SAID, *self.labels()]) | st.sampled_from([*GARBAGE, *go_on]) | st.text(max_size=8)
        said = data.draw(picked | typed | typed)
        id = self.some_question(data)
        self.say(Typed(said, id, whole) if isinstance(said, str) else Picked(said, id))

    @precondition(lambda self: not self.naive.closed)
    @rule(
        lines=st.lists(st.sampled_from(["One.", "two", " three ", "", "three\n", "\0"]), min_size=1, max_size=3),
        data=st.data(),
    )
    def tell(self, lines: list[str], data: st.DataObject) -> None:
        """Several messages, to a question in own words if there is one; the product may be started anew in between."""
        texts = [id for id in self.naive.open() if self.naive.survey.question(id).kind is Kind.TEXT]
        if texts:
            self.say(Open(data.draw(st.sampled_from(texts))))
        for line in lines:
            if line == "two":
                self.world.restart()
            self.say(Typed(line, whole=False))
        endings: list[Reply] = [Done(), Skip(), Back()]
        self.say(data.draw(st.sampled_from(endings)))

    @precondition(lambda self: not self.naive.closed)
    @rule(taps=st.lists(st.integers(0, 11), min_size=1, max_size=5), data=st.data())
    def tick(self, taps: list[int], data: st.DataObject) -> None:
        """On and off, the product started anew in between; then done, on, away, or typed after all."""
        id = self.some_question(data)
        question = self.naive.survey.find(id or self.naive.at or "")
        options = ("nonsense", *(question.options if question else ()))
        for tap in taps:
            self.say(Tick(options[tap % len(options)], id))
            if tap % 4 == 0:
                self.world.restart()
        endings: list[Reply] = [Done(id), Done(), Skip(), Back(), Typed("1", whole=False), Picked(options[-1:], id)]
        self.say(data.draw(st.sampled_from(endings)))

    @precondition(lambda self: not self.naive.closed)
    @rule(data=st.data())
    def wander(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from([None, *self.ids(), "nowhere"]))
        ways: list[Reply] = [Done(id), Skip(id), Back(id), Back(), Open(id or "nowhere"), Send(), Stop()]
        self.say(data.draw(st.sampled_from(ways)))

    @precondition(lambda self: not self.naive.closed)
    @rule(data=st.data())
    def switch_language(self, data: st.DataObject) -> None:
        self.language = data.draw(st.sampled_from([*self.world.edition.wordings, "fr"]))

    @precondition(lambda self: not self.naive.closed)
    @rule()
    def restart(self) -> None:
        self.world.restart()
        self.compare()

    @precondition(lambda self: self.version < MOST_VERSIONS and not self.naive.closed)
    @rule(data=st.data())
    def republish(self, data: st.DataObject) -> None:
        self.version += 1
        self.world.publish([data.draw(feedback_files(self.version) | equality_files(self.version)).file])
        self.compare()

    @precondition(lambda self: self.naive.closed)
    @rule(data=st.data())
    def next_one_comes(self, data: st.DataObject) -> None:
        """After somebody who did not notice that it was over."""
        late: list[Reply] = [Typed("1"), Picked(("yes",)), Done(), Skip(), Back(), Open(self.ids()[0]), Send(), Stop()]
        self.say(data.draw(st.sampled_from(late)))
        self.begin(data)

    def teardown(self) -> None:
        """Nobody is trapped: whoever answers on reaches the end, and what was said is kept."""
        if not hasattr(self, "world"):
            return
        try:
            if self.agreed:
                self.answer_to_the_end()
        finally:
            self.world.close()

    def answer_to_the_end(self) -> None:
        for choice in range(len(self.naive.survey.questions) + 1):
            if not self.naive.closed:
                self.say(self.good_reply(choice))
        assert self.world.session.closed, "trapped"

    def some_question(self, data: st.DataObject) -> str | None:
        return data.draw(
            st.none() | st.sampled_from([*self.naive.open(), None]) | st.sampled_from([*self.ids(), "nowhere"])
        )

    def ids(self) -> list[str]:
        return [question.id for question in self.naive.survey]

    def labels(self) -> list[str]:
        edition = self.world.edition
        asked = edition.survey.question(self.naive.at) if self.naive.at else edition.survey.questions[0]
        return sorted(
            {label for wording in edition.wordings.values() for label in wording.texts[asked.id].labels.values()}
        )


def good_answer(question: Question, offered: tuple[str, ...], choice: int) -> Reply:
    match question.kind:
        case Kind.STATEMENT:
            return Skip()
        case Kind.TEXT:
            return Typed(f"words {choice}")
        case Kind.NUMBER | Kind.DAY | Kind.MONTH:
            return Typed(VALUES[question.kind][choice % len(VALUES[question.kind])])
        case Kind.SEVERAL:
            free = [option for option in offered if option not in question.exclusive] or [*offered]
            return Picked((free[choice % len(free)], free[choice // 3 % len(free)]))
        case Kind.CHOICE | Kind.SCALE | Kind.CONSENT:
            return Picked((offered[choice % len(offered)],))


def in_short(event: Event) -> Told:
    kind = type(event).__name__
    match event:
        case Withdrawn(questions) | Restored(questions):
            return (kind, *questions)
        case Misread(question, reason, options, again):
            return (kind, question, reason.value, *options, *(["again"] if again else []))
        case Noted(question, _) | Added(question) | Ticked(question) | Reopened(question):
            return (kind, question)
        case _:
            return (kind,)
