"""What a button means goes into 64 bytes and comes back as it was; whatever else comes means nothing."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.buttons import data_of, meaning_of
from bot.conversation.asides import (
    Agree,
    Anew,
    Aside,
    CarryOn,
    Delete,
    Do,
    Gone,
    Greet,
    Matter,
    Page,
    Show,
    Speak,
    Tapped,
    Unusable,
)
from bot.i18n import load_catalogues
from feedback.records import Agreement
from surveys.limits import MOST_OPTIONS, MOST_QUESTIONS

MOST_BYTES = 64  # Telegram's
LONGEST_CODE = "w" * 62  # of a place; with `p-` before it a start link is full
BROUGHT = "-_" + string.ascii_letters + string.digits  # of these Telegram lets the code in a link consist
TAG = "0123abcd"

BUTTONS: tuple[Aside, ...] = (
    *(Tapped(TAG, do, MOST_QUESTIONS - 1, MOST_OPTIONS - 1) for do in Do),
    *(Tapped(TAG, do, 0, None) for do in Do),
    *(Tapped(TAG, do) for do in Do),
    Greet(),
    Greet(LONGEST_CODE),
    Anew(LONGEST_CODE),
    Anew("trust"),
    Anew("a.b.c"),
    Anew("a.b.c", TAG),
    Anew("w" * 53, TAG),
    Anew(LONGEST_CODE, TAG),
    Anew("-" * 62, "00000000"),
    Anew("9" * 62, "ffffffff"),
    CarryOn(),
    *map(Show, Page),
    *map(Speak, load_catalogues().languages),
    *map(Agree, Agreement),
)
NEVER_BUTTONS: tuple[Aside, ...] = (Delete(), Delete("X"), Unusable(Matter.VOICE), Gone())


@pytest.mark.parametrize("means", BUTTONS, ids=str)
def test_a_button_comes_back_as_it_was_made(means: Aside) -> None:
    data = data_of(means)
    assert 1 <= len(data.encode()) <= MOST_BYTES
    assert meaning_of(data) == means


@given(
    st.text(BROUGHT, min_size=1, max_size=62) | st.text(BROUGHT, min_size=54, max_size=62), st.integers(0, 2**32 - 1)
)
def test_every_code_that_telegram_carries_here_fits_beside_a_tag(place: str, number: int) -> None:
    anew = Anew(place, f"{number:08x}")
    data = data_of(anew)
    assert len(data.encode()) <= MOST_BYTES
    assert meaning_of(data) == anew


@pytest.mark.parametrize("place", ["w" * 54 + ".", "ward " * 11 + "w"])
def test_beside_a_long_code_that_no_link_brings_there_is_no_room_for_a_tag(place: str) -> None:
    """Without one it leaves nothing that is open."""
    data = data_of(Anew(place, TAG))
    assert len(data.encode()) <= MOST_BYTES
    assert meaning_of(data) == Anew(place)


def test_no_two_buttons_look_alike() -> None:
    assert len({data_of(means) for means in BUTTONS}) == len(set(BUTTONS))


def test_every_kind_of_aside_either_has_a_button_or_is_refused_one() -> None:
    assert {type(means) for means in (*BUTTONS, *NEVER_BUTTONS)} == set(Aside.__args__)


@pytest.mark.parametrize("means", NEVER_BUTTONS, ids=str)
def test_what_nobody_may_press_has_no_button(means: Aside) -> None:
    with pytest.raises(ValueError, match="no button"):
        data_of(means)


@given(st.text(max_size=MOST_BYTES))
def test_anything_else_means_nothing_or_something_that_a_button_could_mean(data: str) -> None:
    means = meaning_of(data)
    assert means is None or not isinstance(means, Delete | Unusable | Gone)


@given(
    st.lists(
        st.sampled_from(
            ["t", "l", "n", "b", "~", "!", "g", "a", "s", "o", ".", "tick", "pick", "0", "-1", "९", TAG, "_", " "]
        )
    )
)
def test_halves_of_buttons_put_together_anew_break_nothing(parts: list[str]) -> None:
    meaning_of("".join(parts))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "t",
        "t.",
        "t.a.b.c",
        "t.x.pick.a.b",
        "s.x",
        "a.x",
        "z.1",
        "T.x.pick.0.0",
        "b",
        "b.",
        "b.x",
        "b.x.",
        "b..x",
        "~",
        "~!",
        "~ ",
        "~.",
        "~\u00e9",
    ],
)
def test_a_button_of_nobodys_means_nothing(data: str) -> None:
    assert meaning_of(data) is None
