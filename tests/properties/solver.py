"""An outsider with a solver, written apart from the code that protects: it has a report's JSON and the published rules.

All questions stand in one model, with a number of people that is not told: the same people were led past each. Whatever
is asked of it is the exact smallest and largest whole number that fits everything at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from scipy.optimize import LinearConstraint, milp

Node: TypeAlias = tuple[str, str, str]
THRESHOLD, SHARE_FROM, OPTIONS_FROM, MANY = 10, 30, 100, 20_000
NOTHINGS = ("~skipped", "~not-asked", "~not-reached")


@dataclass(slots=True)
class Outsider:
    """`solve` is asked for one end of one count at a time."""

    held: Mapping[str, Any]
    places: dict[Node, int] = field(default_factory=dict)
    bounds: list[tuple[int, int]] = field(default_factory=list)
    rows: list[tuple[dict[int, int], float, float]] = field(default_factory=list)
    matrix: Any = None

    def __post_init__(self) -> None:
        self._counts()
        self._shares()
        self._sums()
        self._people()
        self.matrix = np.zeros((len(self.rows), len(self.places)))
        for row, (weights, _, _) in enumerate(self.rows):
            for place, weight in weights.items():
                self.matrix[row, place] = weight

    def withheld(self) -> list[Node]:
        return [self._node(cell) for cell in self.held["cells"] if "count" in cell and cell["count"] is None]

    def sides(self) -> list[Node]:
        """How many gave an answer whose percentage is shown, and how many did not."""
        shown = [self._node(cell) for cell in self.held["cells"] if cell.get("share") is not None]
        return [*shown, *((question, group, f"not {option}") for question, group, option in shown)]

    def ends(self, node: Node) -> tuple[int, int]:
        least, most = (self._end(self.places[node], sign) for sign in (1, -1))
        return least, most

    def _end(self, place: int, sign: int) -> int:
        cost = np.zeros(len(self.places))
        cost[place] = sign
        low, high = zip(*self.bounds, strict=True)
        least, most = np.array([row[1:] for row in self.rows]).T
        found = milp(cost, constraints=LinearConstraint(self.matrix, least, most), bounds=(low, high), integrality=1)
        assert found.status == 0, "what is published contradicts itself"
        end: int = round(sign * found.fun)
        return end

    def _node(self, cell: Mapping[str, Any]) -> Node:
        return cell["question"], cell["group"], cell["option"]

    def _add(self, node: Node, low: int, high: int) -> int:
        self.places[node] = len(self.bounds)
        self.bounds.append((low, high))
        return self.places[node]

    def _counts(self) -> None:
        for cell in self.held["cells"]:
            if "count" in cell:
                count = cell["count"]
                known = (1, MANY) if count is None else (max(THRESHOLD, count - 2), count + 2) if count else (0, 0)
                self._add(self._node(cell), *known)

    def _shares(self) -> None:
        for cell in (cell for cell in self.held["cells"] if "share" in cell):
            question, group, option = node = self._node(cell)
            base = self.places[question, group, "base"]
            part, rest = self._add(node, 0, MANY), self._add((question, group, f"not {option}"), 0, MANY)
            self.rows.append(({base: 1, part: -1, rest: -1}, 0, 0))
            if cell["share"] is not None:
                self._percentage(round(100 * cell["share"]), cell.get("bound"), part, base)
                enough = SHARE_FROM if option == "positive" else OPTIONS_FROM
                low, high = self.bounds[base]
                self.bounds[base] = max(low, enough), high

    def _percentage(self, percent: int, bound: str | None, part: int, base: int) -> None:
        if bound != "at-most":
            self.rows.append(({part: 200, base: 1 - 2 * percent}, 0, np.inf))
        if bound != "at-least":
            self.rows.append(({part: 200, base: -1 - 2 * percent}, -np.inf, -1))

    def _sums(self) -> None:
        columns = dict.fromkeys((question, option) for question, _, option in self.places)
        for whole, parts in self.held["hierarchies"]["group"].items():
            for question, option in columns:
                self._adds_up((question, whole, option), [(question, part, option) for part in parts])
        for question, tree in self.held["hierarchies"]["option"].items():
            for group in dict.fromkeys(group for asked, group, _ in self.places if asked == question):
                for whole, parts in tree.items():
                    self._adds_up((question, group, whole), [(question, group, part) for part in parts])

    def _adds_up(self, whole: Node, parts: list[Node]) -> None:
        """Where all of these are in the report."""
        if {whole, *parts} <= self.places.keys():
            self.rows.append(({self.places[whole]: 1, **{self.places[part]: -1 for part in parts}}, 0, 0))

    def _people(self) -> None:
        """Whoever answered is there; and everybody answered a question, or has one of the kinds of nothing."""
        groups = dict.fromkeys(group for _, group, _ in self.places)
        for group in groups:
            self._add(("people", group, "all"), 0, MANY)
        for whole, parts in self.held["hierarchies"]["group"].items():
            self._adds_up(("people", whole, "all"), [("people", part, "all") for part in parts])
        for question in dict.fromkeys(question for question, _, _ in list(self.places) if question != "people"):
            for group in groups:
                for option in ("all", "base"):
                    if (question, group, option) in self.places:
                        there = {self.places["people", group, "all"]: 1, self.places[question, group, option]: -1}
                        self.rows.append((there, 0, np.inf))
            self._adds_up(("people", "all", "all"), [(question, "all", one) for one in ("all", *NOTHINGS)])
