"""Passwords are recognised, and nothing but their hash is kept."""

import unicodedata
from contextlib import ExitStack
from typing import Literal
from unicodedata import normalize

import pytest
from argon2 import PasswordHasher

from bot.portal.passwords import MOST_WAITING, Matched, Passwords
from tests.support.staff import QUICK

PASSWORD = "three random words"


def there() -> bool:
    """Whoever asked has not gone."""
    return False


async def test_the_right_password_is_recognised_and_no_other() -> None:
    passwords = Passwords(QUICK)
    kept = await passwords.hash(PASSWORD)
    assert PASSWORD not in kept
    assert await passwords.match(kept, PASSWORD, there) == Matched()
    for wrong in ("", PASSWORD.upper(), PASSWORD + " ", PASSWORD * 1000):
        assert await passwords.match(kept, wrong, there) is None


async def test_nobody_matches_where_no_password_is_kept() -> None:
    assert await Passwords(QUICK).match(None, PASSWORD, there) is None


async def test_a_hash_that_is_none_matches_nothing() -> None:
    assert await Passwords(QUICK).match("not a hash", PASSWORD, there) is None


async def test_a_letter_typed_in_another_way_is_the_same_letter() -> None:
    passwords = Passwords(QUICK)
    assert await passwords.match(await passwords.hash("cafe\u0301 au lait"), "caf\u00e9 au lait", there) == Matched()


async def test_a_weaker_hash_is_made_anew_when_its_owner_signs_in() -> None:
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    matched = await Passwords(stronger).match(QUICK.hash(PASSWORD), PASSWORD, there)
    assert matched is not None
    assert matched.rehashed is not None
    assert await Passwords(stronger).match(matched.rehashed, PASSWORD, there) == Matched()


async def test_as_shipped_a_hash_is_slow_and_large() -> None:
    assert (await Passwords().hash(PASSWORD)).startswith("$argon2id$v=19$m=65536,t=3,p=1$")


async def test_what_is_longer_than_any_password_is_cut_before_it_is_brought_into_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passwords, normalised = Passwords(QUICK), list[int]()
    kept = await passwords.hash(PASSWORD)

    def counting(form: Literal["NFC"], text: str) -> str:
        normalised.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", counting)

    assert await passwords.match(kept, PASSWORD + "\u0301\u0316" * 60_000, there) is None
    assert normalised == [4 * 200 + 1]


async def test_nothing_is_looked_at_for_somebody_who_did_not_wait() -> None:
    looked_at: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            looked_at.append(str(password))
            return super().verify(hash, password)

    passwords = Passwords(Watched(time_cost=1, memory_cost=8, parallelism=1))
    kept = await passwords.hash(PASSWORD)

    assert await passwords.match(kept, PASSWORD, lambda: True) is None
    assert looked_at == []
    assert await passwords.match(kept, PASSWORD, there) == Matched()


def test_two_are_served_ten_wait_and_whoever_leaves_makes_room() -> None:
    passwords = Passwords(QUICK)
    with ExitStack() as all_day:
        assert all(all_day.enter_context(passwords.queued()) for _ in range(2 + MOST_WAITING - 1))
        for _ in range(2):
            with passwords.queued() as last, passwords.queued() as beyond:
                assert (last, beyond) == (True, False)
    with passwords.queued() as again:
        assert again
