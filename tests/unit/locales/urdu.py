"""What can be wrong in the spelling of an Urdu text without knowing Urdu: letters and marks of another language."""

import re

ARABIC_ONLY = "يىكهة"  # Urdu has ی ک ہ ۃ in their place: they look alike, and no search finds the one for the other
ENGLISH_MARKS = ",;?"
LATIN = re.compile(r"[A-Za-z]+")
NAMES = {"PALS", "Relay", "SHOUT", "SignVideo", "Samaritans", "UK"}
_PLACEHOLDER = re.compile(r"\{[a-z]+\}")
_SENTENCE_END = re.compile(r"\.(\s|$)")


def faults_of_spelling(text: str) -> list[str]:
    plain = _PLACEHOLDER.sub("", text)
    letters = [character for character in plain if character in ARABIC_ONLY + ENGLISH_MARKS]
    latin = [word for word in LATIN.findall(plain) if word not in NAMES]
    return letters + latin + (["."] if _SENTENCE_END.search(plain) else [])
