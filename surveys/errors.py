"""Every way in which a survey file can be wrong: one catalogue of codes, each with its words and its remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.fhir.problems import FHIR


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it is, what it is, and the facts that its words need."""

    file: str
    line: int
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict, compare=False)
    place: str = field(default="", compare=False)  # in a workbook: the sheet and the cell, where a line says too little

    @property
    def says(self) -> str:
        return CATALOGUE[self.code][0].format(**self.facts)

    @property
    def remedy(self) -> str:
        return CATALOGUE[self.code][1].format(**self.facts)

    def __str__(self) -> str:
        where = ":".join(filter(None, (self.file, self.place or (str(self.line) if self.line else ""))))
        return f"{where}: {self.code}: {self.says} {self.remedy}"


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
    "options-on-text": ("A question of kind {kind} has no `{key}`.", "Remove `{key}`, or make it a choice."),
    "range-without-number": ("A question of kind {kind} has no `{key}`.", "Remove `{key}`, or make it a number."),
    "range-unreadable": ("`range` cannot be read.", "Write the smallest and the largest: {example}."),
    "range-upside-down": ("The range ends before it begins.", "Write the smaller of the two first."),
    "range-too-fine": (
        "The range ends between two possible answers: these have {places} decimal places.",
        "Write ends that can be answered, or more `places`.",
    ),
    "places-unfit": ("`places` is for numbers, and a digit from 0 to 6.", "Write such a digit, or remove `places`."),
    "only-for-scale": ("`{key}` means something for kind `scale` only.", "Remove it, or change the kind."),
    "same-as-later": (
        "`same-as` names version {version}; this is version {this}.",
        "Name this version or an earlier one.",
    ),
    "needed-unexplained": (
        "`{question}` cannot be skipped, and this language does not say why.",
        "Add `why-needed:` under `{question}`.",
    ),
    "why-without-need": (
        "`{question}` can be skipped, so there is nothing to explain.",
        "Remove `why-needed`, or write `needed: yes` in the question.",
    ),
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
    "unreachable": (
        "`{question}` can never be asked: no answers to the questions before it fulfil its condition.",
        "Change the condition, or remove the question.",
    ),
    "label-wide": (
        "In {language} the label of `{option}` of `{question}` is {width} columns wide; a button shows {most}.",
        "Shorten it.",
    ),
    "language-twice": ("The language `{language}` is worded in two files.", "Keep one of the two."),
    "workbook-old": (
        "This is an old workbook (.xls), or one behind a password.",
        "Open it, and save it as .xlsx without a password.",
    ),
    "workbook-unreadable": (
        "This cannot be read as a workbook: {why}.",
        "Open it in a spreadsheet program and save it as .xlsx.",
    ),
    "workbook-macros": ("The workbook carries programs: {part}.", "Save it as .xlsx, which holds none."),
    "workbook-outside": ("The workbook reaches outside itself: {part}.", "Remove what it links to or embeds."),
    "workbook-bomb": ("{what} unpacks to more than {most}.", "Save only the survey's own sheets in a new workbook."),
    "workbook-entities": (
        "{part} declares a document type, which no spreadsheet program writes.",
        "Save the workbook again as .xlsx.",
    ),
    "workbook-size": ("There are more than {most} {what}.", "Remove what is no survey; clear formats far out."),
    "cell-formula": ("The cell holds a formula.", "Paste it as a value."),
    "cell-error": ("The cell holds the error `{value}`.", "Write what is meant."),
    "cell-long": ("The cell has {length} characters; {most} is the limit.", "Shorten it."),
    "cell-control": ("The cell holds characters that nobody can see.", "Type its text anew."),
    "xlsform-sheet-missing": ("There is no sheet `{sheet}`.", "Add it, with the columns {wanted}."),
    "xlsform-sheet": (
        "The sheet `{sheet}` asks for what Heard does not have.",
        "Remove the sheet, and what refers to it.",
    ),
    "xlsform-column-missing": ("There is no column `{column}`.", "Add it."),
    "xlsform-column": ("The column `{column}` is not supported.", "Empty it, or use one of: {known}."),
    "xlsform-column-twice": ("`{column}` stands here a second time.", "Keep one of the two columns."),
    "xlsform-column-unfit": ("`{column}` means nothing for `{type}`.", "Empty the cell."),
    "xlsform-language": (
        "`{language}` names no language that a computer can tell.",
        "Write the name and its tag, such as English (en), Urdu (ur) or Chinese zh-Hans (zh).",
    ),
    "xlsform-no-english": (
        "The form has no English.",
        "Add the columns `label::English (en)`; every other language falls back on it.",
    ),
    "xlsform-language-unused": (
        "`{language}` is described here, and no label is in it.",
        "Add its label columns, or remove the row.",
    ),
    "xlsform-settings": ("The settings have more than one row.", "Keep one."),
    "xlsform-type": ("The type `{type}` is not supported.", "Use one of: {known}."),
    "xlsform-name-missing": ("The row has no name.", "Write one in the column `name`."),
    "xlsform-name-twice": (
        "`{name}` and `{first}` would both become `{id}`: capitals and underscores are not kept.",
        "Give one of them another name.",
    ),
    "xlsform-group": ("`{type}` has no other end.", "Write as many `end group` as `begin group`."),
    "xlsform-deep": ("Groups stand more than {most} deep in each other.", "Take the outer ones away."),
    "xlsform-list": ("There is no list `{list}` of choices.", "Use one of: {known}."),
    "xlsform-label-missing": ("`{name}` has no label in {language}.", "Write it in `{column}`."),
    "xlsform-choice-differs": (
        "The choice `{name}` stands here again with other labels.",
        "Word it alike, or give it another name.",
    ),
    "xlsform-or-other": (
        "`or_other` has no words for {languages}.",
        "Write the choice `other` and a text question after this one, worded in every language.",
    ),
    "xlsform-required": ("`required` is `{value}`.", "Write yes or no: a question is needed always or never."),
    "xlsform-required-unexplained": (
        "`{name}` cannot be skipped, and nothing says why in {language}.",
        "Write the reason in `{column}`, or leave `required` empty.",
    ),
    "xlsform-message-alone": (
        "The question can be skipped, so `{column}` is never seen.",
        "Empty it, or require an answer.",
    ),
    "xlsform-kind": ("`heard::kind` is `{value}`.", "Write scale or consent, on a select_one, or leave it empty."),
    "xlsform-appearance": ("The appearance `{appearance}` is not supported.", "Empty it; {known}."),
    "xlsform-image": (
        "`{image}` is no picture that Heard has.",
        "Write the name of one of its symbols, such as listening.svg.",
    ),
    "xlsform-reference": (
        "Heard does not put answers into texts, and `${{` begins such a place.",
        "Word the text without it.",
    ),
    "xlsform-condition": (
        "The condition cannot be read at `{at}`.",
        "Compare ${{name}} to 'a choice', 3 or date('2026-01-31'); also selected(), count-selected(), and, or, not().",
    ),
    "xlsform-condition-question": (
        "The condition looks at `{question}`, which no question before this one is.",
        "Use one of: {known}.",
    ),
    "xlsform-constraint": (
        "The constraint cannot be read at `{at}`.",
        "Write only the smallest and the largest that is allowed, like {example}.",
    ),
    "xlsform-filter": (
        "The choice filter `{filter}` cannot be read.",
        "Write `column = ${{question}}`, with a column of the choices and an earlier select_one.",
    ),
    "xlsform-filter-empty": ("The choice has nothing in `{column}`, by which `{question}` filters.", "Fill it in."),
    "version-frozen": (
        "{survey} version {version} was published with other content.",
        "Write `version: {next}` in the file.",
    ),
    "lineage-unpublished": (
        "`{question}` is said to mean what it meant in version {version} of {survey}, which was never published.",
        "Name a published version, or write `same-as: {this}` in the question.",
    ),
    "lineage-unasked": (
        "`{question}` is said to mean what it meant in version {version} of {survey}, which does not ask it.",
        "Write `same-as: {this}` in the question.",
    ),
    "lineage-differs": (
        "`{question}` is to mean what it did in {survey} version {version}: its {what}, now {now}, was {then} there.",
        "Make them alike, or write `same-as: {this}` in the question.",
    ),
    **FHIR,
}
