"""How many forms a number has in each language, and which form is for which numbers: the CLDR's rules for integers.

Source: Unicode CLDR, "Language Plural Rules", cardinal, without the forms that only fractions use. The files say it in
gettext's words; tests hold both to the CLDR data that Babel carries, number by number. Babel's own gettext headers are
not used: they lack Somali, and order the Arabic forms in another way.
"""

from collections.abc import Callable, Mapping
from gettext import c2py

ONE_IS_ALONE = "nplurals=2; plural=(n != 1);"
NONE_IS_LIKE_ONE = "nplurals=2; plural=(n > 1);"
NO_FORMS = "nplurals=1; plural=0;"
_SLAVONIC = "n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2"
RULES: Mapping[str, str] = {
    "en": ONE_IS_ALONE,
    "en-easyread": ONE_IS_ALONE,
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "bn": NONE_IS_LIKE_ONE,
    "gu": NONE_IS_LIKE_ONE,
    "hi": NONE_IS_LIKE_ONE,
    "pa": NONE_IS_LIKE_ONE,
    "pl": f"nplurals=3; plural=(n==1 ? 0 : {_SLAVONIC});",
    "ro": "nplurals=3; plural=(n==1 ? 0 : n==0 || (n!=1 && n%100>=1 && n%100<=19) ? 1 : 2);",
    "ru": f"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : {_SLAVONIC});",
    "so": ONE_IS_ALONE,
    "ur": ONE_IS_ALONE,
    "zh-Hans": NO_FORMS,
    "zh-Hant": NO_FORMS,
}
_LOOKED_AT = range(201)  # every rule here repeats after a hundred


def form_for(rule: str) -> Callable[[int], int]:
    return c2py(rule.split("plural=", 1)[1].rstrip("; "))


def forms_of(rule: str) -> int:
    return int(rule.removeprefix("nplurals=").split(";", 1)[0])


def numbers_of(rule: str) -> tuple[tuple[int, ...], ...]:
    """For each form the numbers that it is used for."""
    chosen = form_for(rule)
    return tuple(tuple(n for n in _LOOKED_AT if chosen(n) == form) for form in range(forms_of(rule)))


def examples(rule: str, form: int) -> str:
    """For a translator: `for 2, 3, 4, 22 …`."""
    numbers = numbers_of(rule)[form]
    shown = ", ".join(map(str, numbers[:6]))
    return f"{shown} …" if len(numbers) > 6 else shown
