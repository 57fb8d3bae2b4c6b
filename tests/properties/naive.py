"""The survey engine once more, as plainly as it can be said: everything is worked out anew from a list of answers.

It shares no decision with `surveys.engine`, `routing`, `record` or `conditions.holds`: only the values, and the
reading of what was typed. Slow and obvious on purpose: where the two differ, one of them is wrong.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from surveys.answers import Answer, Chosen, Day, Month, Nothing, Number, Several, Words
from surveys.conditions import Always, Both, Compared, Condition, Counted, Either, Is, Not, Operator, Selected
from surveys.definition import EQUALITY, FEEDBACK, OPT_IN, YES, Kind, Question, Survey
from surveys.events import Misread, Reason
from surveys.lexicon import Languages
from surveys.reading import read_picked, read_typed
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Typed

Told: TypeAlias = tuple[str, ...]  # what kind of event, and the questions it names
Answers: TypeAlias = Mapping[str, Answer]
NOT_HERE: list[Told] = [("NotHere",)]


class Naive:
    """One respondent: everything that was ever accepted, in order, and where they look."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.accepted: list[tuple[str, Answer]] = []
        self.stage = "giving"
        self.at: str | None = survey.questions[0].id
        self.writing: Words | None = None  # an answer in own words that the next message goes on with
        self.just_missed = False  # whether the last reply here could not be read

    def counting(self) -> dict[str, Answer]:
        """The answers that stand."""
        last = dict(self.accepted)
        counting: dict[str, Answer] = {}
        for question in self.survey.questions:
            if question.id not in last or not is_asked(question, counting):
                continue
            if still_on_offer(question, last[question.id], counting):
                counting[question.id] = last[question.id]
        return counting

    def asked(self, section: str) -> list[str]:
        counting = self.counting()
        return [q.id for q in self.survey.questions if q.section == section and is_asked(q, counting)]

    def unanswered(self, section: str) -> list[str]:
        counting = self.counting()
        return [id for id in self.asked(section) if id not in counting]

    def open(self) -> list[str]:
        """What can be looked at: whatever is asked in the section that goes on."""
        return [] if self.closed else self.asked(self.section)

    @property
    def closed(self) -> bool:
        return self.stage in ("finished", "stopped")

    @property
    def section(self) -> str:
        return EQUALITY if self.stage == "sent" else FEEDBACK

    def hear(self, reply: Reply, languages: Languages) -> list[Told]:
        if self.closed:
            return NOT_HERE
        match reply:
            case Stop():
                return self.stop()
            case Send():
                return self.send()
            case Open(question):
                return self.look_at(question) if question in self.open() else NOT_HERE
            case Back(question):
                return self.back(question or self.at)
            case Typed() | Picked() | Done() | Skip():
                id = reply.question or self.at
                return self.answer(id, reply, languages) if id in self.open() else NOT_HERE

    def stop(self) -> list[Told]:
        ended = "finished" if self.stage == "sent" else "stopped"
        self.stand(ended, None)
        return [(ended.capitalize(),)]

    def send(self) -> list[Told]:
        if self.stage != "checking":
            return NOT_HERE
        self.stage = "sent"
        return [("Sent",), *self.go_on()]

    def back(self, looked_at: str | None) -> list[Told]:
        """To the last question before that one, which need not be asked any more."""
        before = [question.id for question in self.survey.questions if question.section == self.section]
        if looked_at is not None and looked_at not in before:
            return NOT_HERE
        before = before[: before.index(looked_at)] if looked_at else before
        earlier = [id for id in self.open() if id in before]
        return self.look_at(earlier[-1]) if earlier else [("NowhereBack",)]

    def look_at(self, id: str) -> list[Told]:
        self.go_to(id)
        return [("Reopened", id)]

    def go_to(self, id: str) -> None:
        self.stand("sent" if self.stage == "sent" else "giving", id)

    def stand(self, stage: str, at: str | None) -> None:
        self.stage, self.at, self.writing, self.just_missed = stage, at, None, False

    def go_on(self) -> list[Told]:
        """To the first question without an answer; after the last, to the check page or the end."""
        coming = self.unanswered(self.section)
        if coming:
            self.go_to(coming[0])
            return []
        self.stand("finished" if self.stage == "sent" else "checking", None)
        return [("Finished",)] if self.closed else []

    def answer(self, id: str | None, reply: Typed | Picked | Done | Skip, languages: Languages) -> list[Told]:
        question = next(q for q in self.survey.questions if q.id == id)
        written = self.writing if id == self.at else None
        if question.kind is Kind.TEXT and isinstance(reply, Typed) and not reply.whole:
            return self.one_more_line(question, written, reply.text)
        read = self.read(question, written, reply, languages)
        if read is Nothing.SKIPPED and question.needed and question.kind is not Kind.STATEMENT:
            read = Misread(question.id, Reason.NEEDED)
        return self.missed(read) if isinstance(read, Misread) else self.accept(question, read)

    def read(
        self, question: Question, written: Words | None, reply: Typed | Picked | Done | Skip, languages: Languages
    ) -> Answer | Misread:
        offered = on_offer(question, self.counting())
        match reply:
            case Skip():
                return written or Nothing.SKIPPED
            case Done():
                return written or Misread(question.id, Reason.EMPTY)
            case Picked(options):
                return read_picked(question, offered, options)
            case Typed(text):
                return read_typed(question, offered, languages, text)

    def one_more_line(self, question: Question, written: Words | None, text: str) -> list[Told]:
        if read_typed(question, (), Languages(), text) is Nothing.SKIPPED:
            return self.missed(Misread(question.id, Reason.EMPTY))
        words = read_typed(question, (), Languages(), f"{written.text}\n{text}" if written else text)
        if isinstance(words, Misread):
            return self.missed(words)
        self.go_to(question.id)
        self.writing = words if isinstance(words, Words) else None
        self.accepted.append((question.id, words))
        return [("Added", question.id)]

    def missed(self, misread: Misread) -> list[Told]:
        """No answer changes. Where it was not the question that stood, it is now; the second there is told as such."""
        if misread.question != self.at:
            self.go_to(misread.question)
        again = ("again",) if self.just_missed else ()
        self.just_missed = True
        return [("Misread", misread.question, misread.reason.value, *misread.options, *again)]

    def accept(self, question: Question, answer: Answer) -> list[Told]:
        before = self.counting()
        self.accepted.append((question.id, answer))
        after = self.counting()
        told: list[Told] = [("Noted", question.id)]
        gone = [id for id in before if id not in after and id != question.id]
        come_back = [id for id in after if id not in before and id != question.id]
        if gone:
            told.append(("Withdrawn", *gone))
        if come_back:
            told.append(("Restored", *come_back))
        return [*told, *self.go_on()]

    def feedback(self) -> dict[str, Answer]:
        """Passed by before the furthest point that was reached: not asked. Anything else without an answer: not
        reached."""
        counting, asked, coming = self.counting(), self.asked(FEEDBACK), self.unanswered(FEEDBACK)
        questions = [q for q in self.survey.questions if q.section == FEEDBACK]
        reached = [place for place, q in enumerate(questions) if q.id in counting or q.id in coming[:1]]
        furthest = max(reached) if coming else len(questions)
        record: dict[str, Answer] = {}
        for place, question in enumerate(questions):
            if question.kind is Kind.STATEMENT:
                continue
            passed_by = question.id not in asked and place < furthest
            nothing = Nothing.NOT_ASKED if passed_by else Nothing.NOT_REACHED
            record[question.id] = counting.get(question.id, nothing)
        return record

    def equality(self) -> dict[str, Answer]:
        counting = self.counting()
        if counting.get(OPT_IN) != Chosen(YES):
            return {}
        asked = self.asked(EQUALITY)
        record: dict[str, Answer] = {}
        for question in self.survey.questions:
            if question.id in asked and question.id != OPT_IN and question.kind is not Kind.STATEMENT:
                record[question.id] = counting.get(question.id, Nothing.NOT_REACHED)
        for question in self.survey.questions:
            if question.section == EQUALITY and question.narrowing is not None:
                self.join(question, record)
        return record

    def join(self, finer: Question, record: dict[str, Answer]) -> None:
        """A two-step answer is one: the finer where one was chosen, else the broader."""
        if finer.narrowing is None or finer.narrowing.broad not in record:
            return
        broad = record.pop(finer.narrowing.broad)
        answer = record.get(finer.id)
        if not set(options_of(answer)) - set(finer.narrowing.always):
            record[finer.id] = broad

    def said_nothing(self) -> bool:
        return not [answer for answer in self.counting().values() if not isinstance(answer, Nothing)]


