"""How often a provider is asked again, and when it is left alone for a while."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable
from contextlib import aclosing
from typing import TypeVar

from msgspec import Struct

from ringdesk.domains.assistant.providers.models import (
    OURS,
    PASSING,
    Failed,
    Piece,
    Reply,
)

T = TypeVar("T")
FORGOTTEN_AFTER_S = 3600.0


class Patience(Struct, frozen=True, kw_only=True):
    """`tries` with one provider for one question; pauses double from `first_pause_s`, or are what
    the provider asked for. After `failures` in a row it rests, longer each time."""

    tries: int = 3
    first_pause_s: float = 0.5
    longest_pause_s: float = 8.0
    failures: int = 5
    first_rest_s: float = 30.0
    longest_rest_s: float = 300.0

    def pause_before(self, attempt: int, asked_for: float | None) -> float:
        """Before the second try, the third ...; with jitter, so that not all come back at once."""
        if asked_for is not None:
            return asked_for
        pause = min(self.longest_pause_s, self.first_pause_s * 2.0 ** (attempt - 1))
        return pause * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


class _Trouble(Struct):
    failures: int = 0
    rests: int = 0
    until: float = 0.0
    tried_again: bool = False
    at: float = 0.0


class Rests:
    """Who is resting, in this process. Only those in trouble are remembered."""

    def __init__(self, patience: Patience, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience, self._clock = patience, clock
        self._troubles: dict[Hashable, _Trouble] = {}

    def may_ask(self, who: Hashable) -> bool:
        """When a rest is over one question goes through, and its fate decides for the others."""
        trouble = self._troubles.get(who)
        if trouble is None:
            return True
        if self._clock() < trouble.until:
            return False
        if trouble.failures < self._patience.failures:
            return True
        may, trouble.tried_again = not trouble.tried_again, True
        return may

    def went_well(self, who: Hashable) -> None:
        self._troubles.pop(who, None)

    def failed(self, who: Hashable, retry_after: float | None = None) -> None:
        """`retry_after`: for how many seconds the provider asked to be left alone."""
        now = self._clock()
        for other in [
            one for one, old in self._troubles.items() if now - old.at > FORGOTTEN_AFTER_S
        ]:
            del self._troubles[other]
        trouble = self._troubles.setdefault(who, _Trouble())
        trouble.at, trouble.tried_again = now, False
        trouble.failures += 1
        trouble.until = now + min(self._patience.longest_rest_s, retry_after or 0.0)
        if trouble.failures >= self._patience.failures:
            rest = self._patience.first_rest_s * 2.0 ** min(trouble.rests, 10)
            trouble.until = max(trouble.until, now + min(self._patience.longest_rest_s, rest))
            trouble.rests += 1

    def was_undecided(self, who: Hashable) -> None:
        """The question that was let through said nothing about the provider: another may go."""
        if trouble := self._troubles.get(who):
            trouble.tried_again = False


class Asking:
    """The tries of one question with one provider, until `deadline` (of the loop's clock)."""

    def __init__(
        self, patience: Patience, rests: Rests, who: Hashable, deadline: float,
        note: Callable[[Failed, float], None],
    ) -> None:  # fmt: skip
        self._patience, self._rests, self._who = patience, rests, who
        self._deadline, self._note = deadline, note

    @property
    def left_s(self) -> float:
        return self._deadline - asyncio.get_running_loop().time()

    async def once(self, ask: Callable[[float], Awaitable[Reply]]) -> Reply:
        """Raises Failed, of the last try; earlier ones were noted."""
        for attempt in range(1, self._patience.tries + 1):
            began = time.monotonic()
            try:
                reply = await self._bounded(ask)
            except Failed as failed:
                await self._after(failed, attempt, time.monotonic() - began)
            else:
                self._rests.went_well(self._who)
                return reply
        raise AssertionError("the last try returned or raised")

    async def stream(
        self, ask: Callable[[float], AsyncGenerator[Piece, None]]
    ) -> AsyncGenerator[Piece, None]:
        """The same. What was said already can't be unsaid: after a first piece there is no other
        try."""
        for attempt in range(1, self._patience.tries + 1):
            began, spoke = time.monotonic(), False
            try:
                async with aclosing(ask(self._within())) as pieces:
                    async for piece in pieces:
                        spoke = True
                        yield piece
                self._rests.went_well(self._who)
                return
            except Failed as failed:
                last = self._patience.tries if spoke else attempt
                await self._after(failed, last, time.monotonic() - began)

    def refuse_if_resting(self) -> None:
        if not self._rests.may_ask(self._who):
            raise Failed("resting")

    def _within(self) -> float:
        if self.left_s <= 0:
            raise Failed("timed_out")
        return self.left_s

    async def _bounded(self, ask: Callable[[float], Awaitable[Reply]]) -> Reply:
        within = self._within()
        try:
            async with asyncio.timeout(within):
                return await ask(within)
        except TimeoutError as error:
            raise Failed("timed_out") from error

    async def _after(self, failed: Failed, attempt: int, took_s: float) -> None:
        """Waits for the next try, or raises what ended the last."""
        if failed.outcome in OURS:
            self._rests.was_undecided(self._who)
        else:
            self._rests.failed(self._who, failed.retry_after)
        pause = self._patience.pause_before(attempt, failed.retry_after)
        again = failed.outcome in PASSING and attempt < self._patience.tries
        if not again or pause >= self.left_s:
            raise failed
        self._note(failed, took_s)
        await asyncio.sleep(pause)
