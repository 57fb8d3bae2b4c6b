"""How an e-mail address is written, and what can be nobody's."""

import pytest

from feedback.staff import normal_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("amina@trust.example", "amina@trust.example"),
        ("  Amina.K@Trust.Example\n", "amina.k@trust.example"),
        ("o'neil+board@mail.trust.nhs.example", "o'neil+board@mail.trust.nhs.example"),
    ],
)
def test_an_address_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert normal_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "amina",
        "amina@trust",
        "@trust.example",
        "a b@trust.example",
        "a@b@c.example",
        "a@trust..example",
        "a\0@trust.example",
        "a@.example",
        "a@" + "x" * 250 + ".example",
    ],
)
def test_what_can_be_nobodys_address(typed: str) -> None:
    assert normal_email(typed) is None
