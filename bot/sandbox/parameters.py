"""What a request to the API says: from its address, a form or JSON, where nested values may be JSON within a form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.refusals import bad_request


@dataclass(frozen=True, slots=True)
class Parameters:
    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def whole(self, name: str, default: int) -> int:
        """What is no number counts as not said, as with Telegram."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def truth(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes")

    def nested(self, name: str) -> Any:
        """None where it is not said."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error


async def read_parameters(request: web.Request) -> Parameters:
    return Parameters({**request.query, **await _body(request)})


async def _body(request: web.Request) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    try:
        said = await request.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise bad_request("can't parse the request's JSON object")
    return said
