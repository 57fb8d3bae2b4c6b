"""Whatever staff or an operator can change takes a line of the trail as a required argument, so that forgetting it does
not type-check."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Sources

_STORE = (
    "feedback.store.counts",
    "feedback.store.place_imports",
    "feedback.store.releases",
    "feedback.store.staff",
    "feedback.store.staff_links",
    "feedback.store.staff_sessions",
)
# What no member of staff causes by these: time passes, and somebody is still there.
_WITHOUT = {"forget", "renew"}


def changes_without_a_line(sources: Sources) -> Iterator[str]:
    for module in sources.modules("feedback/store"):
        if module.name in _STORE:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.AsyncFunctionDef) and _changes(node) and not _takes_its_line(node):
                    yield f"{module.path}:{node.lineno}: {node.name} writes and takes no event"


def _changes(function: ast.AsyncFunctionDef) -> bool:
    writes = any(isinstance(node, ast.Attribute) and node.attr == "writing" for node in ast.walk(function))
    return writes and function.name not in _WITHOUT


def _takes_its_line(function: ast.AsyncFunctionDef) -> bool:
    required = function.args.args[: len(function.args.args) - len(function.args.defaults)]
    annotated = any(isinstance(each.annotation, ast.Name) and each.annotation.id == "Event" for each in required)
    recorded = any(isinstance(node, ast.Name) and node.id == "record_with" for node in ast.walk(function))
    return annotated and recorded


def test_every_change_takes_its_line_and_writes_it(project: Sources) -> None:
    assert list(changes_without_a_line(project)) == []


@pytest.mark.parametrize(
    "signature", ["self, id: int", "self, id: int, event: Event = None", "self, id: int, event: Event"]
)
def test_a_change_that_forgets_it_is_found(copy: Sources, signature: str) -> None:
    body = "        async with self._database.writing() as connection:\n            await connection.execute(id)\n"
    copy.plant("feedback/store/staff.py", f"\n\nclass Planted:\n    async def promote({signature}) -> None:\n{body}")
    [found] = changes_without_a_line(copy)
    assert "promote writes and takes no event" in found
