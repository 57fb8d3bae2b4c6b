"""Every way in which a translation can be wrong without anybody having to know its language, with words and remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """`place`: a file with its line, or the string's id."""

    place: str
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict, compare=False)

    @property
    def says(self) -> str:
        return CATALOGUE[self.code][0].format(**self.facts)

    @property
    def remedy(self) -> str:
        return CATALOGUE[self.code][1].format(**self.facts)

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.says} {self.remedy}"


CATALOGUE: Mapping[str, tuple[str, str]] = {
    "missing": ("`{id}` says nothing.", "Translate: {english}"),
    "same-as-english": (
        "`{id}` is still the English.",
        "Translate it. Where the same words are right, mark the phrase `heard-same` in locales/{tag}/heard.po.",
    ),
    "marked-same": ("`{id}` is marked `heard-same`, and differs from the English.", "Remove the mark."),
    "english-words": ("`{id}` has English words: {found}.", "Translate them; only names stay as they are."),
    "placeholder": (
        "`{id}` has {found} in braces, and the English has {wanted}.",
        "Keep each word in braces as it is in English, braces and all.",
    ),
    "plural-count": ("`{id}` has {found} forms; this language has {wanted}.", "Write one form for each."),
    "plural-rule": ("The header has the rule `{found}`.", "Write `{wanted}`."),
    "plural-unexpected": ("`{id}` has forms for numbers, and no number.", "Write one text."),
    "number-missing": (
        "`{id}`, form {form}, is for more than one number and does not say which.",
        "Put {{n}} where the number stands.",
    ),
    "too-wide": (
        "`{id}` is {found} wide and {most} is the limit; Chinese characters count two.",
        "Shorten it.",
    ),
    "foreign-letters": ("`{id}` has letters of another language: {found}.", "Type them with this language's keyboard."),
    "mixed-word": ("`{id}` has words of two scripts: {found}.", "Type the words anew with one keyboard."),
    "foreign-marks": ("`{id}` has the punctuation of another language: {found}.", "Use this language's own marks."),
    "not-nfc": ("`{id}` is not in Unicode's normal form NFC.", "Type it anew, or have an editor normalise it."),
    "invisible": ("`{id}` has characters that nobody sees: {found}.", "Remove them."),
    "unknown-id": ("There is no string `{id}`.", "Remove it, or export the file anew."),
    "id-missing": ("`{id}` is not in the file.", "Export the file anew and translate that."),
    "id-twice": ("`{id}` stands in the file twice.", "Keep one of the two."),
    "unsure": ("`{id}` is marked as unsure.", "Look at it again, and remove the mark."),
    "english-changed": (
        "The English of `{id}` is another one now.",
        "Export the file anew, and take the translations over into it.",
    ),
    "other-language": ("The file is for `{found}`, not for `{tag}`.", "Name its language, or the other file."),
    "unreadable": ("The file cannot be read: {why}.", "Export it anew, and save it in the same format."),
    "too-large": ("The file is larger than {most} bytes.", "Give the file that was exported."),
    "declares-type": ("The file declares a document type.", "Remove it: no translation needs one."),
    "survey-refused": ("{why}", "Mend it, and import again."),
}
