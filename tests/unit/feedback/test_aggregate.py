"""From count sheets to exact counts: margins are sums, and nothing is lost on the way."""

from dataclasses import replace

import pytest

from feedback.aggregate import Cell, ReservedOption, Shape, aggregate
from surveys.answers import Chosen, Nothing, Several, Words
from surveys.definition import FEEDBACK, Kind, Question, Survey
from tests.support.crowds import OFTEN, SURVEY, Crowd, census, exact, sheets


def shape(question: str) -> Shape:
    return next(one for one in exact([]).shapes if one.question == question)


def changed(**parts: object) -> Survey:
    """Version 2 of the survey, with another `respect`."""
    questions = tuple(
        replace(question, **parts) if question.id == "respect" else question  # type: ignore[arg-type]  # any field
        for question in SURVEY
    )
    return Survey("patient", 2, "patient", questions)


def test_a_broad_group_is_the_sum_of_its_children_and_everybody_of_all() -> None:
    said = {"respect": Chosen("always")}
    counted = exact(
        [Crowd("indian", 4, said), Crowd("asian", 2, said), Crowd("roma", 1, said), Crowd("~skipped", 3, said)]
    )
    groups = ("indian", "asian-unspecified", "asian", "white", "declined", "all")
    assert [counted.count(Cell("respect", group, "base")) for group in groups] == [4, 2, 6, 1, 3, 10]


def test_dont_know_is_an_answer_outside_the_base() -> None:
    counted = exact(
        [
            Crowd("irish", 5, {"respect": Chosen("mostly")}),
            Crowd("irish", 3, {"respect": Chosen("never")}),
            Crowd("irish", 2, {"respect": Chosen("dont-know")}),
            Crowd("irish", 1, {"respect": Nothing.NOT_REACHED}),
        ]
    )
    columns = ("all", "base", "positive", "dont-know", "~skipped", "~not-asked", "~not-reached")
    assert [counted.count(Cell("respect", "irish", option)) for option in columns] == [10, 8, 5, 2, 0, 0, 1]


def test_in_the_friends_and_family_question_dont_know_is_in_the_base() -> None:
    counted = exact(
        [Crowd("irish", 6, {"overall": Chosen("good")}), Crowd("irish", 4, {"overall": Chosen("dont-know")})]
    )
    assert [counted.count(Cell("overall", "all", option)) for option in ("all", "base", "positive")] == [10, 10, 6]
    assert shape("overall").tree["not-positive"] == ("neither", "poor", "very-poor", "dont-know")


def test_each_of_several_answers_is_of_those_who_answered() -> None:
    counted = exact(
        [
            Crowd("arab", 3, {"needs": Several(("food", "prayer"))}),
            Crowd("arab", 2, {"needs": Several(("none",))}),
        ]
    )
    columns = ("base", "food", "prayer", "none")
    assert [counted.count(Cell("needs", "other", option)) for option in columns] == [5, 3, 3, 2]
    assert shape("needs").tree == {"all": ("base",)}


def test_an_answer_that_is_given_alone_can_be_left_out_of_the_base_of_several() -> None:
    question = Question(
        "who",
        Kind.SEVERAL,
        FEEDBACK,
        ("staff", "others", "prefer-not-to-say"),
        exclusive=frozenset({"prefer-not-to-say"}),
        outside_base=frozenset({"prefer-not-to-say"}),
    )
    survey = Survey("patient", 1, "patient", (question,))
    crowds = [
        Crowd("arab", 3, {"who": Several(("staff", "others"))}),
        Crowd("arab", 2, {"who": Several(("prefer-not-to-say",))}),
    ]
    counted = aggregate(sheets(crowds, survey), {1: survey}, census())
    columns = ("all", "base", "staff", "prefer-not-to-say")
    assert [counted.count(Cell("who", "all", option)) for option in columns] == [5, 3, 3, 2]


def test_of_words_it_counts_that_there_were_some() -> None:
    counted = exact([Crowd("arab", 4, {"overall-why": Words("no matter what")}), Crowd("arab", 1)])
    assert [counted.count(Cell("overall-why", "all", option)) for option in ("all", "~skipped")] == [4, 1]


def test_it_remembers_how_much_each_team_gave() -> None:
    said = {"respect": Chosen("always")}
    counted = exact(
        [Crowd("roma", 4, said, "ward-1"), Crowd("irish", 2, said, "ward-2"), Crowd("irish", 1, said, "ward-1")]
    )
    assert counted.teams(Cell("respect", "white", "base")) == {"ward-1": 5, "ward-2": 2}


def test_nobody_at_all_still_has_questions() -> None:
    assert [one.question for one in exact([]).shapes] == ["overall", "overall-why", "respect", "needs"]


def test_versions_are_counted_together_by_question() -> None:
    crowd = [Crowd("roma", 4, {"respect": Chosen("always")})]
    again = changed()
    both = [*sheets(crowd), *sheets(crowd, again)]
    assert aggregate(both, {1: SURVEY, 2: again}, census()).count(Cell("respect", "all", "base")) == 8


def test_a_question_that_reads_differently_in_two_versions_is_left_out_and_named() -> None:
    crowd = [Crowd("roma", 4, {"respect": Chosen("always")})]
    stricter = changed(positive=frozenset({"always"}))
    counted = aggregate([*sheets(crowd), *sheets(crowd, stricter)], {1: SURVEY, 2: stricter}, census())
    assert counted.changed == ("respect",)
    assert "respect" not in [one.question for one in counted.shapes]
    assert counted.count(Cell("respect", "all", "all")) == 0


@pytest.mark.parametrize(("since", "pooled"), [(1, True), (2, True), (3, False)])
def test_only_versions_are_pooled_in_which_the_question_is_declared_to_mean_the_same(since: int, pooled: bool) -> None:
    crowd = [Crowd("roma", 4, {"respect": Chosen("always")})]
    second, third = replace(SURVEY, version=2), replace(changed(since=since), version=3)
    counted = aggregate([*sheets(crowd, second), *sheets(crowd, third)], {2: second, 3: third}, census())
    assert counted.count(Cell("respect", "all", "base")) == (8 if pooled else 0)
    assert counted.changed == (() if pooled else ("respect",))


def test_a_statement_is_not_counted() -> None:
    counted = aggregate([], {2: changed(kind=Kind.STATEMENT, options=(), positive=frozenset())}, census())
    assert "respect" not in [one.question for one in counted.shapes]


def test_a_version_that_nobody_answered_changes_nothing() -> None:
    crowd = [Crowd("roma", 4, {"respect": Chosen("always")})]
    stricter = changed(positive=frozenset({"always"}))
    assert aggregate(sheets(crowd), {1: SURVEY, 2: stricter}, census()).changed == ()


def test_an_option_cannot_have_the_name_of_a_sum() -> None:
    with pytest.raises(ReservedOption, match="respect: all"):
        aggregate([], {2: changed(options=(*OFTEN, "all"))}, census())
