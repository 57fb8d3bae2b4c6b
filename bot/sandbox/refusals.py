"""What Telegram refuses, in its own words and codes. Raised where it is found, answered at the edge of the API."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any


class Refused(Exception):
    def __init__(self, code: int, description: str, parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": dict(self.parameters)} if self.parameters else body


def bad_request(description: str, **parameters: int) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, f"Bad Request: {description}", parameters)


def forbidden(description: str) -> Refused:
    return Refused(HTTPStatus.FORBIDDEN, f"Forbidden: {description}")


def conflict(description: str) -> Refused:
    return Refused(HTTPStatus.CONFLICT, f"Conflict: {description}")


def too_many(retry_after: int) -> Refused:
    said = f"Too Many Requests: retry after {retry_after}"
    return Refused(HTTPStatus.TOO_MANY_REQUESTS, said, {"retry_after": retry_after})
