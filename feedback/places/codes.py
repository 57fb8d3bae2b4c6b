"""What a place's code can be, so that every link that is printed on a wall carries it: addresses, and Telegram's start
parameter, which is the narrowest."""

import re

LONGEST_CODE = 62  # Telegram passes on 64 characters, and two of them say that a place follows
_CARRIED = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_CODE}}}")


def is_carried(code: str) -> bool:
    return _CARRIED.fullmatch(code) is not None
