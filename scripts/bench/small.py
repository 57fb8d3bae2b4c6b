"""Small random tables: how many of the counts that could be shown the product does show."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.random import PCG64, Generator

from feedback.aggregate import ALL, BASE, NOTHINGS, POSITIVE, Cell, Exact, Shape
from feedback.disclosure import protect
from feedback.lines import Truth
from feedback.safe_table import SafeTable
from feedback.scheme import Grouping
from feedback.tally import EVERYBODY
from scripts.bench.best import large, most_shown, shown
from scripts.bench.measured import Result, counted
from tests.support.crowds import SUBJECT, policy

CASES = 40
_OUTSIDE, _YES, _NO, _SKIPPED = "dont-know", "always", "never", "~skipped"
_SAID = (0.7, 0.2, 0.04, 0.06)  # yes, no, don't know, nothing


def results() -> Iterator[Result]:
    tables = [small_table(seed) for seed in range(CASES)]
    ours = sum(shown(protected(truth), truth) for truth in tables)
    ruled, attacked = (sum(most_shown(truth, ruled) for truth in tables) for ruled in (True, False))
    name = "counts-of-10-or-more-shown-in-small-tables"
    yield counted(name, ours, ruled, "most-that-policy-and-attack-allow")
    yield counted(f"{name}-by-attack-alone", ours, attacked, "most-that-the-attack-allows")
    yield counted(f"{name}-of-all", ours, sum(len(large(truth)) for truth in tables), "all-there-are")


def protected(truth: Truth) -> SafeTable:
    made = protect(truth.exact, 0, SUBJECT, truth.grouping, truth.policy)
    assert isinstance(made, SafeTable), made
    return made


def small_table(seed: int) -> Truth:
    """One question or two, of four to six groups in two broad ones. Small groups are the danger, so most are small."""
    chance = Generator(PCG64(seed))
    grouping = _grouping(*chance.integers(2, 4, 2).tolist())
    questions = [f"q{number}" for number in range(chance.integers(1, 3))]
    people = {leaf: int(chance.choice(chance.integers(1, (12, 40, 250)))) for leaf in grouping.leaves}
    cells: dict[Cell, Counter[str]] = {}
    for question in questions:
        for leaf, count in people.items():
            for option, n in _answers(count, chance).items():
                for group in grouping.upward(leaf):
                    cells.setdefault(Cell(question, group, option), Counter())[SUBJECT.place] += n
    return Truth(Exact(tuple(map(_shape, questions)), (), cells), grouping, policy())


def _answers(people: int, chance: Generator) -> dict[str, int]:
    yes, no, unsure, skipped = (int(n) for n in chance.multinomial(people, np.array(_SAID)))
    return {
        ALL: yes + no + unsure,
        BASE: yes + no,
        POSITIVE: yes,
        _YES: yes,
        _NO: no,
        _OUTSIDE: unsure,
        _SKIPPED: skipped,
    }


def _shape(question: str) -> Shape:
    return Shape(
        question,
        counted=(ALL, BASE, _OUTSIDE, *NOTHINGS),
        shared=(POSITIVE, _YES, _NO),
        tree={ALL: (BASE, _OUTSIDE), BASE: (POSITIVE, "not-positive"), POSITIVE: (_YES,), "not-positive": (_NO,)},
    )


def _grouping(first: int, second: int) -> Grouping:
    broad = {"a": tuple(f"a{n}" for n in range(first)), "b": tuple(f"b{n}" for n in range(second))}
    leaves = {leaf: leaf for group in broad.values() for leaf in group}
    return Grouping("made-up", None, {EVERYBODY: tuple(broad), **broad}, leaves, {}, {}, {}, {})
