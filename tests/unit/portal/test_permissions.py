"""Who may do what, role by role."""

import pytest

from bot.portal.permissions import Permission, may
from feedback.staff import Role

MAY = {
    Role.BOARD: {Permission.READ_RESULTS},
    Role.PATIENT_EXPERIENCE: {Permission.READ_RESULTS},
    Role.ADMINISTRATOR: {Permission.MANAGE_SIGN_INS},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_may_what_it_is_for_and_nothing_else(role: Role, permission: Permission) -> None:
    assert may(role, permission) is (permission in MAY[role])


def test_whoever_hands_out_sign_ins_does_not_read_results() -> None:
    assert not any(may(role, Permission.READ_RESULTS) and may(role, Permission.MANAGE_SIGN_INS) for role in Role)
