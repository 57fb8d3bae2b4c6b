"""Words of a Questionnaire in every language that it has, and how they come together as the wordings of a survey."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveys.fhir.names import TRANSLATION, own
from surveys.fhir.reading import Desk, Element, Extensions, extensions, parts
from surveys.text import SOURCE_LANGUAGE
from surveys.tree import Entry, Scalar, Table

Said = Mapping[str, Scalar]  # by language
MOST_LANGUAGES = 100


@dataclass(frozen=True, slots=True)
class Words:
    """What one element says, where it stands and under which key."""

    element: Element
    key: str
    said: Said


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of one question; `labels` by option."""

    id: Scalar
    ask: Words
    hint: Said
    why: Said
    pictures: Said
    labels: Mapping[str, Words]
    needed: bool

    def everywhere(self) -> Iterator[Words]:
        """What must be said in every language."""
        yield self.ask
        yield from self.labels.values()

    def every_language(self) -> Iterator[str]:
        labels = (words.said for words in self.labels.values())
        for said in (self.ask.said, self.hint, self.why, self.pictures, *labels):
            yield from said


def words(element: Element, key: str) -> Words:
    said: dict[str, Scalar] = {}
    english = element.text(key) if key in element.held else None
    if english is not None:
        said[SOURCE_LANGUAGE] = english
    beside = element.one(f"_{key}")
    if beside is not None:
        beside.only(("extension",))
        _by_language(extensions(beside, (), (TRANSLATION,)).by_url.get(TRANSLATION, ()), said)
    return Words(element, key, said)


def own_words(held: Extensions, name: str) -> Said:
    """What only we have: an extension of its own for each language, English among them."""
    said: dict[str, Scalar] = {}
    _by_language(held.by_url.get(own(name), ()), said)
    return said


def _by_language(found: Iterable[Element], said: dict[str, Scalar]) -> None:
    for extension in found:
        both = parts(extension, ("lang", "content"))
        language, content = both.text("lang", "valueCode"), both.text("content", "valueString")
        for name in ("lang", "content"):
            if name not in both.by_url:
                extension.note("", "fhir-missing", key=name)
        if language is None or content is None:
            continue
        if language.text in said:
            extension.note("", "fhir-translation-twice", language=language.text)
        said.setdefault(language.text, content)


def described(held: Extensions) -> dict[str, dict[str, Scalar]]:
    """How far each language has been checked, by whom, and in which version."""
    found: dict[str, dict[str, Scalar]] = {}
    for extension in held.by_url.get(own("wording"), ()):
        said = parts(extension, ("language", "status", "version", "checker"))
        language = said.text("language", "valueCode")
        if language is None:
            extension.note("", "fhir-missing", key="language")
            continue
        if language.text in found:
            extension.note("", "fhir-translation-twice", language=language.text)
        entries = {
            "language": language,
            "status": said.text("status", "valueCode"),
            "wording-version": said.number("version", "valueInteger"),
            "checker": said.text("checker", "valueString"),
        }
        found[language.text] = {key: entry for key, entry in entries.items() if entry is not None}
    return found


def wordings(
    title: Words, asked: tuple[Asked, ...], about: Mapping[str, Mapping[str, Scalar]], desk: Desk
) -> Iterator[Table]:
    """English, and every language that is whole; what others lack has been noted."""
    languages = dict.fromkeys((SOURCE_LANGUAGE, *about, *title.said))
    for one in asked:
        languages.update(dict.fromkeys(one.every_language()))
    if len(languages) > MOST_LANGUAGES:
        title.element.note("", "fhir-size", what="languages", most=MOST_LANGUAGES)
        return
    for language in languages:
        if _whole(language, title, asked) or language == SOURCE_LANGUAGE:
            yield _wording(language, title, asked, about.get(language, {}), desk)


def _whole(language: str, title: Words, asked: Iterable[Asked]) -> bool:
    whole = _there(title, language)
    for one in asked:
        if title.element.desk.full:
            return False
        missing = [each for each in one.everywhere() if not _there(each, language)]
        whole = whole and not missing
        if one.needed and language not in one.why:
            one.ask.element.note("required", "fhir-required", language=language, url=own("why-needed"))
            whole = False
    return whole


def _there(words: Words, language: str) -> bool:
    if language in words.said:
        return True
    words.element.note(words.key, "fhir-words", language=language, key=words.key)
    return False


def _wording(language: str, title: Words, asked: Iterable[Asked], about: Mapping[str, Scalar], desk: Desk) -> Table:
    here = desk.at("Questionnaire")
    entries = {
        "language": Scalar(language, here),
        "status": Scalar("draft", here),
        "wording-version": Scalar("1", here),
        "title": _said(title, language, "title"),
    } | dict(about)
    questions = Table(tuple(Entry(one.id, _question(one, language)) for one in asked), here)
    return Table((*(_entry(key, scalar) for key, scalar in entries.items()), _node("questions", questions)), here)


def _question(one: Asked, language: str) -> Table:
    said = {"hint": one.hint, "picture": one.pictures, "why-needed": one.why}
    optional = {key: each.get(language) for key, each in said.items()}
    if one.needed and optional["why-needed"] is None:
        optional["why-needed"] = one.id  # its lack has been noted; no second problem may follow from the first
    entries = [_entry("ask", _said(one.ask, language, one.id.text))]
    entries += [_entry(key, scalar) for key, scalar in optional.items() if scalar is not None]
    if one.labels:
        labels = (_entry(option, _said(label, language, option)) for option, label in one.labels.items())
        entries.append(_node("options", Table(tuple(labels), one.id.line)))
    return Table(tuple(entries), one.id.line)


def _said(words: Words, language: str, otherwise: str) -> Scalar:
    return words.said.get(language) or Scalar(otherwise, words.element.line)


def _entry(key: str, scalar: Scalar) -> Entry:
    return Entry(Scalar(key, scalar.line), scalar)


def _node(key: str, table: Table) -> Entry:
    return Entry(Scalar(key, table.line), table)
