"""A small survey with every kind of question that the shipped ones do without, in two directions of writing."""

from pathlib import Path

from bot.app import Product, today
from bot.editions import freeze
from bot.survey_files import SurveyFile, load_survey

STAY = """\
survey: stay
version: 1
section: feedback
audience: patient
questions:
  - {id: welcome, kind: statement}
  - {id: agree, kind: consent, options: [yes, no], needed: yes}
  - {id: nights, kind: number, range: [0, 365]}
  - {id: hours, kind: number, range: [0, 24], places: 1}
  - {id: moved, kind: day, range: [2020-01-01, 2026-03-27], if: nights >= 2}
  - {id: since, kind: month, range: [2020-01, 2026-03]}
  - {id: story, kind: text}
"""
ENGLISH = """\
language: en
status: draft
wording-version: 1
title: Your stay
options: {"yes": "Yes", "no": "No"}
questions:
  welcome: {ask: Some questions about your stay, hint: They take one minute.}
  agree: {ask: "May we begin?", why-needed: Without a yes we may not ask anything else.}
  nights: {ask: "How many nights did you stay?"}
  hours: {ask: "How many hours did you wait?"}
  moved: {ask: "When did you come to this ward?"}
  since: {ask: "Since when have you used the service?"}
  story: {ask: "What happened?"}
"""
URDU = """\
language: ur
status: draft
wording-version: 1
title: آپ کا قیام
options: {"yes": "ہاں", "no": "نہیں"}
questions:
  welcome: {ask: آپ کے قیام کے بارے میں کچھ سوالات, hint: ان میں ایک منٹ لگتا ہے۔}
  agree: {ask: "کیا ہم شروع کریں؟", why-needed: آپ کی ہاں کے بغیر ہم اور کچھ نہیں پوچھ سکتے۔}
  nights: {ask: "آپ کتنی راتیں یہاں رہے؟"}
  hours: {ask: "آپ نے کتنے گھنٹے انتظار کیا؟"}
  moved: {ask: "آپ اس وارڈ میں کب آئے؟"}
  since: {ask: "آپ یہ سروس کب سے استعمال کر رہے ہیں؟"}
  story: {ask: "کیا ہوا؟"}
"""


async def publish_stay(product: Product, folder: Path) -> None:
    for name, text in (("stay.yaml", STAY), ("stay.en.yaml", ENGLISH), ("stay.ur.yaml", URDU)):
        (folder / name).write_text(text, encoding="utf-8")
    loaded = load_survey(folder / "stay.yaml")
    assert isinstance(loaded, SurveyFile), loaded
    frozen = freeze(loaded)
    await product.published.publish(
        frozen.survey, frozen.version, frozen.section, frozen.definition, frozen.digest, today()
    )
