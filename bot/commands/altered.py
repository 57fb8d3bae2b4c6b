"""What is said of a register of releases that somebody changed. Apart, so that looking for it needs no solver."""

from collections.abc import Sequence


def not_what_they_were(wrong: Sequence[int]) -> str:
    numbers = ", ".join(map(str, wrong))
    says = f"releases: altered: Somebody changed or took out something at release {numbers}."
    return f"{says} Compare with the files that were published, and bring the database back from a backup."
