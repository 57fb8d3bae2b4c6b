"""What respondents and updates are filed under: keyed hashes, the current key's first."""

from feedback.records import Channel, Respondent
from feedback.store.keys import Keys


def respondent_hashes(keys: Keys, respondent: Respondent) -> tuple[bytes, ...]:
    return keys.hashes("respondent", f"{respondent.channel.value}\0{respondent.address}")


def update_hashes(keys: Keys, channel: Channel, update: str) -> tuple[bytes, ...]:
    return keys.hashes("update", f"{channel.value}\0{update}")


def receipt_hashes(keys: Keys, receipt: str) -> tuple[bytes, ...]:
    return keys.hashes("receipt", receipt)
