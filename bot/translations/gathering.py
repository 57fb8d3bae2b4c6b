"""A language's files -> a Translation: each string beside its English. The only place that knows where they lie."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from io import StringIO
from pathlib import Path

import yaml
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.i18n import phrases_folder
from bot.translations.units import CATALOGUES, PHRASES, Standing, Translation, Unit
from surveys.limits import LONGEST_ASK, LONGEST_HINT, LONGEST_LABEL, LONGEST_TITLE
from surveys.text import SOURCE_LANGUAGE, Status

SAME = "heard-same"
_BUTTONS = (
    "button.",
    "kiosk.clear",
    "start.again",
    "withdraw.confirm-no",
    "withdraw.confirm-yes",
    "elsewhere.again",
    "elsewhere.carry-on",
)
_NO_BUTTONS = ("start.again-text", "elsewhere.again-text")
_NO_WORDING = ("language", "status", "wording-version", "checker")
_LIMITS = {"title": LONGEST_TITLE, "ask": LONGEST_ASK, "hint": LONGEST_HINT, "why-needed": LONGEST_HINT}
_NOTES = {
    "title": "The name of these questions.",
    "ask": "A question.",
    "hint": "Under the question.",
    "why-needed": "Why it must be answered.",
}
_HEADER = re.compile(r'^"(Plural-Forms|X-Heard-[A-Za-z]+): ?(.*)\\n"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Folders:
    phrases: Path
    surveys: Path

    @property
    def languages(self) -> tuple[str, ...]:
        tags = sorted(path.parent.name for path in self.phrases.glob("*/heard.po"))
        return (SOURCE_LANGUAGE, *(tag for tag in tags if tag != SOURCE_LANGUAGE))

    @property
    def survey_ids(self) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in self.surveys.glob("*.yaml") if "." not in path.stem))

    def catalogue(self, part: str, tag: str) -> Path:
        return self.phrases / tag / f"{CATALOGUES[part]}.po"

    def wording(self, survey: str, tag: str) -> Path:
        return self.surveys / f"{survey}.{tag}.yaml"


def shipped_folders() -> Folders:
    return Folders(phrases_folder(), Path(str(files("surveys") / "library")))


def read_translation(folders: Folders, tag: str) -> Translation:
    heads = {part: headers_of(folders.catalogue(part, tag).read_text(encoding="utf-8")) for part in CATALOGUES}
    standings = {
        part: _standing(head["X-Heard-Status"], head["X-Heard-Version"], head["X-Heard-Checker"])
        for part, head in heads.items()
    }
    units = [unit for part in CATALOGUES for unit in _phrases(folders, part, tag)]
    for survey in folders.survey_ids:
        english, own = wording_in(folders.wording(survey, SOURCE_LANGUAGE)), wording_in(folders.wording(survey, tag))
        units += _wording(survey, english, own)
        standings[survey] = _standing(
            own.get("status", "draft"), own.get("wording-version", "1"), own.get("checker", "")
        )
    return Translation(tag, tuple(units), standings, heads[PHRASES]["Plural-Forms"])


def headers_of(catalogue: str) -> dict[str, str]:
    """What Babel changes or drops."""
    return dict(_HEADER.findall(catalogue))


def wording_in(path: Path) -> dict[str, str]:
    """`questions.overall.ask` and so on, in the file's order; nothing where there is no file."""
    if not path.is_file():
        return {}
    loaded = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - makes text only
    return dict(_flat("", loaded))


def is_wording(key: str) -> bool:
    return key not in _NO_WORDING and not key.endswith(".picture")


def _flat(prefix: str, held: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in held.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", str(value)


def _standing(status: str, version: str, checker: str) -> Standing:
    return Standing(Status(status), int(version), checker.strip() or None)


def messages_in(path: Path) -> dict[str, Message]:
    catalogue = read_po(StringIO(path.read_text(encoding="utf-8")), abort_invalid=True)
    return {name_of(message): message for message in catalogue if message.id}


def name_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def texts_of(message: Message | None) -> tuple[str, ...]:
    if message is None:
        return ()
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _phrases(folders: Folders, part: str, tag: str) -> Iterator[Unit]:
    english, own = (messages_in(folders.catalogue(part, one)) for one in (SOURCE_LANGUAGE, tag))
    for key, source in english.items():
        message = own.get(key)
        yield Unit(
            part=part,
            key=key,
            english=texts_of(source),
            forms=() if message is None or message.fuzzy else texts_of(message),
            note=" ".join(source.auto_comments),
            most=LONGEST_LABEL if key.startswith(_BUTTONS) and key not in _NO_BUTTONS else None,
            same=message is not None and SAME in message.flags,
        )
    yield from (Unit(part, key, ("",), texts_of(message)) for key, message in own.items() if key not in english)


def _wording(survey: str, english: Mapping[str, str], own: Mapping[str, str]) -> Iterator[Unit]:
    """What English has, in its order; then what this language alone has beside it."""
    for key, source in english.items():
        if is_wording(key):
            yield _worded(survey, key, source, own.get(key, ""), english)
    for key, text in own.items():
        if is_wording(key) and key not in english:
            yield _of_its_own(survey, key, text, english)


def _of_its_own(survey: str, key: str, text: str, english: Mapping[str, str]) -> Unit:
    """Easy Read explains more than English does; and one word for "yes" does not fit every question everywhere."""
    question, option = question_of(key), key.rsplit(".", 1)[-1]
    if key == f"{question}.hint":
        unit = _worded(survey, key, english.get(f"{question}.ask", ""), text, english)
        return replace(unit, note="A hint that only this language has, under the question that stands here in English.")
    return _worded(survey, key, english.get(f"options.{option}", ""), text, english)


def _worded(survey: str, key: str, source: str, text: str, english: Mapping[str, str]) -> Unit:
    kind = key.rsplit(".", 1)[-1] if not _is_label(key) else "label"
    return Unit(
        part=survey,
        key=key,
        english=(source,),
        forms=(text,) if text else (),
        note=_note(key, kind, english),
        most=_LIMITS.get(kind, LONGEST_LABEL),
    )


def _note(key: str, kind: str, english: Mapping[str, str]) -> str:
    if kind != "label":
        return _NOTES[kind]
    asked = english.get(f"{question_of(key)}.ask")
    return f"An answer to: {asked}" if asked else "An answer to several questions."


def _is_label(key: str) -> bool:
    return key.startswith("options.") or ".options." in key


def question_of(key: str) -> str:
    """`questions.overall` of every key below it."""
    parts = key.split(".")
    return ".".join(parts[:2]) if parts[0] == "questions" else ""
