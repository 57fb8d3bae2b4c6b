"""What staff pages say: every phrase is there, said somewhere, and explained to whoever changes it."""

import re
from itertools import product as pairs
from pathlib import Path

import polib
import pytest

from bot.i18n import load_catalogues, load_staff_phrases
from bot.portal.policies import PasswordFault
from feedback.staff import Role
from tests.unit.locales.catalogue import LOCALES

pytestmark = pytest.mark.catalogue

BOT = Path(__file__).parents[3] / "bot"
ENTRIES = polib.pofile(str(LOCALES / "en" / "staff.po"))
_NAMED = re.compile(r"""["']([a-z-]+\.[a-z-]+)["']""")
# Made of two parts in a template or a page.
_COMPOSED = {
    *(f"role.{role.value}" for role in Role),
    *(f"password.{fault.value}" for fault in PasswordFault),
    *(f"sign-in.{after}" for after in ("signed-out", "signed-out-by-us", "password-set")),
    *(f"nav.{page}" for page in ("results", "people")),
    *(
        f"error.{name}{part}"
        for name, part in pairs(
            (
                "method",
                "not-found",
                "too-large",
                "server",
                "not-allowed",
                "link-over",
                "no-such-table",
                "no-safe-table",
                "release-altered",
                "busy",
            ),
            ("", "-title"),
        )
    ),
}
_BY_I18N = {"language.name"}


def _said() -> set[str]:
    files = [*(BOT / "portal").glob("*.py"), *(BOT / "web/templates/staff").glob("*.html")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    known = {entry.msgid for entry in ENTRIES}
    prefixes = {name.split(".")[0] for name in known}
    named = {name for name in _NAMED.findall(text) if name.split(".")[0] in prefixes and not name.endswith(".html")}
    return named | _COMPOSED


def test_everything_that_is_said_is_there() -> None:
    phrases = load_staff_phrases(load_catalogues())
    shared = load_catalogues().phrases("en")
    assert [name for name in sorted(_said()) if not phrases.knows(name) and not shared.knows(name)] == []


def test_everything_that_is_there_is_said() -> None:
    assert {entry.msgid for entry in ENTRIES} - _said() - _BY_I18N == set()


def test_each_phrase_stands_once_says_something_and_is_explained() -> None:
    assert len({entry.msgid for entry in ENTRIES}) == len(ENTRIES)
    assert [entry.msgid for entry in ENTRIES if not entry.msgstr.strip() or not entry.comment or entry.fuzzy] == []


def test_a_phrase_of_everybodys_is_said_as_everybody_hears_it() -> None:
    catalogues = load_catalogues()
    assert load_staff_phrases(catalogues).text("page.skip-link") == catalogues.phrases("en").text("page.skip-link")
