"""What may be shown: every threshold at one less, at it, one more, and at nought."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from feedback.aggregate import Cell
from feedback.disclosure import Unsafe, one_teams, protect, shown_count, shown_share
from feedback.policy import PeriodKind, read_policy
from feedback.safe_table import SEAL, WITHHELD, Bound, Count, Percent, SafeTable, Seal, Share, Unsealed
from feedback.scheme import in_order
from surveys.answers import Answer, Chosen, Words
from tests.support.crowds import SUBJECT, Crowd, census, exact, policy, respect, table

MANY = [*respect("british", yes=300, no=100), *respect("indian", yes=200, no=50)]
EVERY_QUESTION = ("overall", "overall-why", "respect", "needs")
FILE = Path("feedback/policies/ten-thirty.json")


def count(made: SafeTable, group: str, option: str = "base") -> Count:
    return made.counts[Cell("respect", group, option)]


def share(made: SafeTable, group: str, option: str = "positive") -> Share:
    return made.shares[Cell("respect", group, option)]


@pytest.mark.parametrize(
    ("true", "shown"),
    [(0, 0), (1, WITHHELD), (9, WITHHELD), (10, 10), (11, 10), (12, 10), (13, 15), (47, 45), (48, 50), (52, 50)],
)
def test_a_count_is_nought_withheld_or_to_the_nearest_five(true: int, shown: Count) -> None:
    assert shown_count(true, policy()) == shown
    assert count(table([*MANY, *respect("irish", yes=true)]), "irish") == shown


@pytest.mark.parametrize(
    ("n", "shown"),
    [(0, WITHHELD), (10, WITHHELD), (29, WITHHELD), (30, Percent(50)), (31, Percent(52))],
)
def test_a_share_needs_thirty_answers(n: int, shown: Share) -> None:
    assert share(table([*MANY, *respect("irish", yes=n - n // 2, no=n // 2)]), "irish") == shown


@pytest.mark.parametrize(("n", "shown"), [(30, WITHHELD), (99, WITHHELD), (100, Percent(25)), (101, Percent(26))])
def test_single_options_need_a_hundred(n: int, shown: Share) -> None:
    options = {"always": 22, "mostly": 28, "sometimes": 25, "never": n - 75}
    irish = [Crowd("irish", count, {"respect": Chosen(option)}, "trust") for option, count in options.items()]
    made = table([*MANY, *irish] if n >= 75 else [*MANY, *respect("irish", yes=n - n // 2, no=n // 2)])
    assert share(made, "irish", "never") == shown
    assert share(made, "irish") != WITHHELD


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (0, Percent(5, Bound.AT_MOST)),
        (54, Percent(5, Bound.AT_MOST)),
        (55, Percent(6)),
        (944, Percent(94)),
        (945, Percent(95, Bound.AT_LEAST)),
        (1000, Percent(95, Bound.AT_LEAST)),
    ],
)
def test_shares_at_the_ends_say_no_more_than_that(part: int, shown: Percent) -> None:
    assert shown_share(part, 1000, policy()) == shown


@pytest.mark.parametrize(("largest", "rest", "withheld"), [(79, 21, False), (80, 20, True), (81, 19, True)])
def test_a_count_that_is_mostly_one_teams_is_not_the_trusts(largest: int, rest: int, withheld: bool) -> None:
    assert one_teams({"ward-1": largest, "ward-2": rest}, "trust", policy()) is withheld


@pytest.mark.parametrize(("rest", "withheld"), [(8, True), (9, True), (10, False), (11, False)])
def test_what_is_left_beside_the_largest_team_is_not_small(rest: int, withheld: bool) -> None:
    """Whoever works in a team of 30 knows its 30, and is left with the others."""
    assert one_teams({"ward-1": 30, "ward-2": rest - 5, "ward-3": 5}, "trust", policy()) is withheld


def test_answers_given_to_the_trust_itself_are_no_teams() -> None:
    assert not one_teams({"trust": 100}, "trust", policy())
    assert not one_teams({"trust": 90, "ward-1": 10}, "trust", policy())
    assert not one_teams({}, "trust", policy())


def test_one_teams_answers_are_withheld_with_their_shares() -> None:
    made = table([*MANY, Crowd("irish", 40, {"respect": Chosen("always")}, "ward-1")])
    assert (count(made, "irish"), share(made, "irish")) == (WITHHELD, WITHHELD)


def test_a_small_group_takes_its_smallest_sibling_with_it() -> None:
    """White less British less Irish would be the seven Roma."""
    made = table([*MANY, *respect("irish", yes=20, no=20), *respect("roma", yes=7)])
    shown = {group: count(made, group) for group in ("white", "british", "irish", "roma")}
    assert shown == {"white": 445, "british": 400, "irish": WITHHELD, "roma": WITHHELD}
    assert share(made, "irish") is WITHHELD


def test_small_groups_that_come_to_less_than_ten_together_take_one_more() -> None:
    crowds = [*MANY, *respect("irish", yes=40), *respect("roma", yes=4), *respect("white-other", yes=5)]
    assert count(table(crowds), "irish") is WITHHELD


def test_a_few_who_do_not_know_take_everybodys_total_and_no_share() -> None:
    made = table([*MANY, *respect("irish", yes=25, no=25, unsure=4), *respect("white-other", yes=60, no=20, unsure=3)])
    columns = ("all", "base", "dont-know")
    assert [count(made, "all", option) for option in columns] == [WITHHELD, 780, WITHHELD]
    assert share(made, "irish") == Percent(50)


@pytest.mark.parametrize("option", ["dont-know", "~skipped", "~not-asked", "~not-reached"])
def test_what_is_outside_the_shares_stands_in_everybodys_row_alone(option: str) -> None:
    made = table([*MANY, *respect("irish", yes=25, no=25, unsure=40)])
    assert [cell.group for cell in made.counts if (cell.question, cell.option) == ("respect", option)] == ["all"]


def test_the_total_of_one_question_cannot_be_had_from_the_next() -> None:
    """Everybody answered the first, so all but two answered the second: the two who skipped must not follow."""
    said: dict[str, Answer] = {"overall": Chosen("good"), "overall-why": Words("…"), "needs": Chosen("food")}
    crowds = [Crowd("irish", 3, {**said, "respect": Chosen("always")}, f"ward-{ward}") for ward in range(10)] + [
        Crowd("irish", 2, said, "ward-1")
    ]
    made = table(crowds)
    assert [count(made, "all", option) for option in ("all", "base", "~skipped")] == [WITHHELD] * 3


def test_no_numerator_is_in_the_table() -> None:
    made = table(MANY)
    assert {cell.option for cell in made.counts if cell.question == "respect"} == {
        *("all", "base", "dont-know"),
        *("~skipped", "~not-asked", "~not-reached"),
    }
    assert {cell.group for cell in made.counts} == set(in_order(census().tree))


@pytest.mark.parametrize(("repeats", "shown"), [(0, 0), (9, WITHHELD), (10, 10), (38, 40)])
def test_how_many_answered_again_is_a_count_like_any_other(repeats: int, shown: Count) -> None:
    assert table(MANY, repeats).repeats == shown


def test_nobody_else_can_make_a_table() -> None:
    made = table(MANY)
    parts = (SUBJECT, policy(), census(), made.shapes, (), made.counts, made.shares, 0, made.asked_all)
    with pytest.raises(Unsealed):
        SafeTable(*parts, Seal())
    with pytest.raises(ValueError, match="seal"):
        replace(made, counts={})  # type: ignore[call-arg]  # that is what the test is about
    assert SafeTable(*parts, SEAL) == made


def test_a_table_cannot_be_changed_once_it_is_made() -> None:
    made = table(MANY)
    with pytest.raises(TypeError):
        made.counts[Cell("respect", "roma", "base")] = 3  # type: ignore[index]  # that is what the test is about


def test_the_policy_says_what_the_rules_say() -> None:
    shipped = policy()
    assert (shipped.name, shipped.version, shipped.threshold, shipped.base) == ("ten-thirty", 1, 10, 5)
    assert (shipped.share_from, shipped.options_from, shipped.k) == (30, 100, 3)
    assert shipped.lattice.periods == (PeriodKind.QUARTER,)
    assert shipped.lattice.characteristics == ("ethnicity",)


@pytest.mark.parametrize(
    ("yes", "no", "shown"),
    [
        (20, 10, Percent(67)),
        (21, 9, Percent(70, Bound.AT_LEAST)),
        (28, 2, Percent(70, Bound.AT_LEAST)),  # 93 % of 30 to 32 would tell that two people said no
        (30, 0, Percent(70, Bound.AT_LEAST)),
        (10, 20, Percent(33)),
        (9, 21, Percent(30, Bound.AT_MOST)),
        (90, 10, Percent(90)),
        (93, 7, Percent(91, Bound.AT_LEAST)),
        (190, 10, Percent(95, Bound.AT_LEAST)),
        (188, 12, Percent(94)),
    ],
)
def test_no_percentage_tells_how_few_people_said_something(yes: int, no: int, shown: Percent) -> None:
    safe = table([*MANY, *respect("caribbean", yes=yes, no=no)])
    assert safe.shares[Cell("respect", "caribbean", "positive")] == shown
    assert safe.counts[Cell("respect", "caribbean", "base")] == yes + no


def test_a_telling_option_takes_the_others_along_and_leaves_the_positive_share() -> None:
    answers = {"always": 60, "mostly": 16, "sometimes": 17, "never": 7}
    crowds = [Crowd("caribbean", n, {"respect": Chosen(option)}, SUBJECT.place) for option, n in answers.items()]
    shares = table([*MANY, *crowds]).shares
    assert shares[Cell("respect", "caribbean", "positive")] == Percent(76)
    assert {shares[Cell("respect", "caribbean", option)] for option in answers} == {WITHHELD}


def test_what_percentages_tell_together_is_withheld() -> None:
    """Of 300 people 83 % said yes, and of 100 of them half: so of the other 200 hardly anybody said no. Each of the
    three percentages could stand alone."""
    said = {"caribbean": respect("caribbean", yes=50, no=50), "african": respect("african", yes=200)}
    made = table([*MANY, *said["caribbean"], *said["african"]])
    assert [share(made, group) for group in ("black", *said)] == [Percent(83), Percent(50), WITHHELD]
    alone = table([*MANY, *said["african"]])
    assert share(alone, "african") == Percent(95, Bound.AT_LEAST)


def test_the_policys_hash_follows_its_meaning_and_not_its_spelling() -> None:
    text = FILE.read_text(encoding="utf-8")
    held = json.loads(text)
    assert read_policy(json.dumps(held, indent=8, sort_keys=True)).hash == policy().hash
    assert read_policy(json.dumps({**held, "threshold": 11})).hash != policy().hash


def test_a_table_that_cannot_be_made_safe_is_not_made() -> None:
    """Under a policy by which any range is too narrow, an outsider finds whatever is withheld, and so on to the end."""
    impossible = replace(policy(), k=10_000)
    assert protect(exact([*MANY, *respect("irish", yes=4)]), 0, SUBJECT, census(), impossible) == Unsafe(EVERY_QUESTION)
