"""Each promise about what is shown is kept by a test: with the promise broken in a copy of the project, it fails."""

from pathlib import Path

import pytest

from tests.mutations.mutants import PROMISES
from tests.mutations.trial import Change, Misfit, Mutant, copied, spoil, tried

MUTANTS = [mutant for broken in PROMISES.values() for mutant in broken]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_promise_is_noticed(mutant: Mutant, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    spoil(folder, mutant)
    verdict = tried(folder, [change.file for change in mutant.changes], [mutant.noticed_by])
    assert verdict.code == pytest.ExitCode.TESTS_FAILED
    assert [name.split("[")[0] for name in verdict.failures] == [mutant.noticed_by.split("[")[0]]
    assert {*verdict.failures.values()} == {"AssertionError"}


def test_a_copy_without_a_fault_passes(tmp_path: Path) -> None:
    tests = sorted({mutant.noticed_by for mutant in MUTANTS})
    verdict = tried(copied(tmp_path), [], tests)
    assert verdict.code == pytest.ExitCode.OK
    assert verdict.passed >= len(tests)


@pytest.mark.parametrize("text", ["no such words", "return"])
def test_a_fault_that_no_longer_fits_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "one.py").write_text("return 1\nreturn 2\n", encoding="utf-8")
    with pytest.raises(Misfit):
        spoil(tmp_path, Mutant("old", "", (Change("one.py", text, "pass"),)))


def test_every_mutant_has_a_name_of_its_own() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
