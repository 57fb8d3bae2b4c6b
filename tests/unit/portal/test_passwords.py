"""Passwords are recognised, and nothing but their hash is kept."""

from argon2 import PasswordHasher

from bot.portal.passwords import Matched, Passwords
from tests.support.staff import QUICK

PASSWORD = "three random words"


async def test_the_right_password_is_recognised_and_no_other() -> None:
    passwords = Passwords(QUICK)
    kept = await passwords.hash(PASSWORD)
    assert PASSWORD not in kept
    assert await passwords.match(kept, PASSWORD) == Matched()
    for wrong in ("", PASSWORD.upper(), PASSWORD + " ", PASSWORD * 1000):
        assert await passwords.match(kept, wrong) is None


async def test_nobody_matches_where_no_password_is_kept() -> None:
    assert await Passwords(QUICK).match(None, PASSWORD) is None


async def test_a_hash_that_is_none_matches_nothing() -> None:
    assert await Passwords(QUICK).match("not a hash", PASSWORD) is None


async def test_a_letter_typed_in_another_way_is_the_same_letter() -> None:
    passwords = Passwords(QUICK)
    assert await passwords.match(await passwords.hash("cafe\u0301 au lait"), "caf\u00e9 au lait") == Matched()


async def test_a_weaker_hash_is_made_anew_when_its_owner_signs_in() -> None:
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    matched = await Passwords(stronger).match(QUICK.hash(PASSWORD), PASSWORD)
    assert matched is not None
    assert matched.rehashed is not None
    assert await Passwords(stronger).match(matched.rehashed, PASSWORD) == Matched()


async def test_as_shipped_a_hash_is_slow_and_large() -> None:
    assert (await Passwords().hash(PASSWORD)).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
