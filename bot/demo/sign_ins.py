"""The demonstration's people: one a role, with passwords that follow from the secret key and are kept nowhere."""

from base64 import b32encode

from feedback.staff import Newcomer, Role
from feedback.store.keys import Keys

_GROUPS, _LETTERS = 4, 4
_NAMES = {Role.BOARD: "board", Role.PATIENT_EXPERIENCE: "experience", Role.ADMINISTRATOR: "administrator"}


def newcomer(role: Role, password_hash: str) -> Newcomer:
    return Newcomer(f"{_NAMES[role]}@demo.example", role, password_hash=password_hash, demonstration=True)


def password(keys: Keys, role: Role) -> str:
    """80 bits, the same for the same key: whoever runs this machine can always be told it again."""
    text = b32encode(keys.hashes("demonstration-password", role.value)[0]).decode().lower()
    return "-".join(text[start : start + _LETTERS] for start in range(0, _GROUPS * _LETTERS, _LETTERS))
