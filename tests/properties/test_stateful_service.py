"""The same walks through the whole product: real SQLite, and a new process's worth of memory at every restart."""

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.stacked import Stacked
from tests.properties.walking import Walking
from tests.properties.worlds import World
from tests.support.databases import SqliteTemplate


def test_walks_through_the_whole_product(sqlite_template: SqliteTemplate) -> None:
    class Whole(Walking):
        def opened(self) -> World:
            return Stacked(sqlite_template)

    phases = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking would take an hour
    run_state_machine_as_test(Whole, settings=settings(max_examples=4, stateful_step_count=12, phases=phases))
