"""Whether somebody changed the register of releases, and what is said of it. Apart from `heard attack`, so that looking
needs no solver."""

from collections.abc import Sequence

from bot.app import Product
from feedback.release import altered

PUBLISHED = "release"  # as the audit trail calls it


async def altered_releases(product: Product) -> tuple[int, ...]:
    told = [(event.facts.get("release"), event.facts.get("hash")) for event in await product.audit.of(PUBLISHED)]
    return altered(await product.releases.all(), [(int(number), hash) for number, hash in told if number and hash])


def not_what_they_were(wrong: Sequence[int]) -> str:
    numbers = ", ".join(map(str, wrong))
    says = f"releases: altered: Somebody changed or took out something at release {numbers}."
    return f"{says} Compare with the files that were published, and bring the database back from a backup."
