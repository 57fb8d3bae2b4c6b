"""A survey with a question of every kind, and every key that a question can have."""

EVERY_KIND = """\
survey: all-kinds
version: 3
section: feedback
audience: carer
options:
  often: [always, mostly, never, dont-know]
questions:
  - {id: hello, kind: statement}
  - {id: 2nd-visit, kind: consent, options: [yes, no], needed: yes}
  - {id: meta, kind: scale, options: often, positive: [always, mostly], outside-base: [dont-know],
     off-scale: [dont-know], competency: workforce, same-as: 2, if: 2nd-visit != no}
  - {id: needs, kind: several, options: [food, 16-17, none], exclusive: [none], outside-base: [none]}
  - {id: nights, kind: number, range: [-1, 90], if: "count(needs) < 2 and not selected(needs, none)"}
  - {id: dose, kind: number, range: [0.5, 10], places: 2, if: nights > 3 or nights != 1, same-as: 1}
  - {id: arrived, kind: day, range: [2020-01-01, 2030-12-31], if: "not (nights < 3 and dose >= 0.5)"}
  - {id: since, kind: month, range: [1990-02, 2030-12], if: arrived < 2026-04-01 or arrived = 2026-05-02}
  - {id: area, kind: choice, options: [north, south, unsaid], default: off, if: since >= 2001-03 and since != 2002-01}
  - {id: town, kind: choice, narrows: area, always: [unsaid, none],
     options: {north: [hill, shared], south: [shared, dale]}}
  - {id: data, kind: text, if: count(needs) >= 1 and (town = hill or count(needs) = 0 or not count(needs) <= 1)}
"""
EVERY_KIND_EN = """\
language: en
status: community-checked
wording-version: 4
checker: Heron Ward carers' group
title: "=Everything (at once)"
options: {dont-know: I don't know, none: None, unsaid: Prefer not to say}
questions:
  hello: {ask: "Hello.\\nThis is about 'the ward' & <you>."}
  2nd-visit: {ask: May we ask you?, why-needed: Without a yes we may not go on., options: {yes: Yes, no: No}}
  meta: {ask: Were you heard?, hint: "=1+1", options: {always: Always, mostly: Mostly, never: Never}}
  needs: {ask: What was missing?, picture: things-i-need, options: {food: Food, 16-17: Something at 16 or 17}}
  nights: {ask: How many nights?}
  dose: {ask: How much?}
  arrived: {ask: When did you come?}
  since: {ask: Since when?}
  area: {ask: Where?, options: {north: North, south: South}}
  town: {ask: Which town?, options: {hill: Hill, shared: Both, dale: Dale}}
  data: {ask: Anything else?}
"""
EVERY_KIND_UR = """\
language: ur
status: draft
wording-version: 1
title: سب کچھ
options: {dont-know: معلوم نہیں, none: کوئی نہیں, unsaid: بتانا پسند نہیں}
questions:
  hello: {ask: السلام علیکم}
  2nd-visit: {ask: کیا ہم پوچھیں؟, hint: سوچ لیں, why-needed: اجازت چاہیے, options: {yes: ہاں, no: نہیں}}
  meta: {ask: کیا آپ کی بات سنی گئی؟, options: {always: ہمیشہ, mostly: زیادہ تر, never: کبھی نہیں}}
  needs: {ask: کیا نہیں ملا؟, options: {food: کھانا, 16-17: سولہ}}
  nights: {ask: کتنی راتیں؟}
  dose: {ask: کتنا؟}
  arrived: {ask: کب آئے؟}
  since: {ask: کب سے؟}
  area: {ask: کہاں؟, options: {north: شمال, south: جنوب}}
  town: {ask: کون سا شہر؟, options: {hill: پہاڑ, shared: دونوں, dale: وادی}}
  data: {ask: اور کچھ؟}
"""
EVERY_KIND_EASY = EVERY_KIND_EN.replace("language: en", "language: en-easyread").replace("Hello.", "Hi.")
