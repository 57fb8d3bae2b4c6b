"""What can be wrong with a FHIR Questionnaire and with no other survey: part of the catalogue in `errors`."""

from collections.abc import Mapping

FHIR: Mapping[str, tuple[str, str]] = {
    "fhir-not-json": ("This cannot be read as JSON: {why}.", "Export it again as FHIR R4 JSON."),
    "fhir-resource": ("This is `{type}`, not a FHIR Questionnaire.", "Import a resource of type Questionnaire."),
    "fhir-size": ("There are more than {most} {what}.", "Take out what is no survey, or split it."),
    "fhir-long": ("A text has {length} characters; {most} is the limit.", "Shorten it."),
    "fhir-character": ("It holds the character {character}, which no text may.", "Remove the character."),
    "fhir-many": ("There are more than {most} problems; these are the first.", "Mend them, and import again."),
    "fhir-shape": ("`{key}` must be {wanted}.", "Write {wanted}, as FHIR R4 has it."),
    "fhir-missing": ("`{key}` is missing.", "Add it, as FHIR R4 wants it."),
    "fhir-element": ("`{key}` is not supported here.", "Remove it; what is read here: {known}."),
    "fhir-modifier": (
        "The modifier extension `{url}` changes what this means, and Heard does not know how.",
        "Word the questionnaire without it.",
    ),
    "fhir-extension": ("The extension `{url}` is not supported here.", "Remove it; what is read here: {known}."),
    "fhir-extension-twice": ("The extension `{url}` stands here a second time.", "Keep one of the two."),
    "fhir-language": (
        "The questionnaire is in `{language}`.",
        "Put English into its elements, and every other language into translation extensions beside them.",
    ),
    "fhir-status": ("The status is `{status}`.", "Import a questionnaire that is draft or active."),
    "fhir-type": ("The type `{type}` is not supported.", "Use one of: {known}."),
    "fhir-kind": ("`{kind}` does not fit the type `{type}`.", "Remove the extension, or use one of: {known}."),
    "fhir-id": ("`{value}` holds nothing that an id could be made of.", "Use letters from a to z, digits and hyphens."),
    "fhir-link-twice": (
        "`{link}` and `{first}` would both become `{id}`: only small letters, digits and hyphens are kept.",
        "Give one of them another linkId.",
    ),
    "fhir-nested": (
        "Heard asks one question at a time, and this stands inside another.",
        "Put it behind that question, or in a group; inside a question stands nothing but its instructions.",
    ),
    "fhir-words": (
        "There are no words in {language}.",
        "Add them, English in `{key}` and others as translations of it.",
    ),
    "fhir-translation-twice": ("The language `{language}` stands here twice.", "Keep one of the two."),
    "fhir-required": (
        "The question cannot be skipped, and nothing says why in {language}.",
        "Add the extension {url} with the reason, or let people skip it.",
    ),
    "fhir-option": ("The option is no `valueCoding`.", "Give it a code and a display."),
    "fhir-operator": ("`{operator}` is not supported for `{question}`.", "Use {known}."),
    "fhir-answer": (
        "The condition has no answer that can be compared.",
        "Use one of answerCoding, answerInteger, answerDecimal, answerDate, and answerBoolean with exists.",
    ),
    "fhir-question": ("The condition looks at `{question}`, which no item is.", "Mend the linkId."),
    "fhir-system": ("`{question}` has no options of the system `{system}`.", "Use one of: {known}."),
    "fhir-behaviour": (
        "Nothing says whether all of these conditions must hold or any.",
        "Add enableBehavior: all or any.",
    ),
    "fhir-expression": (
        "The condition is written in `{language}`.",
        "Write it with enableWhen, or in Heard's own language, {known}.",
    ),
    "fhir-two-conditions": ("There is an enableWhen and an expression.", "Keep one of the two."),
}
