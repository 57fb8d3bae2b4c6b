"""Every way in which a file of places can be wrong: one catalogue of codes, each with its words and its remedy.

Nothing here repeats what stands in a caseload: it is a small number of people, and what a command prints is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from feedback.places.codes import LONGEST_CODE


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` is nought where it is about the whole file, `column` empty where it is about the whole line."""

    file: str
    line: int
    column: str
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.file, f"line {self.line}" if self.line else "", self.column)))
        says, remedy = CATALOGUE[self.code]
        return f"{where}: {self.code}: {says.format(**self.facts)} {remedy.format(**self.facts)}"


CATALOGUE: Mapping[str, tuple[str, str]] = {
    "no-file": ("There is no such file.", "Check the path."),
    "is-a-folder": ("This is a folder.", "Name a file in it."),
    "cannot-be-read": ("The file cannot be read: {why}.", "See who may read it."),
    "too-large": ("This file is larger than {most} bytes.", "Split it, and import the parents first."),
    "not-text": ("This file is not UTF-8 text.", "Save it again as UTF-8; in Excel as “CSV UTF-8”."),
    "not-csv": ("This cannot be read as CSV: {why}.", "Mind the quotation marks: inside a value they stand twice."),
    "not-commas": ("The columns are kept apart by {mark}.", "Save it again with commas between the columns."),
    "empty": ("There is no place in this file.", "Write a heading `code,parent,name` and a line for each place."),
    "missing-column": ("There is no column `{name}`.", "Add it to the heading, and its values below."),
    "unknown-column": ("`{name}` means nothing here.", "Use these: {known}."),
    "unknown-ethnicity": ("`{group}` is no group of {scheme}.", "Write `caseload.` and one of: {known}."),
    "column-twice": ("The column `{name}` stands here a second time.", "Keep one of the two."),
    "no-heading": ("Values stand here under no heading.", "Give the column a heading, or clear the cells."),
    "no-code": ("This place has no code.", "Give it one; printed links lead to it."),
    "bad-code": (
        "No printed link can carry the code `{given}`.",
        f"Use at most {LONGEST_CODE} characters of A-Z, a-z, 0-9, _ and -.",
    ),
    "duplicate-code": ("`{given}` stands on line {first} already.", "Keep one of the two, or give this one its own."),
    "no-name": ("`{given}` has no name.", "Write the name that people will see."),
    "unprintable-name": ("The name holds characters that nobody sees.", "Type it anew."),
    "long-name": ("The name has more than {most} characters.", "Shorten it: it stands on posters and pages."),
    "unknown-level": ("`{given}` is no level.", "Use one of: {known}; or leave it empty."),
    "level-of-root": ("`{root}` is at the level trust, and no other place is.", "Leave the level empty."),
    "unknown-parent": (
        "There is no place `{given}`, in this file or before.",
        "Add it to the file, or see `heard place list`.",
    ),
    "second-root": (
        "Only `{root}` belongs to no other place.",
        "Name the place that this one belongs to, such as `{root}`.",
    ),
    "root-below": ("`{root}` is the whole trust, and belongs to no other place.", "Leave its parent empty."),
    "cycle": ("These belong to each other in a circle: {line}.", "Name another parent for one of them."),
    "not-people": ("This is no whole number of people.", "Write digits alone, such as 120, or 0 for nobody."),
    "half-a-caseload": (
        "Other groups of this place have a number, and this one has none.",
        "Write 0 for nobody, or leave the whole caseload of the line empty.",
    ),
}
