"""What one made-up person says to each question, and what must be on record for it in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from bot.app import Product
from bot.i18n import Phrases
from feedback.records import Channel, Response
from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.definition import EQUALITY, Kind, Question
from surveys.text import Edition

OPT_IN = "equality-opt-in"
_OFTEN_SKIPPED = 0.2


@dataclass(frozen=True, slots=True)
class Offer:
    """What people can answer, in their language: as `heard serve` has it on this database."""

    survey: str
    edition: Edition
    phrases: Phrases
    begins: str  # what the button says that leads there

    def asked_in(self, text: str) -> Question | None:
        """The question that a message of the chat asks: other words may stand before it."""
        wording = self.edition.wording(self.phrases.language.tag)
        found = [question for question in self.edition.survey if wording.ask(question.id) in text]
        return max(found, key=lambda question: len(wording.ask(question.id)), default=None)

    def label(self, question: Question, option: str) -> str:
        return self.edition.wording(self.phrases.language.tag).label(question.id, option)

    def say(self, phrase: str) -> str:
        return self.phrases.text(phrase)


async def offer(product: Product, survey: str, language: str) -> Offer:
    edition = await product.editions.edition(survey, None, None)
    assert edition is not None
    phrases = product.catalogues.phrases(language)
    return Offer(survey, edition, phrases, phrases.text(f"start.{survey}"))


@dataclass(slots=True)
class Script:
    """`name` stands in all that this person writes: so their record is known among all others."""

    name: str
    offer: Offer
    chance: Random
    said: dict[str, Answer] = field(default_factory=dict)

    def words(self) -> tuple[str, ...]:
        return tuple(f"{self.name}, part {number} 🌼" for number in range(1, self.chance.randint(1, 3) + 1))

    def answer(self, question: Question) -> Answer:
        """Decided once: asked again, a person says the same."""
        if question.id not in self.said:
            self.said[question.id] = self._decided(question)
        return self.said[question.id]

    def is_of(self, response: Response) -> bool:
        return any(isinstance(one, Words) and f"{self.name}," in one.text for one in response.answers.values())

    def expected(self) -> tuple[Mapping[str, Answer], Mapping[str, Answer]]:
        """Feedback and equality, as the record has them where something was said or skipped."""
        kept = {id: answer for id, answer in self.said.items() if id != OPT_IN}
        equality = {one.id for one in self.offer.edition.survey if one.section == EQUALITY}
        return (
            {id: answer for id, answer in kept.items() if id not in equality},
            {id: answer for id, answer in kept.items() if id in equality},
        )

    def _decided(self, question: Question) -> Answer:
        if question.id == OPT_IN:
            return Chosen("no")
        if question.kind is Kind.TEXT:
            return Words("\n".join(self.words()))
        if question.id != "overall" and self.chance.random() < _OFTEN_SKIPPED:
            return Nothing.SKIPPED
        if question.kind is Kind.SEVERAL:
            several = [option for option in question.options if option not in question.exclusive]
            picked = set(self.chance.sample(several, 2))
            return Several(tuple(option for option in question.options if option in picked))
        return Chosen(self.chance.choice(question.options))


def faults(scripts: Sequence[Script], responses: Sequence[Response], channels: Mapping[str, Channel]) -> list[str]:
    """Whatever is not on record exactly as it was said, exactly once."""
    found = [] if len(scripts) == len(responses) else [f"{len(scripts)} people, {len(responses)} responses"]
    for script in scripts:
        theirs = [response for response in responses if script.is_of(response)]
        if len(theirs) != 1:
            found.append(f"{script.name}: {len(theirs)} responses")
        found.extend(f"{script.name}: {fault}" for one in theirs for fault in _unlike(script, one, channels))
    return found


def _unlike(script: Script, response: Response, channels: Mapping[str, Channel]) -> list[str]:
    answers, equality = script.expected()
    recorded = {id: one for id, one in response.answers.items() if one is not Nothing.NOT_ASKED}
    pairs: Mapping[str, tuple[object, object]] = {
        "answers": (recorded, answers),
        "equality": (dict(response.equality), equality),
        "survey": (response.survey, script.offer.survey),
        "channel": (response.channel, channels[script.name]),
        "place": (response.place, "ward-7"),
    }
    return [f"{what}: recorded {was}, said {said}" for what, (was, said) in pairs.items() if was != said]
