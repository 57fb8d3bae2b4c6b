"""A survey's wording file with other words in it. What did not change stays as it was written, with its comments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

import yaml

_WIDTH = 110  # of a text that is folded over several lines
_INDENT = "  "
_TEXT, _TABLE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map"


@dataclass(frozen=True, slots=True)
class _Written:
    """A value as it stands in the file: what it says, and how that was spelt."""

    text: str
    spelt: str


def wording_with(before: str, values: Mapping[str, str], order: Sequence[str]) -> str:
    """`values` by their key (`questions.overall.ask`); `order`: all keys as the English file has them."""
    root = yaml.compose(before, yaml.SafeLoader) if before.strip() else None
    written = dict(_scalars(root, "", before)) if isinstance(root, yaml.MappingNode) else {}
    comments = dict(_comments(root, "", before.splitlines())) if isinstance(root, yaml.MappingNode) else {}
    texts = {**{key: one.text for key, one in written.items()}, **values}
    spelt = {key: one.spelt for key, one in written.items() if texts[key] == one.text}
    return "\n".join(_lines(_ordered(tuple(written), order, texts), texts, spelt, comments)) + "\n"


def _ordered(own: Sequence[str], english: Sequence[str], texts: Mapping[str, str]) -> list[str]:
    """The file's own order; what is new comes after what it comes after in English."""
    keys = list(own)
    before: str | None = None
    for key in english:
        if key in texts and key not in keys:
            keys.insert(keys.index(before) + 1 if before in keys else 0, key)
        before = key if key in keys else before
    return keys


def _lines(
    keys: Sequence[str], texts: Mapping[str, str], spelt: Mapping[str, str], comments: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    opened: tuple[str, ...] = ()
    for key in keys:
        *parents, name = key.split(".")
        for depth in range(len(parents)):
            path = tuple(parents[: depth + 1])
            if opened[: depth + 1] != path:
                yield from _commented(comments, ".".join(path), depth, f"{path[-1]}:")
                opened = path
        opened = tuple(parents)
        value = spelt.get(key) or _spelt(texts[key], len(parents) + 1)
        yield from _commented(comments, key, len(parents), f"{name}: {value}")


def _commented(comments: Mapping[str, Sequence[str]], key: str, depth: int, line: str) -> Iterator[str]:
    yield from (f"{_INDENT * depth}{comment}" for comment in comments.get(key, ()))
    yield f"{_INDENT * depth}{line}"


def _spelt(text: str, depth: int) -> str:
    if len(text) > _WIDTH and text.isprintable() and text == " ".join(text.split()):
        lines = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
        return "\n".join([">-", *(f"{_INDENT * depth}{line}" for line in lines)])
    style = None if text.isprintable() else '"'
    pair = (yaml.ScalarNode(_TEXT, "k"), yaml.ScalarNode(_TEXT, text, style=style))
    # Whoever reads these files takes every scalar for text: `2` and `No` need no quotation marks.
    written = yaml.serialize(
        yaml.MappingNode(_TABLE, [pair], flow_style=False),
        Dumper=yaml.BaseDumper,
        allow_unicode=True,
        width=float("inf"),
    )
    return str(written).partition(":")[2].strip()


def _scalars(node: yaml.MappingNode, prefix: str, source: str) -> Iterator[tuple[str, _Written]]:
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            yield from _scalars(value, f"{prefix}{key.value}.", source)
        else:
            spelt = source[value.start_mark.index : value.end_mark.index].rstrip()
            yield f"{prefix}{key.value}", _Written(str(value.value), spelt)


def _comments(node: yaml.MappingNode, prefix: str, lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Those that stand on lines of their own above a key."""
    for key, value in node.value:
        yield f"{prefix}{key.value}", _above(lines, key.start_mark.line)
        if isinstance(value, yaml.MappingNode):
            yield from _comments(value, f"{prefix}{key.value}.", lines)


def _above(lines: Sequence[str], line: int) -> list[str]:
    first = line
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return [text.strip() for text in lines[first:line]]
