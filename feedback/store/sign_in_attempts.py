"""How often somebody tried to sign in with one address, whether it is anybody's or not."""

from datetime import datetime

from sqlalchemy import case, delete

from feedback.store.database import Database
from feedback.store.dialects import inserting
from feedback.store.keys import Keys
from feedback.store.tables import sign_in_attempts as attempts


class SignInAttempts:
    """Whoever tries is nobody yet: counting has no line in the trail, what comes of the attempt has one."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    async def count(self, typed: str, now: datetime, window_from: datetime) -> int:
        """This attempt with those before it, since the first that is no older than `window_from`. Counted before the
        password is looked at, in one statement: many attempts at once are as many attempts."""
        row = {"email_hash": self._hash(typed), "attempts": 1, "since": now}
        over = attempts.c.since <= window_from
        async with self._database.writing() as connection:
            counted = inserting(connection, attempts).values(row)
            counted = counted.on_conflict_do_update(
                index_elements=[attempts.c.email_hash],
                set_={
                    "attempts": case((over, 1), else_=attempts.c.attempts + 1),
                    "since": case((over, counted.excluded.since), else_=attempts.c.since),
                },
            )
            total: int = (await connection.execute(counted.returning(attempts.c.attempts))).scalar_one()
        return total

    async def clear(self, typed: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(attempts).where(attempts.c.email_hash == self._hash(typed)))

    def mark(self, typed: str) -> str:
        """Tells two addresses apart in the trail without saying either."""
        return self._hash(typed).hex()[:16]

    async def forget(self, window_from: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(attempts).where(attempts.c.since <= window_from))

    def _hash(self, typed: str) -> bytes:
        return self._keys.hashes("sign-in-attempt", typed)[0]
