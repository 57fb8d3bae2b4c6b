"""Sealing what people wrote, and hashing what must be found again without being kept.

One secret makes two keys that do not give each other away: AES-256-GCM for words and addresses, HMAC-SHA-256 for
respondents, updates and receipts. A sealed value names its key, so that a ring of keys can open older ones.
"""

import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HASH_BYTES = 32
_ID_BYTES = 4
_NONCE_BYTES = 12  # random: safe for four thousand million values under one key
_TAG_BYTES = 16
_SHORTEST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a sealed value lies. It is bound in: moved to another cell, the value does not open."""

    table: str
    column: str
    row: str

    def bound(self) -> bytes:
        return f"{self.table}\0{self.column}\0{self.row}".encode()


@dataclass(frozen=True, slots=True)
class Key:
    id: bytes
    cipher: AESGCM = field(repr=False)
    hashing: bytes = field(repr=False)

    @classmethod
    def from_secret(cls, secret: bytes) -> "Key":
        if len(secret) < _SHORTEST_SECRET:
            raise ShortSecret(len(secret))
        return cls(
            id=_derived(secret, "key id", _ID_BYTES),
            cipher=AESGCM(_derived(secret, "field encryption", 32)),
            hashing=_derived(secret, "keyed hash", 32),
        )


@dataclass(frozen=True, slots=True)
class Keys:
    """The key that seals, and those before it that still open."""

    current: Key
    older: tuple[Key, ...] = ()

    @classmethod
    def from_secret(cls, secret: bytes, *older: bytes) -> "Keys":
        return cls(Key.from_secret(secret), tuple(Key.from_secret(each) for each in older))

    def seal(self, text: str, cell: Cell) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return self.current.id + nonce + self.current.cipher.encrypt(nonce, text.encode(), cell.bound())

    def unseal(self, sealed: bytes, cell: Cell) -> str:
        id, rest = sealed[:_ID_BYTES], sealed[_ID_BYTES:]
        key = next((key for key in self._ring() if key.id == id), None)
        if key is None and len(rest) >= _NONCE_BYTES + _TAG_BYTES:
            raise KeyMissing(cell, f"it was sealed with a key that is not here (key id {id.hex()})")
        if key is None:
            raise Unreadable(cell, "it was cut short since it was sealed")
        nonce, ciphertext = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        try:
            return key.cipher.decrypt(nonce, ciphertext, cell.bound()).decode()
        except (InvalidTag, ValueError) as error:
            raise Unreadable(cell, "it was changed, cut short or moved since it was sealed") from error

    @property
    def ids(self) -> tuple[bytes, ...]:
        """How a sealed value that opens here begins."""
        return tuple(key.id for key in self._ring())

    def hashes(self, kind: str, value: str) -> tuple[bytes, ...]:
        """What a value may have been filed under, the current key's first. Kinds keep equal texts apart."""
        return tuple(_hash(key, kind, value) for key in self._ring())

    def _ring(self) -> Iterator[Key]:
        yield self.current
        yield from self.older


class Unreadable(Exception):
    """A sealed value that does not open. It says where, so that an operator can look there; never what it holds."""

    def __init__(self, cell: Cell, why: str) -> None:
        super().__init__(f"{cell.table}.{cell.column} of {cell.row} cannot be read: {why}")
        self.cell = cell
        self.why = why


class KeyMissing(Unreadable):
    """It may open yet: elsewhere, where there is that key, or here once the key is brought back. A value whose first
    bytes were damaged cannot be told from one, and waits like one."""


class ShortSecret(Exception):
    """Guards against a key file that lost its content, which would seal everything with next to nothing."""

    def __init__(self, length: int) -> None:
        super().__init__(f"the secret key has {length} bytes; {_SHORTEST_SECRET} are the least")


def _derived(secret: bytes, purpose: str, length: int) -> bytes:
    info = f"heard {purpose} 1".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret)


def _hash(key: Key, kind: str, value: str) -> bytes:
    # Addresses come from outside and are hashed before anybody has looked at them: no text may fail here.
    return hmac.digest(key.hashing, f"{kind}\0{value}".encode("utf-8", "surrogatepass"), "sha256")
