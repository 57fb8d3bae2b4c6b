"""The survey engine once more, as plainly as it can be said: everything is worked out anew from a list of answers.

It shares no decision with `surveys.engine`, `routing`, `record` or `conditions.holds`: only the values, and the
reading of what was typed. Slow and obvious on purpose: where the two differ, one of them is wrong.
"""

from typing import TypeAlias

from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.definition import EQUALITY, FEEDBACK, OPT_IN, YES, Kind, Question, Survey
from surveys.events import Misread, Reason
from surveys.lexicon import Languages
from surveys.reading import read_picked, read_typed
from surveys.replies import Back, Done, Open, Picked, Reply, Send, Skip, Stop, Tick, Typed
from tests.properties.naive_rules import Answers, is_asked, on_offer, options_of, still_on_offer

Told: TypeAlias = tuple[str, ...]  # what kind of event, and the questions it names
NOT_HERE: list[Told] = [("NotHere",)]


class Naive:
    """One respondent: everything that was ever accepted, in order, and where they look."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.accepted: list[tuple[str, Answer | None]] = []  # None: the last tick was taken away
        self.stage = "giving"
        self.at: str | None = survey.questions[0].id
        self.writing: Words | Several | None = None  # an answer that the next message or tick goes on with
        self.just_missed = False  # whether the last reply here could not be read

    def counting(self) -> dict[str, Answer]:
        """The answers that stand."""
        last = dict(self.accepted)
        counting: dict[str, Answer] = {}
        for question in self.survey.questions:
            answer = last.get(question.id)
            if answer is None or not is_asked(question, counting):
                continue
            if still_on_offer(question, answer, counting):
                counting[question.id] = answer
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
            case Typed() | Picked() | Tick() | Done() | Skip():
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

    def answer(self, id: str | None, reply: Typed | Picked | Tick | Done | Skip, languages: Languages) -> list[Told]:
        question = next(q for q in self.survey.questions if q.id == id)
        written = self.writing if id == self.at else None
        if question.kind is Kind.TEXT and isinstance(reply, Typed) and not reply.whole:
            return self.one_more_line(question, written, reply.text)
        if question.kind is Kind.SEVERAL and isinstance(reply, Tick):
            return self.one_more_tick(question, reply.option)
        read = self.read(question, written, reply, languages)
        if read is Nothing.SKIPPED and question.needed and question.kind is not Kind.STATEMENT:
            read = Misread(question.id, Reason.NEEDED)
        return self.missed(read) if isinstance(read, Misread) else self.accept(question, read)

    def read(
        self,
        question: Question,
        written: Words | Several | None,
        reply: Typed | Picked | Tick | Done | Skip,
        languages: Languages,
    ) -> Answer | Misread:
        offered = on_offer(question, self.counting())
        match reply:
            case Skip():
                return written or Nothing.SKIPPED
            case Done():
                given = self.counting().get(question.id)
                ticked = given if question.kind is Kind.SEVERAL and isinstance(given, Several) else None
                return written or ticked or Misread(question.id, Reason.EMPTY)
            case Tick(option):
                return read_picked(question, offered, (option,))
            case Picked(options):
                return read_picked(question, offered, options)
            case Typed(text):
                return read_typed(question, offered, languages, text)

    def one_more_tick(self, question: Question, option: str) -> list[Told]:
        before = self.counting()
        offered, ticked = on_offer(question, before), [*options_of(before.get(question.id))]
        if option not in offered:
            return self.missed(Misread(question.id, Reason.UNKNOWN))
        if option in ticked:
            ticked.remove(option)
        elif option in question.exclusive:
            ticked = [option]
        else:
            ticked = [one for one in ticked if one not in question.exclusive] + [option]
        answer = Several(tuple(one for one in offered if one in ticked)) if ticked else None
        self.go_to(question.id)
        self.accepted.append((question.id, answer))
        self.writing = answer
        return [("Ticked", question.id), *self.knock_on(before, question.id)]

    def one_more_line(self, question: Question, written: Words | Several | None, text: str) -> list[Told]:
        if read_typed(question, (), Languages(), text) is Nothing.SKIPPED:
            return self.missed(Misread(question.id, Reason.EMPTY))
        together = f"{written.text}\n{text}" if isinstance(written, Words) else text
        words = read_typed(question, (), Languages(), together)
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
        return [("Noted", question.id), *self.knock_on(before, question.id), *self.go_on()]

    def knock_on(self, before: Answers, changed: str) -> list[Told]:
        after, told = self.counting(), list[Told]()
        gone = [id for id in before if id not in after and id != changed]
        come_back = [id for id in after if id not in before and id != changed]
        if gone:
            told.append(("Withdrawn", *gone))
        if come_back:
            told.append(("Restored", *come_back))
        return told

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
