"""Whole conversations in the terminal, held to transcripts that were read by a person.

REWRITE_TRANSCRIPTS=1 pytest tests/journeys     writes them anew, to be looked at in the diff
"""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands.chat import terminal
from bot.conversation.messages import Start
from tests.support.product import opened_product

HERE = Path(__file__).parent
RECEIPT = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")
JOURNEYS = sorted(path.stem for path in HERE.glob("*.lines"))


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_the_conversation_reads_as_it_did(journey: str, sqlite_url: str, tmp_path: Path) -> None:
    """`NAME.SURVEY.LANGUAGE.lines` holds what the person types; the `.transcript` beside it, all that is seen."""
    _, survey, language = journey.split(".")
    typed = (HERE / f"{journey}.lines").read_text(encoding="utf-8").splitlines()

    seen = await _conversation(survey, language, typed, sqlite_url, tmp_path)

    transcript = HERE / f"{journey}.transcript"
    if os.environ.get("REWRITE_TRANSCRIPTS"):
        transcript.write_text(seen, encoding="utf-8")
    assert seen == transcript.read_text(encoding="utf-8")


async def _conversation(survey: str, language: str, typed: list[str], url: str, folder: Path) -> str:
    seen: list[str] = []

    async def lines() -> AsyncIterator[str]:
        for line in typed:
            seen.append(f"> {line}\n")
            yield line

    async with opened_product(folder, url) as product:
        await terminal(product, seen.append).talk(Start(survey, "ward-7"), language, lines())
    return RECEIPT.sub("(receipt)", "\n".join(seen))
