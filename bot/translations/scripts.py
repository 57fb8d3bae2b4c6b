"""Letters and marks of a language, told from those of others without knowing it: they look alike, and searches fail."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Vowels, written where a word needs them.
_ARABIC_SIGNS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670"
_SENTENCE_DOT = r"[^\W\d_]\.(?:\s|$)"


@dataclass(frozen=True, slots=True)
class Script:
    """`block`: the first word of its letters' names in Unicode. Without `letters`, all of the block belong."""

    block: str
    letters: frozenset[str] = frozenset()
    charset: str | None = None
    besides: frozenset[str] = field(default=frozenset())
    marks: re.Pattern[str] | None = None  # marks of other languages, standing by a letter of this one

    def holds(self, letter: str) -> bool:
        if self.letters:
            return letter.lower() in self.letters
        if self.charset:
            return letter in self.besides or _encodes(letter, self.charset)
        return True


def _script(block: str, letters: str = "", marks: str | None = None) -> Script:
    return Script(block, frozenset(letters), marks=re.compile(marks) if marks else None)


def _chinese(charset: str, besides: str = "") -> Script:
    """Each way of writing has an old character set of its own, which holds next to nothing of the other's."""
    marks = re.compile(r"[\u4e00-\u9fff][,;:?!.()]|[,;:?!.()][\u4e00-\u9fff]")
    return Script("CJK", charset=charset, besides=frozenset(besides), marks=marks)


SCRIPTS: Mapping[str, Script] = {
    "en": _script("LATIN", _LATIN),
    "en-easyread": _script("LATIN", _LATIN),
    "ar": _script("ARABIC", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي" + _ARABIC_SIGNS, r"[\u0600-\u06ff]\s*[,;?]|[۔।]"),
    "bn": _script("BENGALI", "", r"[\u0980-\u09ff]\.(?:\s|$)|।\."),
    "gu": _script("GUJARATI", "", "।"),
    "hi": _script("DEVANAGARI", "", r"[\u0900-\u097f]\.(?:\s|$)|।\."),
    "pa": _script("GURMUKHI", "", r"[\u0a00-\u0a7f]\.(?:\s|$)|।\."),
    "pl": _script("LATIN", _LATIN + "ąćęłńóśźż"),
    "ro": _script("LATIN", _LATIN + "ăâîșț"),
    "ru": _script("CYRILLIC", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "so": _script("LATIN", _LATIN),
    "ur": _script(
        "ARABIC",
        "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھۂۃیے" + _ARABIC_SIGNS,
        r"[\u0600-\u06ff]\s*[,;?]|" + _SENTENCE_DOT,
    ),
    "zh-Hans": _chinese("gb2312"),
    "zh-Hant": _chinese("big5", "着裏"),  # as Hong Kong writes them
}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|(?!\n)[\x00-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[\u0300-\u036f])*")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}|(?<!\w)/[a-z]+")  # and commands, which are the same in every language
_LATIN_WORD = re.compile(r"(?<![A-Za-zÀ-ɏ])[A-Za-z]+(?:[&'’][A-Za-z]+)*(?![A-Za-zÀ-ɏ])")


def without_placeholders(text: str) -> str:
    return _PLACEHOLDER.sub("", text)


def block_of(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def latin_words(text: str) -> list[str]:
    """`A&E` is one word, and so is `carer's`; what stands before an accented letter is none."""
    return _LATIN_WORD.findall(without_placeholders(text))


def foreign_letters(tag: str, text: str) -> list[str]:
    """Letters that are neither the language's own nor plain Latin ones; whole Latin words are another matter."""
    script = SCRIPTS[tag]
    return sorted({letter for letter in _letters(text) if not _fits(script, letter)})


def mixed_words(text: str) -> list[str]:
    """A Latin `o` in a Russian word looks right, and reads out wrong."""
    return [word for word in _WORD.findall(without_placeholders(text)) if len({block_of(one) for one in word}) > 1]


def foreign_marks(tag: str, text: str) -> list[str]:
    marks = SCRIPTS[tag].marks
    return [found[0] for found in marks.finditer(without_placeholders(text))] if marks else []


def invisible_characters(text: str) -> list[str]:
    return [f"U+{ord(found[0]):04X}" for found in _INVISIBLE.finditer(text)]


def _letters(text: str) -> Iterator[str]:
    return (one for one in without_placeholders(text) if unicodedata.category(one)[0] in "LM")


def _fits(script: Script, letter: str) -> bool:
    block = block_of(letter)
    if block != script.block:
        return block == "LATIN" and letter.isascii()
    return script.holds(letter)


def _encodes(letter: str, charset: str) -> bool:
    try:
        letter.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
