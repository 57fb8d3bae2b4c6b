"""gettext's .po as text, written plainly: one string a line, as translators' tools and version control like it."""

from collections.abc import Iterator, Sequence

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def entry(
    ids: Sequence[str],
    forms: Sequence[str],
    context: str | None = None,
    flags: Sequence[str] = (),
    comments: Sequence[str] = (),
    own_comments: Sequence[str] = (),
) -> str:
    return "\n".join(_lines(ids, forms, context, flags, comments, own_comments)) + "\n"


def _lines(
    ids: Sequence[str],
    forms: Sequence[str],
    context: str | None,
    flags: Sequence[str],
    comments: Sequence[str],
    own_comments: Sequence[str],
) -> Iterator[str]:
    yield from (f"# {line}" for line in own_comments)
    yield from (f"#. {line}" for comment in comments for line in comment.splitlines())
    if flags:
        yield f"#, {', '.join(flags)}"
    if context is not None:
        yield f"msgctxt {quoted(context)}"
    yield f"msgid {quoted(ids[0])}"
    if len(ids) == 1:
        yield f"msgstr {quoted(forms[0])}"
        return
    yield f"msgid_plural {quoted(ids[1])}"
    yield from (f"msgstr[{number}] {quoted(form)}" for number, form in enumerate(forms))
