"""The one family of errors a caller may see. A domain names its own by subclassing a kind."""

from typing import ClassVar
from uuid import UUID

from msgspec import Struct
from typing_extensions import override


class Problem(Struct, frozen=True, kw_only=True):
    """The one error body, at every door: RFC 9457, and the names that older clients look for."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    error: str
    message: str
    details: dict[str, object]


class AppError(Exception):
    status: ClassVar[int] = 500
    code: ClassVar[str] = "INTERNAL"
    text: ClassVar[str] = "Internal server error"

    def __init__(self, **details: object) -> None:
        super().__init__(self.text)
        self.details = details

    @property
    def headers(self) -> dict[str, str]:
        """What the answer carries besides its body."""
        return {}

    def as_problem(self) -> Problem:
        title = self.code.replace("_", " ").capitalize()
        return Problem(
            title=title, error=title, detail=self.text, message=self.text,
            status=self.status, code=self.code, details=self.details,
        )  # fmt: skip


class Invalid(AppError):
    """400. `details.errors` names each field: [{"field": …, "message": …}]."""

    status, code, text = 400, "INVALID", "The request does not have the shape we expect."

    @classmethod
    def field(cls, name: str, message: str) -> "Invalid":
        return cls(errors=[{"field": name, "message": message}])

    @property
    def reason(self) -> str:
        """What is wrong with the first of the fields."""
        errors = self.details.get("errors")
        return str(errors[0]["message"]) if isinstance(errors, list) and errors else self.text


class NotSignedIn(AppError):
    status, code, text = 401, "NOT_SIGNED_IN", "Could not validate credentials"

    @property
    @override
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class NotAllowed(AppError):
    status, code, text = 403, "NOT_ALLOWED", "Not enough permissions"


class Forged(NotAllowed):
    """What came in a provider's name had not its signature. Whose provider it was is for the log,
    not for who sent it."""

    code, text = "FORGED_WEBHOOK", "This is not signed as it should be."

    def __init__(self, *, tenant_id: UUID, provider: str) -> None:
        super().__init__()
        self.tenant_id, self.provider = tenant_id, provider


class AdministratorsOnly(NotAllowed):
    text = "Admin access required"


class NotFound(AppError):
    """404, with one sentence for all: another tenant's thing must look like no thing."""

    status, code, text = 404, "NOT_FOUND", "Resource not found"


class MethodNotAllowed(AppError):
    status, code, text = 405, "METHOD_NOT_ALLOWED", "This address takes other verbs: see Allow."


class Conflict(AppError):
    status, code, text = 409, "CONFLICT", "The present state does not allow this."


class Stale(Conflict):
    """412: an `If-Match` that no longer matches. `details` says what is true now."""

    status, code, text = 412, "STALE", "Somebody changed this meanwhile: look at it and try again."


class TooLarge(AppError):
    status, code, text = 413, "TOO_LARGE", "Send less at once."


class TooMany(AppError):
    status, code, text = 429, "TOO_MANY", "Slow down, and try again a little later."

    def __init__(self, *, retry_after: float, **details: object) -> None:
        super().__init__(retry_after=max(1, round(retry_after)), **details)

    @property
    @override
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.details["retry_after"])}


class Unavailable(AppError):
    status, code, text = 503, "UNAVAILABLE", "Something we need is away. Try again soon."

    @property
    @override
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "2"}
