"""What stands on the paper, and that nothing leaves it or stands on something else."""

from itertools import combinations, pairwise

import pytest

from bot.posters.addresses import Way, web_way
from bot.posters.codes import SMALLEST
from bot.posters.layout import Unfit, laid_out
from bot.posters.sheet import A4, Box, Code, Paragraph, Role, Sheet
from tests.unit.posters.examples import ALL, CATALOGUES, TELEGRAM, WAYS, WEB, poster, sheet

NEARLY = 0.01  # of a millimetre
SMALLEST_REQUEST, SMALLEST_PRINT = 3.6, 2.8
SELECTIONS = [*((tag,) for tag in ALL), *(ALL[:count] for count in range(2, len(ALL) + 1))]


def boxes(made: Sheet) -> list[Box]:
    return [part.box for part in made.parts]


def apart(one: Box, other: Box) -> bool:
    beside = one.right <= other.x + NEARLY or other.right <= one.x + NEARLY
    return beside or one.bottom <= other.y + NEARLY or other.bottom <= one.y + NEARLY


def assert_tidy(made: Sheet) -> None:
    for box in boxes(made):
        assert box.x >= 10
        assert box.right <= A4.width - 10
        assert box.y >= 10
        assert box.bottom <= A4.height - 10
    for one, other in combinations(boxes(made), 2):
        assert apart(one, other), (one, other)


def paragraphs(made: Sheet) -> list[Paragraph]:
    return [part for part in made.parts if isinstance(part, Paragraph)]


def said(made: Sheet) -> list[str]:
    return [" ".join(paragraph.lines) for paragraph in paragraphs(made)]


@pytest.mark.parametrize("tags", SELECTIONS, ids="+".join)
@pytest.mark.parametrize("ways", [WAYS, (WEB,)], ids=["both", "web"])
def test_every_number_of_languages_has_its_place(tags: tuple[str, ...], ways: tuple[Way, ...]) -> None:
    made = sheet(tags, ways=ways)
    assert_tidy(made)
    assert [code.way for code in made.codes] == list(ways)
    for code in made.codes:
        assert code.box.width == code.box.height >= SMALLEST
    for tag in tags:
        own = [part for part in paragraphs(made) if part.language.tag == tag]
        assert any(part.look.role is not Role.TEXT and part.size >= SMALLEST_REQUEST for part in own)


@pytest.mark.parametrize("tags", list(combinations(ALL, 2)), ids="+".join)
def test_any_two_languages_stand_beside_each_other(tags: tuple[str, ...]) -> None:
    assert_tidy(sheet(tags))


@pytest.mark.parametrize("tag", ALL)
def test_a_poster_says_what_we_ask_what_we_promise_how_and_what_it_is_not(tag: str) -> None:
    phrases = CATALOGUES.phrases(tag)
    everything = "".join(said(sheet([tag]))).replace(" ", "")
    for phrase in ("start.title", "poster.promise", "poster.scan", "poster.not-emergencies"):
        assert phrases.text(phrase).replace(" ", "") in everything
    assert "999" in phrases.text("poster.not-emergencies")
    assert "111" in phrases.text("poster.not-emergencies")
    assert WEB.typed.replace(" ", "") in everything


def test_the_crisis_line_stands_in_every_language_however_many_there_are() -> None:
    made = sheet(ALL)
    everything = "".join(said(made)).replace(" ", "")
    for tag in ALL:
        assert CATALOGUES.phrases(tag).text("poster.not-emergencies").replace(" ", "") in everything
    body = [part for part in paragraphs(made) if part.look.role is Role.TEXT and not part.look.centred]
    assert all(part.size >= SMALLEST_PRINT for part in body[:-1])  # the last names the drafts


def test_one_language_can_be_read_from_afar() -> None:
    [title] = [part for part in paragraphs(sheet(["en"])) if part.look.role is Role.TITLE]
    assert title.size >= 18


def test_wording_that_nobody_has_checked_says_so() -> None:
    assert any("not checked yet" in line and "اردو" in line for line in said(sheet(["en", "ur"])))


def test_the_order_of_the_languages_is_the_order_they_were_named_in() -> None:
    made = sheet(["ur", "en", "pl", "ar"])
    heads = [part for part in paragraphs(made) if part.look.role is not Role.TEXT]
    assert [part.language.tag for part in heads] == ["ur", "en", "pl", "ar"]
    assert [part.look.role for part in heads] == [Role.TITLE, *[Role.HEADING] * 3]
    assert all(one.box.y < other.box.y for one, other in pairwise(heads))
    assert made.language.tag == "ur"


def test_what_is_read_first_in_a_row_stands_at_the_right_in_urdu() -> None:
    made = sheet(["en", "ur", "pl", "ar"])
    for tag, first_is_right in (("en", False), ("ur", True)):
        request, *small = [part for part in paragraphs(made) if part.language.tag == tag and not part.look.centred][
            int(tag == "en") :
        ][:2]
        assert (request.box.x > small[0].box.x) is first_is_right


def test_codes_lie_below_the_words_and_their_addresses_below_them() -> None:
    made = sheet(["en"])
    web, telegram = made.codes
    assert web.box.y == telegram.box.y > max(part.box.bottom for part in paragraphs(made)[:5]) - NEARLY
    order = [type(part) for part in made.parts]
    assert order.index(Code) > order.index(Paragraph)
    assert [line for line in said(made) if line in (WEB.typed, TELEGRAM.typed)] == [WEB.typed, TELEGRAM.typed]


def test_what_is_too_long_for_the_paper_is_told_all_at_once() -> None:
    long_way = web_way("https://heard.trust.example", "w" * 300)
    assert laid_out(poster(["en"], place="W" * 80, ways=(long_way,))) == (Unfit.PLACE, Unfit.ADDRESS)
    assert laid_out(poster(["en"], place="The ward of long names " * 12)) == (Unfit.PLACE,)
    assert isinstance(laid_out(poster(["en"], place="The ward of long names " * 4)), Sheet)


def test_a_name_with_control_characters_is_one_clean_line() -> None:
    assert said(sheet(["en"], place="Ward\t7\x00\n of  <Oak> & Ash"))[0] == "Ward 7 of <Oak> & Ash"
