"""The words of one row in one language."""

from collections.abc import Iterator

from surveys.fields import Notebook
from surveys.tree import Entry, Scalar
from surveys.xlsform.choices import label_of
from surveys.xlsform.headers import Heading, Row

# What `or_other` says in English, the one language for which a form leaves it to us.
OTHER = "other"
OTHER_LABEL = "Something else"
OTHER_ASK = "What else? Please tell us in your own words."
PICTURES = ".svg"
_YES = ("yes", "true", "true()")
_NO = ("", "no", "false", "false()")


def needed(row: Row) -> bool:
    return row.text("required").lower() in _YES


def plainly_needed_or_not(row: Row) -> bool:
    """Always or never; XLSForm can also make it depend on answers."""
    return row.text("required").lower() in (*_YES, *_NO)


def words(row: Row, language: str, notebook: Notebook) -> tuple[Entry, ...]:
    ask = label_of(row, language, notebook)
    entries = [Entry(Scalar("ask", ask.line), ask)]
    hint = row.get("hint", language)
    if hint is not None:
        entries.append(Entry(Scalar("hint", hint.line), hint))
    entries += _picture(row, language, notebook)
    entries += _why_needed(row, language, notebook)
    return tuple(entries)


def _picture(row: Row, language: str, notebook: Notebook) -> Iterator[Entry]:
    image = row.get("media::image", language)
    if image is None:
        return
    file = image.text.strip()
    if not file.endswith(PICTURES):
        notebook.note(image.line, "xlsform-image", image=file)
        return
    yield Entry(Scalar("picture", image.line), Scalar(file.removesuffix(PICTURES), image.line))


def _why_needed(row: Row, language: str, notebook: Notebook) -> Iterator[Entry]:
    column = str(Heading("required_message", language))
    why = row.get("required_message", language)
    if why is None and needed(row):
        facts = {"name": row.text("name"), "language": language, "column": column}
        notebook.note(row.line("required"), "xlsform-required-unexplained", **facts)
        why = Scalar(row.text("name"), row.line("required"))
    elif why is not None and not needed(row):
        notebook.note(why.line, "xlsform-message-alone", column=column)
        return
    if why is not None:
        yield Entry(Scalar("why-needed", why.line), why)
