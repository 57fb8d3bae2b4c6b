"""Two figures beside each other, and how a line of them is written."""

import json
import sys
from collections.abc import Callable
from time import process_time
from typing import TypeAlias

Result: TypeAlias = dict[str, object]


def taken(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def compared(name: str, ours: float, other: float, beside: str) -> Result:
    return {
        "benchmark": name,
        "ours-ms": round(ours * 1000, 3),
        "beside": beside,
        "other-ms": round(other * 1000, 3),
        "ratio": round(ours / other, 3),
    }


def counted(name: str, ours: int, other: int, beside: str) -> Result:
    return {
        "benchmark": name,
        "ours": ours,
        "beside": beside,
        "other": other,
        "ratio": round(ours / other, 3),
    }


def say(result: Result) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
