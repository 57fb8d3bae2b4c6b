"""What respondents, updates and receipts are filed under: keyed hashes, the current key's first."""

from feedback.records import Channel, Respondent
from feedback.store.keys import Keys


def respondent_hashes(keys: Keys, respondent: Respondent) -> tuple[bytes, ...]:
    return keys.hashes("respondent", f"{respondent.channel.value}\0{respondent.address}")


def update_hashes(keys: Keys, channel: Channel, update: str) -> tuple[bytes, ...]:
    return keys.hashes("update", f"{channel.value}\0{update}")


def receipt_hashes(keys: Keys, receipt: str) -> tuple[bytes, ...]:
    return keys.hashes("receipt", receipt)


def open_receipt_hashes(keys: Keys, receipt: str) -> tuple[bytes, ...]:
    """While the conversation is open. No hash of it is ever equal to one that its response is filed under: of two
    copies of the database, without the key, neither tells whose conversation became which response."""
    return keys.hashes("receipt of an open conversation", receipt)
