"""What a file for a translator holds, whatever its format, and what came back in one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.translations.checking import faults_of
from bot.translations.faults import Fault
from bot.translations.plurals import RULES, examples, form_for, forms_of, numbers_of
from bot.translations.units import Standing, Translation, Unit
from surveys.text import Status

LARGEST_FILE = 4_000_000  # bytes: the largest language has about 150 kB with everything said about it
INTRODUCTION = (
    "Everything that Heard says in this language: its own phrases and the words of its surveys.\n"
    "Keep words in {braces} as they are. Where a limit is given, letters of double width, as in Chinese, count two."
)


@dataclass(frozen=True, slots=True)
class Returned:
    """One string as it came back. `unsure`: the translator marked it for somebody to look at again."""

    line: int
    english: tuple[str, ...]
    forms: tuple[str, ...]
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class TranslatorsFile:
    """`plural_rule`: where the format has one. A tool may have put its own, with the forms in another order."""

    name: str
    tag: str | None
    strings: Mapping[str, Returned]
    plural_rule: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What whoever imports says about the whole file: how far it was checked, and by whom."""

    status: Status
    checker: str | None


def notes_of(unit: Unit) -> Iterator[str]:
    """What a translator should know about a string."""
    if unit.note:
        yield unit.note
    if unit.most is not None:
        yield f"At most {unit.most} wide."
    if unit.same:
        yield "It stays as it is in English."


def note_of_form(tag: str, form: int) -> str:
    return f"Form {form}: for {examples(RULES[tag], form)}"


def english_for(tag: str, unit: Unit, form: int) -> str:
    """The English of a plural's form: what English says for the first number that the form is for."""
    rule = RULES[tag]
    first = next((n for n in range(201) if form_for(rule)(n) == form), 0)
    return unit.english[0 if first == 1 else 1]


def empty_forms(tag: str, unit: Unit) -> tuple[str, ...]:
    """As many as the language has, those that are there already filled in."""
    count = forms_of(RULES[tag]) if unit.plural else 1
    return tuple(unit.forms[form] if form < len(unit.forms) else "" for form in range(count))


def brought_home(held: Translation, file: TranslatorsFile, verdict: Verdict | None) -> Translation | tuple[Fault, ...]:
    """The language as the file has it; or everything that is wrong with the file, where it stands."""
    faults = [*_misfits(held, file)]
    units = tuple(_taken_over(unit, file.strings.get(unit.id)) for unit in held.units)
    after = replace(held, units=units, plural_rule=RULES[held.tag])
    told = {fault.facts.get("id") for fault in faults}
    lines = {f"{file.name}:{string.line}": id for id, string in file.strings.items()}
    places = {id: place for place, id in lines.items()}
    faults += [
        replace(one, place=places.get(one.place, file.name)) for one in faults_of(after) if one.place not in told
    ]
    if faults:
        return tuple(sorted(faults, key=_by_line))
    return replace(after, standings=_standings(held, after, verdict))


def _misfits(held: Translation, file: TranslatorsFile) -> Iterator[Fault]:
    if file.tag is not None and file.tag != held.tag:
        yield Fault(file.name, "other-language", {"found": file.tag, "tag": held.tag})
    rule = RULES[held.tag]
    if file.plural_rule is not None and numbers_of(file.plural_rule) != numbers_of(rule):
        yield Fault(file.name, "plural-rule", {"found": file.plural_rule, "wanted": rule})
    known = {unit.id: unit for unit in held.units}
    for id, string in file.strings.items():
        place, unit = f"{file.name}:{string.line}", known.get(id)
        if unit is None:
            yield Fault(place, "unknown-id", {"id": id})
        elif string.english != _sent(held.tag, unit, string):
            yield Fault(place, "english-changed", {"id": id})
        elif string.unsure:
            yield Fault(place, "unsure", {"id": id})
    yield from (Fault(file.name, "id-missing", {"id": id}) for id in known if id not in file.strings)


def _sent(tag: str, unit: Unit, string: Returned) -> tuple[str, ...]:
    """The English that was beside the string: two forms in one format, one for each of the language's in the other."""
    if not unit.plural or string.english == unit.english:
        return unit.english
    return tuple(english_for(tag, unit, form) for form in range(forms_of(RULES[tag])))


def _taken_over(unit: Unit, string: Returned | None) -> Unit:
    return unit if string is None else replace(unit, forms=string.forms)


def _standings(held: Translation, after: Translation, verdict: Verdict | None) -> dict[str, Standing]:
    changed = changed_parts(held, after)
    return {part: _standing(old, part in changed, verdict) for part, old in held.standings.items()}


def _standing(old: Standing, changed: bool, verdict: Verdict | None) -> Standing:
    """What nobody has checked since it was changed is a draft again."""
    version = old.version + changed
    if verdict is not None:
        return Standing(verdict.status, version, verdict.checker)
    return Standing(Status.DRAFT, version, None) if changed else old


def changed_parts(before: Translation, after: Translation) -> frozenset[str]:
    return frozenset(old.part for old, new in zip(before.units, after.units, strict=True) if old.forms != new.forms)


def repeated(ids: Iterable[tuple[str, int]], name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for id, line in ids:
        if id in seen:
            yield Fault(f"{name}:{line}", "id-twice", {"id": id})
        seen.add(id)


def _by_line(fault: Fault) -> tuple[int, str]:
    _, _, line = fault.place.rpartition(":")
    return (int(line) if line.isdigit() else 0, fault.code)
