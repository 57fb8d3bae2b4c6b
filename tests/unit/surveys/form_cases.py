"""For each mistake in a form: a form that makes it, and the place where it is to be told."""

from tests.unit.surveys.forms import EN, HEAD, YES_NO, Rows

ASKED = ["text", "why", "Why?"]
CHOSEN = ["select_one yn", "good", "Good?"]
NARROWED: Rows = [
    [*HEAD, "choice_filter"],
    ["select_one yn", "good", "Good?", ""],
    ["select_one n", "fine", "Fine?", "for = ${good}"],
]
FINER: Rows = [["list_name", "name", EN, "for"], *([*row, ""] for row in YES_NO[1:])]

FINEST: Rows = [["n", "a", "A", "yes"], ["n", "a", "Eh", "no"], ["n", "b", "B", "no"]]


def _one(*columns: str, row: list[str] = ASKED, then: list[str] | None = None) -> dict[str, Rows]:
    """A question with one more column."""
    return {"survey": [[*HEAD, *columns], [*row, *(then or [])]], "choices": YES_NO}


EVERY_CODE: dict[str, tuple[dict[str, Rows], str]] = {
    "xlsform-sheet-missing": ({"choices": YES_NO}, ""),
    "xlsform-sheet": ({"survey": [HEAD, ASKED], "osm": [["list_name"], ["x"]]}, "osm"),
    "xlsform-column-missing": ({"survey": [HEAD, CHOSEN], "choices": [row[1:] for row in YES_NO]}, "choices!1"),
    "xlsform-column": (_one("calculation", then=["1 + 1"]), "survey!D2"),
    "xlsform-column-twice": (_one("label", then=["Why?"]), "survey!D1"),
    "xlsform-column-unfit": (_one("constraint", then=[". >= 0"]), "survey!D2"),
    "xlsform-language": (_one("label::Klingon", then=["qatlh"]), "survey!D1"),
    "xlsform-no-english": ({"survey": [["type", "name", "label::Urdu (ur)"], ["text", "why", "کیوں؟"]]}, "survey!1"),
    "xlsform-language-unused": (
        {"survey": [HEAD, ASKED], "heard_languages": [["language", "status"], ["Urdu (ur)", "draft"]]},
        "heard_languages!A2",
    ),
    "xlsform-settings": ({"survey": [HEAD, ASKED], "settings": [["form_id"], ["a"], ["b"]]}, "settings!3"),
    "xlsform-type": ({"survey": [HEAD, ["geopoint", "where", "Where?"]]}, "survey!A2"),
    "xlsform-name-missing": ({"survey": [HEAD, ["text", "", "Why?"]]}, "survey!2"),
    "xlsform-name-twice": ({"survey": [HEAD, ASKED, ["text", "WHY", "Why?"]]}, "survey!B3"),
    "xlsform-group": ({"survey": [HEAD, ["begin group", "g", ""], ASKED]}, "survey!A2"),
    "xlsform-deep": ({"survey": [HEAD, *[["begin group", "g", ""]] * 11]}, "survey!A12"),
    "xlsform-list": ({"survey": [HEAD, CHOSEN]}, "survey!A2"),
    "xlsform-label-missing": (_one("label::Urdu (ur)", then=[""]) | {"choices": []}, "survey!2"),
    "xlsform-choice-differs": (
        {"survey": NARROWED, "choices": [*FINER, *FINEST]},
        "choices!B5",
    ),
    "xlsform-or-other": (
        {
            "survey": [[*HEAD, "label::Urdu (ur)"], ["select_one yn or_other", "good", "Good?", "اچھا؟"]],
            "choices": [["list_name", "name", EN, "label::Urdu (ur)"], ["yn", "yes", "Yes", "ہاں"]],
        },
        "survey!A2",
    ),
    "xlsform-required": (_one("required", then=["${good} = 'yes'"]), "survey!D2"),
    "xlsform-required-unexplained": (_one("required", then=["yes"]), "survey!D2"),
    "xlsform-message-alone": (_one("required_message::English (en)", then=["Because."]), "survey!D2"),
    "xlsform-kind": (_one("heard::kind", row=CHOSEN, then=["several"]), "survey!D2"),
    "xlsform-appearance": (_one("appearance", row=CHOSEN, then=["minimal"]), "survey!D2"),
    "xlsform-image": (_one("media::image::English (en)", then=["ward.jpg"]), "survey!D2"),
    "xlsform-reference": ({"survey": [HEAD, ["text", "why", "Why, ${name}?"]]}, "survey!C2"),
    "xlsform-condition": (
        {
            "survey": [[*HEAD, "relevant"], [*CHOSEN, ""], [*ASKED, "string-length(${good}) > 1"]],
            "choices": YES_NO,
        },
        "survey!D3",
    ),
    "xlsform-condition-question": (_one("relevant", then=["${later} = 'x'"]), "survey!D2"),
    "xlsform-constraint": (
        _one("constraint", row=["integer", "n", "How many?"], then=["regex(., '[0-9]+')"]),
        "survey!D2",
    ),
    "xlsform-filter": (
        {"survey": [*NARROWED[:2], ["select_one yn", "b", "B?", "position() < 3"]], "choices": YES_NO},
        "survey!D3",
    ),
    "xlsform-filter-empty": (
        {"survey": NARROWED, "choices": [*FINER, ["n", "a", "A", "yes"], ["n", "b", "B", ""]]},
        "choices!5",
    ),
}  # fmt: skip
