from collections.abc import Mapping
from typing import Any

import httpx
import msgspec


class ApiError(Exception):
    """A call that was refused. `code` is for programs, `message` for people; `details.errors` names
    each field of a malformed request. `retry_after`: seconds."""

    def __init__(
        self, status: int, code: str, message: str, details: Mapping[str, Any],
        retry_after: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message, self.details = status, code, message, details
        self.retry_after = retry_after

    @property
    def is_temporary(self) -> bool:
        """The same call may well succeed later."""
        return self.status == 429 or self.status >= 500


def error_of(answer: httpx.Response) -> ApiError:
    try:
        body = msgspec.json.decode(answer.content)
    except msgspec.DecodeError:  # a proxy's page: the status has to be enough
        body = {}
    if not isinstance(body, dict):
        body = {}
    details, said = body.get("details"), body.get("message")
    wait = answer.headers.get("retry-after", "")
    return ApiError(
        answer.status_code, str(body.get("code") or f"HTTP_{answer.status_code}"),
        str(said or answer.reason_phrase), details if isinstance(details, dict) else {},
        float(wait) if wait.isdecimal() else None,
    )  # fmt: skip
