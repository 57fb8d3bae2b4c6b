"""The measure of texts, marks and keyboards that Telegram lets in. Pure: cleans what it is given, or refuses."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.messages import Button, Content, Keyboard, utf16_length
from bot.sandbox.refusals import bad_request

LONGEST_TEXT = 4096  # UTF-16 code units
LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
# Line separators and the older direction marks are dropped without a word; isolates (U+2066 to U+2069) stay.
_DROPPED = {ord("\r"): None, **dict.fromkeys(range(0x2028, 0x202F))}
_BLANKED = {code: " " for code in range(32) if chr(code) not in "\n\r"}


def checked_text(raw: str) -> str:
    text = cleaned(raw)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text


def cleaned(raw: str) -> str:
    return raw.translate({**_BLANKED, **_DROPPED}).strip()


def checked_marks(listed: Any, text: str) -> Content:
    """What is to be copied with one tap; empty where nothing is."""
    if listed in (None, "", []):
        return {}
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        raise bad_request("can't parse entities: Array of MessageEntity expected")
    if any(one.get("type") != "code" for one in listed):
        raise bad_request("this stand-in marks code only")
    return {"entities": [_mark(one, utf16_length(text)) for one in listed]}


def _mark(one: Mapping[str, Any], whole: int) -> Mapping[str, Any]:
    offset, length = one.get("offset"), one.get("length")
    if not (isinstance(offset, int) and isinstance(length, int) and 0 <= offset < offset + length <= whole):
        raise bad_request("entity beginning or end is outside of the text")
    return {"type": "code", "offset": offset, "length": length}


def checked_keyboard(markup: Any) -> Keyboard:
    if markup in (None, ""):
        return ()
    if not isinstance(markup, Mapping):
        raise bad_request("object expected as reply markup")
    if "keyboard" in markup:
        raise bad_request("this stand-in shows inline keyboards only")
    rows = markup.get("inline_keyboard", [])
    keyboard = tuple(tuple(_button(one) for one in row) for row in _rows(rows) if row)
    if sum(map(len, keyboard)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return keyboard


def _rows(rows: Any) -> Sequence[Sequence[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: Array of Arrays expected")
    return rows


def _button(one: Any) -> Button:
    if not isinstance(one, Mapping):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text, data, url = (one.get(name) or "" for name in ("text", "callback_data", "url"))
    if not cleaned(text):
        raise bad_request("inline keyboard button text must be non-empty")
    if not data and not url:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(data.encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(cleaned(text), url=_checked_url(url)) if url else Button(cleaned(text), callback_data=data)


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https", "tg") or (parts.scheme != "tg" and "." not in (parts.hostname or "")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url
