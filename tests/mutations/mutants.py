"""Faults that would give people away, each made in the fewest words: every promise about what is shown, broken once.

`PROMISES` from a promise to the ways in which it is broken.
"""

from collections.abc import Mapping

from tests.mutations.trial import Change, Mutant

_DISCLOSURE = "tests/unit/feedback/test_disclosure.py"
_REPORT = "tests/unit/feedback/test_report.py"
_PUBLISHED = "tests/integration/test_published_numbers.py"
_REQUEST = "tests/unit/feedback/test_request.py"

_NOTHING_FURTHER = Change(
    "feedback/withholding.py",
    "further := _by_rule(sums, hidden) or _by_audit(sums, hidden)",
    "further := frozenset[Cell]()",
)
_NO_ATTACK = Change(
    "feedback/disclosure.py",
    "loot = outsider.finds(_seen(truth, counts, shares, world), world)",
    "loot = Found({}, {})",
)

_SECONDARY = (
    Mutant(
        "only small counts are withheld",
        f"{_DISCLOSURE}::test_a_small_group_takes_its_smallest_sibling_with_it",
        (_NOTHING_FURTHER, _NO_ATTACK),
    ),
    Mutant(
        "a part may be withheld alone",
        f"{_DISCLOSURE}::test_small_groups_that_come_to_less_than_ten_together_take_one_more",
        (Change("feedback/withholding.py", "_by_rule(sums, hidden) or _by_audit", "_by_audit"),),
    ),
    Mutant(
        "roundings are not put together",
        "tests/unit/feedback/test_withholding.py::test_what_is_not_published_can_still_be_reckoned",
        (
            Change(
                "feedback/withholding.py", "_by_rule(sums, hidden) or _by_audit(sums, hidden)", "_by_rule(sums, hidden)"
            ),
        ),
    ),
)
_ATTACK = (
    Mutant(
        "no table is attacked before it is shown",
        f"{_DISCLOSURE}::test_what_percentages_tell_together_is_withheld",
        (_NO_ATTACK,),
    ),
    Mutant(
        "no table is attacked before it is released",
        f"{_PUBLISHED}::test_the_list_of_releases_says_what_was_attacked",
        (Change("feedback/releasing.py", "for table in tables]", "for table in tables[:0]]"),),
    ),
)
_BELOW_THIRTY = (
    Mutant(
        "the same ends for few people as for many",
        "tests/unit/feedback/test_ends.py::test_nothing_that_is_shown_tells_a_small_number_of_people",
        (Change("feedback/ends.py", "return low, high", "return between[0], between[-1]"),),
    ),
    Mutant(
        "a percentage of any count that is shown",
        f"{_DISCLOSURE}::test_a_share_needs_thirty_answers",
        (Change("feedback/disclosure.py", "if whole >= enough else", "if whole >= truth.policy.threshold else"),),
    ),
    Mutant(
        "the policy has percentages from ten on",
        f"{_DISCLOSURE}::test_the_policy_says_what_the_rules_say",
        (Change("feedback/policies/ten-thirty.json", '"share_from": 30', '"share_from": 10'),),
    ),
)
_DECIMALS = (
    Mutant(
        "one decimal more in a share",
        f"{_DISCLOSURE}::test_a_share_needs_thirty_answers",
        (
            Change(
                "feedback/disclosure.py",
                "percent = (200 * part + base) // (2 * base)",
                "percent = (2000 * part + base) // (2 * base) / 10",
            ),
        ),
    ),
    Mutant(
        "one decimal more in a range",
        f"{_REPORT}::test_the_example_of_the_contract",
        (
            Change(
                "feedback/report.py",
                "Points(math.floor(100 * interval.low + _EXACT), math.ceil(100 * interval.high - _EXACT))",
                "Points(round(100 * interval.low, 1), round(100 * interval.high, 1))",
            ),
        ),
    ),
    Mutant(
        "one decimal more in everyone else's share",
        f"{_REPORT}::test_whatever_is_worked_out_is_in_whole_per_cents",
        (Change("feedback/report.py", "math.floor(100 * share + 0.5 + _EXACT)", "round(100 * share, 1)"),),
    ),
)
_NUMERATORS = (
    Mutant(
        "how many answered well",
        f"{_DISCLOSURE}::test_no_numerator_is_in_the_table",
        (
            Change(
                "feedback/aggregate.py",
                "counted = (ALL, BASE, *outside, *NOTHINGS)\n    if",
                "counted = (ALL, BASE, POSITIVE, *outside, *NOTHINGS)\n    if",
            ),
        ),
    ),
    Mutant(
        "how many answered well, worked out for the reader",
        "tests/unit/feedback/test_report_json.py::test_a_share_is_a_whole_per_cent_and_says_where_it_stands_at_an_end",
        (
            Change(
                "feedback/export/report_json.py",
                "**_share(table.shares[cell])}",
                "**_share(share := table.shares[cell]), "
                '"people": _people(share, table.counts[cell._replace(option="base")])}',
            ),
            Change(
                "feedback/export/report_json.py",
                "def _decimal(",
                "def _people(share: Share, n: Count) -> int | None:\n"
                "    return None if isinstance(share, Mark) or isinstance(n, Mark) else share.value * n // 100\n\n\n"
                "def _decimal(",
            ),
        ),
    ),
)
_TRUE_INTERVALS = (
    Mutant(
        "an interval knows the true count",
        f"{_REPORT}::test_what_is_shown_alike_is_reported_alike",
        (
            Change(
                "feedback/safe_table.py",
                "    seal: InitVar[Seal]\n",
                "    seal: InitVar[Seal]\n    true: Mapping[Cell, int] = field(default_factory=dict, compare=False)\n",
            ),
            Change("feedback/safe_table.py", "import InitVar, dataclass", "import InitVar, dataclass, field"),
            Change(
                "feedback/disclosure.py",
                "        seal=SEAL,\n",
                "        seal=SEAL,\n        true={cell: exact.count(cell) for cell in exact.cells},\n",
            ),
            Change(
                "feedback/report.py",
                "_outward(_interval(percent, n))",
                "_outward(_interval(percent, table.true[Cell(question, group, BASE)]))",
            ),
        ),
    ),
)
_SECOND_MARK = (
    Mutant(
        "a mark for what is withheld for another's sake",
        f"{_DISCLOSURE}::test_a_small_group_takes_its_smallest_sibling_with_it",
        (
            Change(
                "feedback/safe_table.py",
                '    WITHHELD = "withheld"\n',
                '    WITHHELD = "withheld"\n    BESIDE = "withheld-beside"\n',
            ),
            Change(
                "feedback/disclosure.py",
                "yield cell, WITHHELD if withheld else",
                "small = truth.count(cell) < truth.policy.threshold\n"
                "            yield cell, (WITHHELD if small else Mark.BESIDE) if withheld else",
            ),
        ),
    ),
)
_RESTATED = (
    Mutant(
        "a late answer counts in its own quarter",
        "tests/unit/feedback/test_release.py::test_a_late_answer_counts_in_the_next_open_quarter",
        (Change("feedback/release.py", 'None if since == day else since.strftime("%Y-%m")', "None"),),
    ),
    Mutant(
        "what is stored does not ask when it counts",
        "tests/contract/test_releases.py::test_what_comes_after_the_release_counts_in_the_next_quarter[sqlite]",
        (
            Change(
                "feedback/store/releases.py",
                "[replace(one, counted_in=counted_in(one.day, periods.get(one.survey, ()))) for one in given]",
                "[*given]",
            ),
        ),
    ),
)
_MADE_ANEW = Mutant(
    "a released quarter is counted again",
    f"{_PUBLISHED}::test_what_was_published_is_never_made_anew",
    (
        Change(
            "feedback/publish.py",
            "return await released_table(sources, release, request, speech)",
            "return await draft_table(sources, request, policy, speech)",
        ),
    ),
)
_RELEASED_AGAIN = Mutant(
    "a release gives way to the next of its quarter",
    "tests/contract/test_releases.py::test_the_same_quarter_is_not_released_twice[sqlite]",
    (
        Change(
            "feedback/store/releases.py",
            "return AlreadyFrozen(there)",
            "await connection.execute(releases.delete().where(releases.c.number == there.number))",
        ),
    ),
)
_WINDOWS = (
    Mutant(
        "any stretch of days that is over",
        f"{_REQUEST}::test_what_cannot_be_had_is_refused_by_name",
        (Change("feedback/request.py", "if wanted in possible:", "if wanted.last < today:"),),
    ),
    Mutant(
        "any three months",
        f"{_REQUEST}::test_what_cannot_be_had_is_refused_by_name",
        (
            Change(
                "feedback/periods.py",
                "    since_april = (day.month - _FINANCIAL_YEAR_BEGINS) % 12\n",
                "    since_april = 0\n",
            ),
        ),
    ),
    Mutant(
        "a year beside its quarters",
        f"{_REQUEST}::test_a_year_beside_its_quarters_would_tell_what_they_withhold",
        (Change("feedback/policies/ten-thirty.json", '["quarter"]', '["quarter", "financial-year"]'),),
    ),
)

PROMISES: Mapping[str, tuple[Mutant, ...]] = {
    "what is withheld cannot be worked out from what stands beside it": _SECONDARY,
    "a table is attacked before it is shown": _ATTACK,
    "no percentage of fewer than thirty": _BELOW_THIRTY,
    "whole per cents": _DECIMALS,
    "no numerators": _NUMERATORS,
    "intervals from what is shown": _TRUE_INTERVALS,
    "one mark": _SECOND_MARK,
    "nothing is restated": (*_RESTATED, _MADE_ANEW, _RELEASED_AGAIN),
    "no rolling windows": _WINDOWS,
}
