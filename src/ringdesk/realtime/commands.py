"""What a client may say, by name, at either mouth; always answered, and never too fast."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

import msgspec

from ringdesk.kernel.errors import AppError, Invalid, NotAllowed, NotSignedIn, Problem, TooMany
from ringdesk.kernel.work import Actor
from ringdesk.realtime.client import Client

log = logging.getLogger(__name__)

BURST, PER_SECOND = 60.0, 20.0  # of what one socket may say
PATIENCE = 200  # refusals in a row, and the socket is closed

Command = TypeVar("Command", bound=msgspec.Struct)
T = TypeVar("T")
Answer: TypeAlias = dict[str, object]
Act: TypeAlias = Callable[[Client, Any], Awaitable[Answer | None]]


class UnknownCommand(Invalid):
    code, text = "UNKNOWN_MESSAGE", "There is nothing of this name to say here."


class Pace:
    """A bucket that fills again while the socket is quiet."""

    __slots__ = ("_at", "_burst", "_left", "_per_second", "refused")

    def __init__(self, burst: float = BURST, per_second: float = PER_SECOND) -> None:
        self._burst, self._per_second = burst, per_second
        self._left, self._at, self.refused = burst, time.monotonic(), 0

    def take(self) -> None:
        """TooMany when it is empty."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            self.refused += 1
            raise TooMany(retry_after=1)
        self._left -= 1
        self.refused = 0

    @property
    def exhausted(self) -> bool:
        return self.refused >= PATIENCE


class Commands:
    def __init__(self) -> None:
        self._known: dict[str, tuple[type[msgspec.Struct], Act]] = {}
        self.on_refusal: Callable[[Actor, str, NotAllowed], Awaitable[None]] | None = None

    def hear(
        self, name: str, shape: type[Command],
        act: Callable[[Client, Command], Awaitable[Answer | None]],
    ) -> None:  # fmt: skip
        """`act(client, command)`, for those who have said who they are (`client.actor`). What it
        returns goes into the acknowledgement; an AppError becomes a Problem in it."""
        self._known[plain(name)] = (shape, act)

    async def obey(self, client: Client, name: str, data: object) -> Answer:
        known = self._known.get(plain(name))
        if known is None:
            raise UnknownCommand(name=name[:100])
        if client.actor is None:
            raise NotSignedIn
        shape, act = known
        asking = client.actor
        try:
            return await act(client, msgspec.convert(data, shape)) or {}
        except NotAllowed as refused:
            if self.on_refusal is not None:
                await self.on_refusal(asking, f"socket {plain(name)}", refused)
            raise


def plain(name: str) -> str:
    """`ticket:viewing` and `ticket.viewing` are one."""
    return name.replace(":", ".")


async def answered(doing: Awaitable[T]) -> tuple[T | None, Problem | None]:
    """Whatever happens, an answer: without one a client would wait for ever."""
    try:
        return await doing, None
    except AppError as error:
        return None, error.as_problem()
    except msgspec.ValidationError as error:
        return None, Invalid(errors=[{"field": "", "message": str(error)}]).as_problem()
    except Exception:
        log.exception("A socket's command failed.")
        return None, AppError().as_problem()
