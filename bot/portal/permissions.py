"""Who may do what: by role, whatever the moment. What the moment allows is in `policies`."""

from collections.abc import Mapping
from enum import StrEnum

from feedback.staff import Role


class Permission(StrEnum):
    READ_RESULTS = "read-results"
    MANAGE_SIGN_INS = "manage-sign-ins"


# Whoever hands out sign-ins does not read results by that: a person who does both has two sign-ins.
_GRANTED: Mapping[Role, frozenset[Permission]] = {
    Role.BOARD: frozenset({Permission.READ_RESULTS}),
    Role.PATIENT_EXPERIENCE: frozenset({Permission.READ_RESULTS}),
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE_SIGN_INS}),
}


def may(role: Role, permission: Permission) -> bool:
    return permission in _GRANTED[role]
