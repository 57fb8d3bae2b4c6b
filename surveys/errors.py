"""Every way in which a survey file can be wrong: one catalogue of codes, each with its words and its remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it is, what it is, and the facts that its words need."""

    file: str
    line: int
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict, compare=False)

    @property
    def says(self) -> str:
        return CATALOGUE[self.code][0].format(**self.facts)

    @property
    def remedy(self) -> str:
        return CATALOGUE[self.code][1].format(**self.facts)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.says} {self.remedy}"


CATALOGUE: Mapping[str, tuple[str, str]] = {
    "not-yaml": (
        "This cannot be read as YAML: {why}.",
        "Mend the line; mind the indentation and the colons.",
    ),
    "not-text": ("This file is not UTF-8 text.", "Save it again as UTF-8."),
    "too-large": (
        "This file is larger than {most} bytes.",
        "Split the survey, or leave out what is not wording.",
    ),
    "no-file": ("There is no such file.", "Check the path."),
    "anchor": ("Anchors and aliases (& and *) are not read.", "Write the value out in full."),
    "wrong-shape": ("`{key}` must be {wanted}.", "Write it as {wanted}."),
    "duplicate-key": ("`{key}` stands here a second time.", "Keep one of the two."),
    "unknown-key": ("`{key}` means nothing here.", "Use one of: {known}."),
    "missing-key": ("`{key}` is missing.", "Add `{key}: {example}`."),
    "empty-text": ("`{key}` is empty.", "Write the words, or leave the key out where it is optional."),
    "not-one-of": ("`{value}` is no {key}.", "Use one of: {known}."),
    "not-a-number": ("`{key}` is `{value}`, not a whole number from 1 up.", "Write a number such as 1."),
    "bad-id": (
        "`{id}` cannot be an id.",
        "Use at most {most} small letters, digits and hyphens, beginning with a letter or digit.",
    ),
    "reserved-id": ("`{id}` is taken: it is a word of conditions, or the name of a page.", "Choose another id."),
    "duplicate-question": (
        "A question `{id}` stands on line {first} already.",
        "Give this one an id of its own.",
    ),
    "duplicate-option": ("The option `{option}` stands here twice.", "Keep one of the two."),
    "no-questions": ("The survey asks nothing.", "Add at least one question under `questions`."),
    "too-many": ("There are {count} {what}; {most} is the limit.", "Split the survey."),
    "options-missing": ("A {kind} question needs at least two options.", "Add `options: [one, other]`."),
    "options-on-text": ("A text question has no `{key}`.", "Remove `{key}`, or make it a choice."),
    "only-for-several": (
        "`exclusive` means something for kind `several` only.",
        "Remove it, or change the kind.",
    ),
    "unknown-list": (
        "There is no list of options named `{name}`.",
        "Define it under `options`, or use: {known}.",
    ),
    "option-unknown": ("`{key}` names `{option}`, which is not among the options.", "Use one of: {known}."),
    "condition-unreadable": (
        "The condition cannot be read at `{at}`.",
        "Write it like `unfair = yes or selected(needs, other)`, with and, or, not and brackets.",
    ),
    "condition-question": (
        "The condition looks at `{question}`, which no question is.",
        "Use one of: {known}.",
    ),
    "condition-forward": (
        "The condition looks at `{question}`, which does not come before this question.",
        "Move that question up, or change the condition.",
    ),
    "condition-option": ("`{question}` has no option `{option}`.", "Use one of: {known}."),
    "condition-kind": ("`{question}` is of kind {kind}: {form} does not fit it.", "Write {better}."),
    "narrows-unknown": (
        "`narrows` must name an earlier choice question; `{question}` is none.",
        "Name the broader question, and put it before this one.",
    ),
    "opt-in-missing": (
        "An equality section begins with the question `{id}` of kind consent.",
        "Put it first, with the options [yes, no].",
    ),
    "consent-options": ("A consent question has the options [yes, no].", "Write `options: [yes, no]`."),
    "wording-missing": ("There is no English wording.", "Add the file {wanted}."),
    "wording-question": ("`{question}` has no wording in this language.", "Add `{question}:` with `ask:`."),
    "wording-option": ("The option `{option}` of `{question}` has no label.", "Add it under `options`."),
    "wording-unknown": ("Wording for `{id}`, which the survey does not ask.", "Remove it, or mend the id."),
    "same-label": (
        "`{first}` and `{second}` of `{question}` have the same label.",
        "Word them apart: nobody could choose between them.",
    ),
    "too-long": ("`{key}` has {length} characters; {most} is the limit.", "Shorten it."),
    "language-twice": ("The language `{language}` is worded in two files.", "Keep one of the two."),
}
