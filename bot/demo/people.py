"""Who answers the demonstration, and how they were treated: the shares, the planted gap and the planted null."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

GAP = "caribbean"  # treated worse, below
NULL = "indian"  # treated exactly like everybody else
GAP_LOGIT = -1.1  # on every ordered question but the first and the last: about 78 % positive becomes about 55 %
UNFAIR = 0.07
UNFAIR_IN_GAP = 0.25

ETHNICITY: Mapping[str, float] = {
    "british": 52.0, "irish": 2.0, "gypsy-irish-traveller": 0.6, "roma": 0.5, "white-other": 6.0,
    "white-black-caribbean": 2.0, "white-black-african": 0.8, "white-asian": 1.0, "mixed-other": 1.0,
    "indian": 8.0, "pakistani": 6.0, "bangladeshi": 2.5, "chinese": 1.0, "asian-other": 2.0,
    "caribbean": 7.0, "african": 4.0, "black-other": 1.0, "arab": 1.2, "any-other": 1.4,
}  # fmt: skip
GROUP_OF = {
    **dict.fromkeys(("british", "irish", "gypsy-irish-traveller", "roma", "white-other"), "white"),
    **dict.fromkeys(("white-black-caribbean", "white-black-african", "white-asian", "mixed-other"), "mixed"),
    **dict.fromkeys(("indian", "pakistani", "bangladeshi", "chinese", "asian-other"), "asian"),
    **dict.fromkeys(("caribbean", "african", "black-other"), "black"),
    **dict.fromkeys(("arab", "any-other"), "other"),
}
CHANNELS: Mapping[str, float] = {"web": 55, "kiosk": 20, "paper": 15, "terminal": 10}
LANGUAGE_OF: Mapping[str, str] = {"pakistani": "ur"}
SPEAKS_IT = 0.4  # of those whose community's language the survey has

EQUALITY: Mapping[str, Mapping[str, float]] = {
    "age": {
        "under-16": 4, "16-17": 4, "18-24": 12, "25-34": 18, "35-44": 17, "45-54": 15, "55-64": 13, "65-74": 10,
        "75-over": 7,
    },
    "sex": {"female": 53, "male": 47},
    "gender-same": {"yes": 98, "no": 2},
    "orientation": {"heterosexual": 88, "gay-lesbian": 4, "bisexual": 4, "other": 1, "not-sure": 3},
    "religion": {
        "no-religion": 36, "buddhist": 1, "christian": 38, "hindu": 6, "jewish": 1, "muslim": 13, "sikh": 4,
        "any-other": 1,
    },
    "condition": {"yes": 62, "no": 38},
    "condition-limits": {"a-lot": 35, "a-little": 45, "not-at-all": 20},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One invented respondent. `mood` shifts all their answers together, as real people's answers go together."""

    ethnicity: str
    language: str
    mood: float

    @property
    def gap(self) -> float:
        return GAP_LOGIT if self.ethnicity == GAP else 0.0

    @property
    def unfair(self) -> float:
        return UNFAIR_IN_GAP if self.ethnicity == GAP else UNFAIR


def drawn(shares: Mapping[str, float], chance: Random) -> str:
    return chance.choices(tuple(shares), tuple(shares.values()))[0]


def somebody(chance: Random, team_mood: float) -> Person:
    ethnicity = drawn(ETHNICITY, chance)
    own_language = LANGUAGE_OF.get(ethnicity, "en")
    language = own_language if chance.random() < SPEAKS_IT else "en"
    return Person(ethnicity, language, team_mood + chance.gauss(0, 0.6))
