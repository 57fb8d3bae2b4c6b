"""A published version is there for good, and is what it was."""

from datetime import timedelta

from feedback.store.editions import AlreadyThere, Editions, Frozen, Published, PublishedEdition
from tests.contract.examples import TODAY


async def test_a_version_is_published_once(editions: Editions) -> None:
    assert await editions.publish("patient", 1, "feedback", '{"a":"ب"}', "digest", TODAY) == Published()
    tomorrow = TODAY + timedelta(days=1)
    assert await editions.publish("patient", 1, "feedback", '{"a":"ب"}', "digest", tomorrow) == AlreadyThere()
    assert await editions.all() == [PublishedEdition("patient", 1, "feedback", '{"a":"ب"}', "digest", TODAY)]


async def test_a_published_version_cannot_be_changed(editions: Editions) -> None:
    await editions.publish("patient", 1, "feedback", "as published", "digest", TODAY)
    assert await editions.publish("patient", 1, "feedback", "improved", "another", TODAY) == Frozen("digest")
    assert await editions.load("patient", 1) == "as published"


async def test_versions_stand_beside_each_other_the_newest_first(editions: Editions) -> None:
    for survey, version in (("patient", 2), ("patient", 10), ("equality", 1)):
        await editions.publish(survey, version, "feedback", f"{survey} {version}", "digest", TODAY)
    assert await editions.newest("patient") == 10
    assert await editions.load("patient", 2) == "patient 2"
    listed = [(edition.survey, edition.version) for edition in await editions.all()]
    assert listed == [("equality", 1), ("patient", 10), ("patient", 2)]


async def test_what_was_never_published_is_not_there(editions: Editions) -> None:
    assert await editions.newest("patient") is None
    assert await editions.load("patient", 1) is None
    assert await editions.all() == []
