"""A small survey with everything in it that routing has to deal with, read from text as an author would write it."""

from pathlib import Path

from bot.survey_files import SurveyFile, load_survey
from surveys.errors import Problem
from surveys.text import Edition, followed_by

WARD = """\
survey: ward
version: 1
section: feedback
audience: patient
options:
  often: [always, never, dont-know]
questions:
  - id: respect
    kind: choice
    options: often
    positive: [always]
    outside-base: [dont-know]
    competency: staff-knowledge
  - id: needs
    kind: several
    options: [food, prayer, other, none]
    exclusive: [none]
  - id: needs-other
    kind: text
    if: selected(needs, other)
  - id: unfair
    kind: choice
    options: [no, yes, not-sure]
  - id: unfair-who
    kind: choice
    options: [staff, others]
    if: unfair = yes or unfair = not-sure
  - id: better
    kind: text
"""
WARD_EN = """\
language: en
status: draft
wording-version: 1
title: The ward
options: {always: "Yes, always", never: "No, never", dont-know: I don't know,
  "no": "No", "yes": "Yes", not-sure: Not sure}
questions:
  respect: {ask: "Did staff treat you with respect?"}
  needs: {ask: "What was missing?",
    options: {food: Food, prayer: A place to pray, other: Something else, none: None of these}}
  needs-other: {ask: "What else was missing?"}
  unfair: {ask: "Were you treated unfairly?"}
  unfair-who: {ask: "Who treated you unfairly?",
    options: {staff: Staff, others: Other people}}
  better: {ask: "What could we do better?"}
"""
WARD_UR = """\
language: ur
status: draft
wording-version: 1
title: وارڈ
options: {always: "جی ہاں، ہمیشہ", never: "نہیں، کبھی نہیں", dont-know: معلوم نہیں,
  "no": نہیں, "yes": جی ہاں, not-sure: یقین نہیں}
questions:
  respect: {ask: "کیا عملے نے آپ کا احترام کیا؟"}
  needs: {ask: "کیا چیز نہیں ملی؟",
    options: {food: کھانا, prayer: نماز کی جگہ, other: کچھ اور, none: ان میں سے کوئی نہیں}}
  needs-other: {ask: "اور کیا نہیں ملا؟"}
  unfair: {ask: "کیا آپ کے ساتھ ناانصافی ہوئی؟"}
  unfair-who: {ask: "کس نے ناانصافی کی؟",
    options: {staff: عملہ, others: دوسرے لوگ}}
  better: {ask: "ہم کیا بہتر کر سکتے ہیں؟"}
"""
EQUALITY = """\
survey: equality
version: 1
section: equality
audience: everyone
questions:
  - id: equality-opt-in
    kind: consent
    options: [yes, no]
  - id: ethnicity-group
    kind: choice
    options: [asian, white, prefer-not-to-say]
  - id: ethnicity
    kind: choice
    narrows: ethnicity-group
    options: {asian: [indian, asian-other], white: [irish, white-other]}
    always: [prefer-not-to-say]
  - id: ethnicity-words
    kind: text
    if: ethnicity = asian-other or ethnicity = white-other
  - id: age
    kind: choice
    options: [under-65, 65-over, prefer-not-to-say]
  - id: migrant
    kind: choice
    options: [recent, long-ago]
    default: off
"""
EQUALITY_EN = """\
language: en
status: draft
wording-version: 1
title: About you
options: {"yes": "Yes", "no": "No", prefer-not-to-say: Prefer not to say}
questions:
  equality-opt-in: {ask: "Do you want to answer the equality questions?"}
  ethnicity-group: {ask: "What is your ethnic group?",
    options: {asian: Asian, white: White}}
  ethnicity: {ask: "Which one?",
    options: {indian: Indian, asian-other: Any other Asian, irish: Irish, white-other: Any other White}}
  ethnicity-words: {ask: "How would you describe it?"}
  age: {ask: "How old are you?",
    options: {under-65: Under 65, 65-over: 65 or over}}
  migrant: {ask: "When did you come to the UK?",
    options: {recent: Lately, long-ago: Long ago}}
"""


def written(folder: Path, **texts: str) -> Path:
    """Writes `ward="..."`, `ward_en="..."` as ward.yaml and ward.en.yaml; returns the first."""
    paths = [folder / f"{name.replace('_', '.')}.yaml" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths[0]


def edition(path: Path) -> Edition:
    loaded = load_survey(path)
    assert isinstance(loaded, SurveyFile), "\n".join(map(str, loaded))
    return loaded.edition


def problems(path: Path) -> tuple[Problem, ...]:
    loaded = load_survey(path)
    assert not isinstance(loaded, SurveyFile), "nothing was found wrong"
    return loaded


def ward_alone(folder: Path) -> Edition:
    return edition(written(folder, ward=WARD, ward_en=WARD_EN, ward_ur=WARD_UR))


def ward(folder: Path) -> Edition:
    main = ward_alone(folder)
    section = edition(written(folder, equality=EQUALITY, equality_en=EQUALITY_EN))
    return followed_by(main, section, frozenset({"ethnicity", "age"}))
