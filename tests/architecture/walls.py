"""Walls that import-linter cannot see: each takes the sources and gives every place where it is broken."""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from functools import cache

from tests.architecture.sources import PACKAGES, Module, Sources

LONGEST_FILE = 300
_BY_HAND = ("bot", "feedback", "surveys", "migrations", "tests", "scripts")
_CODE_SUFFIXES = (".py", ".sh", ".html", ".js", ".scss")
_DOES_NO_IO = ("surveys", "feedback.export", "feedback.aggregate", "feedback.disclosure", "feedback.statistics")
_CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
}
_MAY_READ_A_CLOCK = ("bot.app", "bot.cli", "bot.commands")
_MAKES_SAFE_TABLES = ("feedback.disclosure", "feedback.frozen")
_IO = {"open", "input", "print", "__import__", "breakpoint"}
_IGNORE = re.compile(r"#\s*(type:\s*ignore|noqa|mypy:|ruff:)")
_WITH_CODE_AND_REASON = re.compile(
    r"#\s*(type:\s*ignore\[[a-z-]+(,\s*[a-z-]+)*\]|noqa:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*)\s*(#|-|:)\s*\w"
)


def foreign_imports_of_surveys(sources: Sources) -> Iterator[str]:
    own = {*sys.stdlib_module_names, "surveys"}
    for module in sources.modules("surveys"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for imported in _top_levels(node):
                    if imported not in own:
                        yield f"{module.path}:{node.lineno}: surveys imports {imported}"


def clocks_read_elsewhere(sources: Sources) -> Iterator[str]:
    for module in sources.modules(*PACKAGES, "migrations"):
        if not _within(module, _MAY_READ_A_CLOCK):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Attribute) and node.attr in _CLOCKS.get(_last_name(node.value), ()):
                    yield f"{module.path}:{node.lineno}: {_last_name(node.value)}.{node.attr} is read"
                if isinstance(node, ast.ImportFrom) and node.module == "time" and _CLOCKS["time"] & _names(node):
                    yield f"{module.path}:{node.lineno}: a clock is imported from time"


def tables_made_elsewhere(sources: Sources) -> Iterator[str]:
    for module in sources.modules(*PACKAGES, "scripts"):
        if not _within(module, _MAKES_SAFE_TABLES):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and _last_name(node.func) == "SafeTable":
                    yield f"{module.path}:{node.lineno}: a SafeTable is made"
                if isinstance(node, ast.ImportFrom) and "SEAL" in _names(node):
                    yield f"{module.path}:{node.lineno}: the seal of SafeTable is taken"


def input_and_output_in_pure_code(sources: Sources) -> Iterator[str]:
    for module in sources.modules("surveys", "feedback"):
        if _within(module, _DOES_NO_IO):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _IO:
                    yield f"{module.path}:{node.lineno}: {node.func.id} is called"


def folders_that_are_no_packages(sources: Sources) -> Iterator[str]:
    """import-linter passes them over, and with them every wall."""
    for folder in sorted({file.parent for file in sources.files(*PACKAGES)}):
        if not (folder / "__init__.py").exists():
            yield f"{folder.relative_to(sources.root).as_posix()}: has no __init__.py"


def overlong_files(sources: Sources) -> Iterator[str]:
    for file in sources.files(*_BY_HAND, suffixes=_CODE_SUFFIXES):
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE and "vendor" not in file.parts and ".min." not in file.name:
            yield f"{file.relative_to(sources.root).as_posix()}: {lines} lines"


def unexplained_ignores(sources: Sources) -> Iterator[str]:
    for file in sources.files(*_BY_HAND):
        for line, comment in _comments(file.read_text(encoding="utf-8")):
            if _IGNORE.search(comment) and not _WITH_CODE_AND_REASON.search(comment):
                yield f"{file.relative_to(sources.root).as_posix()}:{line}: {comment}"


@cache
def _comments(text: str) -> tuple[tuple[int, str], ...]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return tuple((token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT)


def _within(module: Module, names: tuple[str, ...]) -> bool:
    return any(module.name == name or module.name.startswith(name + ".") for name in names)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _names(node: ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}


def _top_levels(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return [alias.name.split(".")[0] for alias in node.names]
