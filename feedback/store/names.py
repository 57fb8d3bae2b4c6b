"""What respondents, updates and receipts are filed under: keyed hashes, the current key's first."""

from feedback.receipts import receipt_from
from feedback.records import Channel, Respondent
from feedback.store.keys import Keys


def respondent_hashes(keys: Keys, respondent: Respondent) -> tuple[bytes, ...]:
    return keys.hashes("respondent", f"{respondent.channel.value}\0{respondent.address}")


def update_hashes(keys: Keys, channel: Channel, update: str) -> tuple[bytes, ...]:
    return keys.hashes("update", f"{channel.value}\0{update}")


def receipt_hashes(keys: Keys, receipt: str) -> tuple[bytes, ...]:
    return keys.hashes("receipt", receipt)


def receipt_of(keys: Keys, tag: str, saved: bytes | None) -> str:
    """The code of a conversation whose person holds no secret of their own: the same until it is over, and once its row
    is gone nobody can work it out again. `saved`, the hash that was kept with it, tells under which key it began."""
    codes = [receipt_from(secret.hex()) for secret in keys.hashes("receipt of a conversation", tag)]
    return next((code for code in codes if saved in receipt_hashes(keys, code)), codes[0])
