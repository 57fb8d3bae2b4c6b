"""Into which groups people are counted, in which order, under which names. Code lists are data with a version.

Every value that an equality answer can have falls into exactly one leaf of the tree, so a parent always equals the
sum of its children. Somebody who gave the broad group alone has a leaf of their own beneath it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.tally import EVERYBODY
from surveys.answers import Nothing

DECLINED = "declined"
NOT_ASKED = "not-asked"
PREFER_NOT = "prefer-not-to-say"

# What a table puts together though the store keeps it apart. A report has to say so.
_MERGED = {
    DECLINED: (PREFER_NOT, Nothing.SKIPPED.value),
    NOT_ASKED: (Nothing.NOT_ASKED.value, Nothing.NOT_REACHED.value),
}


class UnknownValue(ValueError):
    """An answer is counted under a value that the code list does not have: nobody may drop out of a table unseen."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """`tree` from parent to children, in the order of tables; `leaves` from a stored value to its leaf. `labels` are
    the code list's own; `broad_only` from the leaf of those who named a broad group alone to that group."""

    by: str
    scheme: str | None
    tree: Mapping[str, tuple[str, ...]]
    leaves: Mapping[str, str]
    labels: Mapping[str, str]
    broad_only: Mapping[str, str]
    codes: Mapping[str, str]
    merged: Mapping[str, tuple[str, ...]]

    def leaf(self, value: str) -> str:
        if value not in self.leaves:
            raise UnknownValue(f"{self.by}: {value}")
        return self.leaves[value]

    def upward(self, leaf: str) -> tuple[str, ...]:
        """The leaf and every group that it belongs to, up to everybody."""
        parents = {child: parent for parent, children in self.tree.items() for child in children}
        line = [leaf]
        while line[-1] in parents:
            line.append(parents[line[-1]])
        return tuple(line)


def in_order(tree: Mapping[str, tuple[str, ...]], root: str = EVERYBODY) -> tuple[str, ...]:
    """Every group as a table lists them: each parent followed by its children."""
    below = (group for child in tree.get(root, ()) for group in in_order(tree, child))
    return (root, *below)


def read_scheme(text: str) -> Grouping:
    """Ethnicity by a code list. As with a policy, a bad list is a broken promise and not a refusal."""
    data = json.loads(text)
    groups = data["groups"]
    tree = {group["id"]: (*(e["id"] for e in group["ethnicities"]), group["unspecified"]["id"]) for group in groups}
    broad_only = {group["id"]: group["unspecified"]["id"] for group in groups}
    named = [item for group in groups for item in _named(group)]
    return Grouping(
        by="ethnicity",
        scheme=data["scheme"],
        tree={EVERYBODY: (*tree, DECLINED, NOT_ASKED), **tree},
        leaves={e["id"]: e["id"] for group in groups for e in group["ethnicities"]} | broad_only | _nothing_said(),
        labels={item["id"]: item["label"] for item in named},
        broad_only={leaf: group for group, leaf in broad_only.items()},
        codes={item["id"]: item["code_2001"] for item in named if "code_2001" in item} | _codes(data),
        merged=_MERGED,
    )


def plain_grouping(by: str, options: Sequence[str]) -> Grouping:
    """A characteristic without a code list of its own: its options in the survey's order, one level deep."""
    groups = tuple(option for option in options if option != PREFER_NOT)
    return Grouping(
        by=by,
        scheme=None,
        tree={EVERYBODY: (*groups, DECLINED, NOT_ASKED)},
        leaves={group: group for group in groups} | _nothing_said(),
        labels={},
        broad_only={},
        codes={},
        merged=_MERGED,
    )


def _named(group: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [group, *group["ethnicities"], group["unspecified"]]


def _nothing_said() -> dict[str, str]:
    return {value: group for group, values in _MERGED.items() for value in values}


def _codes(data: Mapping[str, Any]) -> dict[str, str]:
    return {DECLINED: data["declined"]["code_2001"], NOT_ASKED: data["not_asked"]["code_2001"]}
