"""What one call to the API may need, put together: world, ways out for updates, limits, faults and the record."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.commands import Commands
from bot.sandbox.faults import Faults
from bot.sandbox.flood import Flood
from bot.sandbox.polling import Polling
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Request:
    """One call, as it came."""

    method: str
    parameters: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """One call that was answered with an error."""

    method: str
    code: int
    description: str
    at: datetime


@dataclass(slots=True)
class Server:
    token: str
    world: World
    commands: Commands
    polling: Polling
    webhook: Webhook
    flood: Flood
    faults: Faults
    requests: deque[Request]
    refusals: deque[Refusal]
    reads_all_in_groups: bool
    called: Bell = field(default_factory=Bell)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)  # by which of the two, and language
