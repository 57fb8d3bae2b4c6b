"""import-linter's contracts hold, each of them bites, and nothing stands outside them."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sources import PROJECT, Sources

_NOT_PURE = {
    "feedback.publish",  # the shell round the pure half
    "feedback.releasing",  # so is this
    "feedback.receipts",  # draws receipts from the machine's randomness
    "feedback.store",
    "feedback.waiting",  # on a clock
}

# For each contract a module, and an import that it may not have.
_PLANTED = [
    ("one-way", "surveys/engine.py", "import feedback.records"),
    ("one-way", "feedback/records.py", "import bot.i18n"),
    ("surveys-pure", "surveys/engine.py", "import time"),
    ("surveys-pure", "surveys/session.py", "from os import environ"),
    ("counting-pure", "feedback/aggregate.py", "import feedback.store.database"),
    ("counting-pure", "feedback/statistics/fisher.py", "import random"),
    ("counting-pure", "feedback/export/jsonl.py", "import pathlib"),
    ("statistics-plain", "feedback/statistics/trend/xmr.py", "import scipy.stats"),
    ("raw-responses", "feedback/periods.py", "import feedback.store.responses"),
    ("raw-responses", "bot/conversation/service.py", "import feedback.store.responses"),
    ("conversation", "bot/conversation/service.py", "import feedback.store.database"),
    ("conversation", "bot/conversation/wording.py", "import bot.channels.terminal"),
    ("channels", "bot/channels/terminal.py", "import feedback.store.database"),
    ("portal", "bot/portal/signing_in.py", "import feedback.store.staff"),
    ("portal", "bot/portal/results.py", "from bot.conversation.messages import Start"),
    ("portal", "bot/portal/visit.py", "import bot.channels.web.forms"),
    ("portal", "bot/portal/ports.py", "from bot.config import Settings"),
    ("portal-unknown", "bot/channels/web/app.py", "from bot.portal.app import make_portal"),
    ("portal-unknown", "bot/web/frame.py", "import bot.portal.cookie"),
    ("portal-decides", "bot/portal/policies.py", "import time"),
    ("portal-decides", "bot/portal/permissions.py", "from aiohttp import web"),
    ("sandbox", "bot/sandbox/person.py", "from bot.conversation.messages import Start"),
    ("settings", "bot/i18n.py", "from bot.config import Settings"),
    ("settings", "bot/conversation/service.py", "import bot.config"),
]


def _contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return contracts


def _checked(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache", "--no-logo", *options],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_holds(project: Sources) -> None:
    result = _checked(project.root)
    assert result.returncode == 0, result.stdout
    assert f"Contracts: {len(_contracts())} kept, 0 broken." in result.stdout


@pytest.mark.parametrize(("contract", "path", "statement"), _PLANTED)
def test_a_planted_import_breaks_its_contract(copy: Sources, contract: str, path: str, statement: str) -> None:
    copy.plant(path, f"\n{statement}\n")
    result = _checked(copy.root, "--contract", contract)
    name = next(each["name"] for each in _contracts() if each["id"] == contract)
    assert result.returncode == 1, result.stdout
    assert f"{name} BROKEN" in result.stdout
    assert path.removesuffix(".py").replace("/", ".") in result.stdout


def test_every_contract_is_shown_to_bite() -> None:
    assert {contract for contract, _, _ in _PLANTED} == {each["id"] for each in _contracts()}


def test_every_module_of_feedback_is_pure_or_named_as_not(project: Sources) -> None:
    """A new module joins the contract `counting-pure`, or is named above with the reason why it cannot."""
    pure = next(set(each["source_modules"]) for each in _contracts() if each["id"] == "counting-pure")
    here = {".".join(module.name.split(".")[:2]) for module in project.modules("feedback")} - {"feedback"}
    assert here - _NOT_PURE == pure


def test_the_portal_comes_with_its_wall(project: Sources) -> None:
    """The portal knows neither conversation nor channels: who builds it writes that contract."""
    has_portal = (project.root / "bot/portal").exists()
    assert has_portal == any("bot.portal" in each.get("source_modules", []) for each in _contracts())
