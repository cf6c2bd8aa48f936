"""Every error as one body, whoever raised it."""

import asyncio
import logging

import asyncpg
import msgspec
from litestar.exceptions import HTTPException

from ringdesk.kernel.errors import (
    AppError,
    Conflict,
    Invalid,
    MethodNotAllowed,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Problem,
    TooLarge,
    Unavailable,
)

log = logging.getLogger(__name__)

OURS: tuple[type[AppError], ...] = (
    Invalid, NotSignedIn, NotAllowed, NotFound, MethodNotAllowed, Conflict, TooLarge,
)  # fmt: skip
OURS_BY_STATUS = {kind.status: kind for kind in OURS}
# What the database says when it is away, restarting, or overrun.
AWAY = (
    asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError, asyncpg.CrashShutdownError, asyncpg.TooManyConnectionsError,
    asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError,
    asyncpg.InternalClientError, asyncio.TimeoutError, ConnectionError, OSError,
)  # fmt: skip
# What no column can hold: NUL in a text, a number beyond 64 bits.
UNSTORABLE = (
    asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError,
    asyncpg.DataError, asyncpg.NumericValueOutOfRangeError, UnicodeEncodeError,
)  # fmt: skip


def as_app_error(error: BaseException) -> AppError:
    """What we raise is one of ours already; what others raise becomes one."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, msgspec.ValidationError):
        return Invalid(errors=[{"field": "", "message": str(error)}])
    if isinstance(error, UNSTORABLE):
        return Invalid(errors=[{"field": "", "message": "A value can't be stored as it is"}])
    if isinstance(error, AWAY):
        return Unavailable()
    if isinstance(error, HTTPException) and error.status_code < 500:
        kind = OURS_BY_STATUS.get(error.status_code, Invalid)
        return kind(errors=errors_of(error)) if kind is Invalid else kind()
    return AppError()  # says nothing of the cause: that is for the log


def errors_of(error: HTTPException) -> list[dict[str, object]]:
    extra = error.extra if isinstance(error.extra, list) else []
    named: list[dict[str, object]] = [
        {"field": str(one.get("key", "")), "message": str(one.get("message", ""))}
        for one in extra
        if isinstance(one, dict)
    ]
    return named or [{"field": "", "message": error.detail}]


def log_if_ours(problem: Problem, error: BaseException) -> None:
    if problem.status >= 500:
        log.error("A request failed: %s", type(error).__name__, exc_info=error)


def media_type_for(accept: str) -> str:
    """`application/problem+json` only for callers that accept it."""
    problem = "application/problem+json"
    return problem if problem in accept else "application/json"
