"""What is over is cleared away every hour, and what is not stays."""

from datetime import timedelta

from bot.app import Product, now, today
from bot.commands.responses import purged
from feedback.staff import Role, StaffSession
from tests.support.staff import event, with_access

OVER, LIVE = "a-token-that-is-over", "a-token-that-lives"


async def test_sessions_links_and_attempts_that_are_over_are_forgotten(product: Product) -> None:
    person, moment = await with_access(product, Role.BOARD), now()
    other = await with_access(product, Role.ADMINISTRATOR)
    for token, holder, ago in ((OVER, person, timedelta(hours=1)), (LIVE, other, timedelta(0))):
        expires = moment - ago + timedelta(minutes=10)
        session = StaffSession(holder, expires, expires, expires)
        await product.staff_sessions.begin(session, token, None, None, event("signed-in"))
        await product.staff_links.give(holder.id, token, expires, event("staff-link-made"))
        await product.sign_in_attempts.count(token, moment - ago, moment)

    await purged(product, today())

    assert [await product.staff_sessions.find(token) is None for token in (OVER, LIVE)] == [True, False]
    assert [await product.staff_links.find(token) is None for token in (OVER, LIVE)] == [True, False]
    long_ago = moment - timedelta(days=1)
    assert [await product.sign_in_attempts.count(token, moment, long_ago) for token in (OVER, LIVE)] == [1, 2]
