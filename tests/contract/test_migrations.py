"""The migrations lead from nothing to exactly the tables that the program works with, once, whoever runs them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from feedback.store.database import target_of
from feedback.store.upgrade import NewerDatabase, alembic_config, is_current, migrating, pending, upgrade

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013")


def test_the_migrated_tables_are_those_of_the_program(unmigrated_url: str) -> None:
    upgrade(unmigrated_url)
    with migrating(target_of(unmigrated_url)) as connection:
        command.check(alembic_config(connection))


def test_a_new_database_needs_every_revision_and_afterwards_none(unmigrated_url: str) -> None:
    assert pending(unmigrated_url) == REVISIONS
    assert not is_current(unmigrated_url)
    upgrade(unmigrated_url)
    assert pending(unmigrated_url) == ()
    assert is_current(unmigrated_url)


def test_upgrading_again_changes_nothing(unmigrated_url: str) -> None:
    upgrade(unmigrated_url)
    with migrating(target_of(unmigrated_url)) as connection:
        connection.execute(text("INSERT INTO places (code, parent, name, level) VALUES ('a', 'trust', 'A', 'team')"))
    upgrade(unmigrated_url)
    with migrating(target_of(unmigrated_url)) as connection:
        assert connection.scalar(text("SELECT count(*) FROM places")) == 2


@pytest.mark.parametrize("last", REVISIONS[:-1])
def test_a_database_of_any_earlier_version_is_brought_up_to_date(unmigrated_url: str, last: str) -> None:
    with migrating(target_of(unmigrated_url)) as connection:
        command.upgrade(alembic_config(connection), last)
    assert pending(unmigrated_url) == REVISIONS[REVISIONS.index(last) + 1 :]
    upgrade(unmigrated_url)
    assert is_current(unmigrated_url)


def test_what_was_set_aside_before_is_counted_still(unmigrated_url: str) -> None:
    """It has lost its person, and goes by its day."""
    with migrating(target_of(unmigrated_url)) as connection:
        command.upgrade(alembic_config(connection), "0010")
        insert = text(
            "INSERT INTO inbox (update_hash, respondent_hash, letter, day) VALUES (:name, :who, :letter, '2026-05-03')"
        )
        for name, who, letter in ((b"heard", None, None), (b"aside", None, b"sealed"), (b"waits", b"she", b"sealed")):
            connection.execute(insert, {"name": name, "who": who, "letter": letter})
    upgrade(unmigrated_url)
    with migrating(target_of(unmigrated_url)) as connection:
        aside = connection.execute(text("SELECT update_hash FROM inbox WHERE aside")).scalars()
        assert [bytes(name) for name in aside] == [b"aside"]


def test_several_that_start_at_once_do_not_get_in_each_others_way(unmigrated_url: str) -> None:
    with ThreadPoolExecutor(4) as starters:
        assert list(starters.map(upgrade, [unmigrated_url] * 4)) == [None] * 4
    assert is_current(unmigrated_url)


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(unmigrated_url: str) -> None:
    with migrating(target_of(unmigrated_url)) as connection:
        connection.execute(text("CREATE TABLE tallies (in_the_way integer)"))
    with pytest.raises(Exception, match="already exists"):
        upgrade(unmigrated_url)
    assert pending(unmigrated_url) == REVISIONS
    with migrating(target_of(unmigrated_url)) as connection:
        connection.execute(text("DROP TABLE tallies"))
    upgrade(unmigrated_url)
    assert is_current(unmigrated_url)


def test_a_database_of_a_newer_program_is_left_alone(unmigrated_url: str) -> None:
    upgrade(unmigrated_url)
    with migrating(target_of(unmigrated_url)) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for look in (pending, is_current, upgrade):
        with pytest.raises(NewerDatabase, match="9999"):
            look(unmigrated_url)


def test_looking_makes_no_file(tmp_path: Path) -> None:
    assert not is_current(f"sqlite:///{tmp_path / 'heard.db'}")
    assert list(tmp_path.iterdir()) == []
