"""However somebody spells an address, trying it is counted under the address that is looked up."""

from hypothesis import given
from hypothesis import strategies as st

from bot.portal.policies import counted_as
from feedback.staff import normal_email

AMINA = "amina.kelvin@trust.example"
_BLANKS = st.text(alphabet=" \t\n\r\u00a0\u2003\u3000\x1c", max_size=300)
_CASED = st.tuples(
    *(st.sampled_from([letter, letter.upper(), "\u212a" if letter == "k" else letter]) for letter in AMINA)
)
_BEHIND = st.one_of(st.just(""), st.text(max_size=3))


@given(before=_BLANKS, letters=_CASED, after=_BLANKS, behind=_BEHIND)
def test_whoever_would_be_found_is_the_one_who_is_counted(
    before: str, letters: tuple[str, ...], after: str, behind: str
) -> None:
    typed = f"{before}{''.join(letters)}{after}{behind}"
    looked_up = normal_email(typed)
    assert looked_up is None or counted_as(typed) == looked_up
    assert (looked_up == AMINA) is (counted_as(typed) == AMINA)