def is_asked(question: Question, counting: Answers) -> bool:
    if question.section == EQUALITY and question.id != OPT_IN and counting.get(OPT_IN) != Chosen(YES):
        return False
    if question.narrowing is not None and not on_offer(question, counting):
        return False
    return is_true(question.condition, counting)


def on_offer(question: Question, counting: Answers) -> tuple[str, ...]:
    if question.narrowing is None:
        return question.options
    broad = counting.get(question.narrowing.broad)
    finer = question.narrowing.by_answer.get(broad.option, ()) if isinstance(broad, Chosen) else ()
    return (*finer, *question.narrowing.always) if finer else ()


def still_on_offer(question: Question, answer: Answer, counting: Answers) -> bool:
    return all(option in on_offer(question, counting) for option in options_of(answer))


def options_of(answer: Answer | None) -> tuple[str, ...]:
    match answer:
        case Chosen(option):
            return (option,)
        case Several(options):
            return options
        case _:
            return ()


def is_true(condition: Condition, counting: Answers) -> bool:
    match condition:
        case Always():
            return True
        case Not(inner):
            return not is_true(inner, counting)
        case Both(left, right):
            return is_true(left, counting) and is_true(right, counting)
        case Either(left, right):
            return is_true(left, counting) or is_true(right, counting)
        case Is(question, option):
            return counting.get(question) == Chosen(option)
        case Selected(question, option):
            several = counting.get(question)
            return isinstance(several, Several) and option in several.options
        case Counted(question, operator, number):
            several = counting.get(question)
            return isinstance(several, Several) and in_order(len(several.options), operator, number)
        case Compared(question, operator, value):
            answer = counting.get(question)
            if not isinstance(answer, Number | Day | Month):
                return False
            return in_order(as_number(answer), operator, as_number(value))


def as_number(measured: Number | Day | Month) -> Decimal:
    """Days and months counted from the year 0, so that later is more."""
    match measured:
        case Number(value):
            return value
        case Day(value):
            return Decimal(value.year * 10_000 + value.month * 100 + value.day)
        case Month((year, month)):
            return Decimal(year * 100 + month)


def in_order(left: Decimal | int, operator: Operator, right: Decimal | int) -> bool:
    if operator is Operator.IS:
        return left == right
    if operator in (Operator.LESS, Operator.AT_MOST) and left < right:
        return True
    if operator in (Operator.MORE, Operator.AT_LEAST) and left > right:
        return True
    return operator in (Operator.AT_MOST, Operator.AT_LEAST) and left == right
