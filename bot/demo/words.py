"""What the invented respondents write. Every sentence is made up for this purpose."""

from collections.abc import Mapping
from random import Random

_SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "overall-why": (
            "Somebody rang me back when they said they would.",
            "I waited a long time and nobody told me why.",
            "The first visit was hard, later ones were better.",
        ),
        "good": (
            "The night staff made tea and listened.",
            "I could sit in the garden.",
            "They explained the tablets twice without being cross.",
            "=SUM of small kindnesses",  # looks like a formula on purpose: exports must keep it harmless
        ),
        "better": (
            "Tell us sooner when plans change.",
            "A quiet place to pray.",
            "Food that my family would recognise.",
            "More people who speak my language.",
        ),
        "unfair-text": (
            "They laughed at how I say my name.",
            "I was told to calm down when I was calm.",
        ),
        "needs-unmet-other": ("A place to be alone with my visitors.",),
    },
    "ur": {
        "overall-why": ("عملے نے میری بات تحمل سے سنی۔", "مجھے بہت انتظار کرنا پڑا۔"),
        "good": ("نرس نے ہر بات آسان لفظوں میں سمجھائی۔", "کھانا گرم ملا۔"),
        "better": ("حلال کھانا روز ملنا چاہیے۔", "ترجمان وقت پر آنا چاہیے۔"),
        "unfair-text": ("میرے نام کا مذاق اڑایا گیا۔",),
        "needs-unmet-other": ("جائے نماز۔",),
    },
}
WRITES = 0.25


def words(question: str, language: str, chance: Random) -> str | None:
    """Most people write nothing."""
    said = _SAID[language].get(question)
    return chance.choice(said) if said and chance.random() < WRITES else None
