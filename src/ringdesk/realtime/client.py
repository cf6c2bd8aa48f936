"""One connected screen, and what still waits to be written to it.

A frame for a client that keeps up is written at once, without a task: by the short way where
there is one (`lane.py`), else by one step of the server's `send`, which is all it takes while its
transport has room. Only a client that fell behind has a queue, a writer of its own, and bounds.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, MutableMapping
from types import coroutine
from typing import Any, TypeAlias

from ringdesk.kernel.work import Actor
from ringdesk.realtime.lane import hang_up, keep_little, lane_of, transport_of
from ringdesk.realtime.letter import Dialect, Frame, Letter

log = logging.getLogger(__name__)

ASGIMessage: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[ASGIMessage]]
Send: TypeAlias = Callable[[Any], Coroutine[Any, Any, None]]

DROP_AT = 128  # waiting frames; beyond it, what soon is stale is not queued
EVICT_AT = 256  # and here the client has stopped reading
HOLD_AT = 2000  # while it catches up, live frames wait for us, not for the client
ABORT_AFTER_S = 10.0  # a client that does not answer our close is hung up on

NORMAL, GOING_AWAY, REFUSED, TOO_BIG, RESTART, TRY_LATER = 1000, 1001, 1008, 1009, 1012, 1013
NOT_SIGNED_IN = 4401  # of the range that is ours: come back with another token, or sign in


@coroutine
def resume(step: Coroutine[Any, Any, None], pending: object) -> Generator[Any, Any, None]:
    """Go on with a coroutine that was driven by hand up to `pending`."""
    try:
        while True:
            yield pending
            try:
                pending = step.send(None)
            except StopIteration:
                return
    finally:
        step.close()


class Client:
    """`send` is None for a client that polls: all it gets waits until it asks."""

    def __init__(self, dialect: Dialect, send: Send | None) -> None:
        self.id = secrets.token_urlsafe(15)
        self.dialect = dialect
        self.actor: Actor | None = None
        self.token: str | None = None
        self.audiences: frozenset[str] = frozenset()
        self.closed: str | None = None  # why
        self.told = 0  # the last number that was said to it
        self.when_closed: list[Callable[[], None]] = []
        self._send = send
        self._lane = None if send is None else lane_of(send)
        if send is not None:
            keep_little(send)
        self._waiting: deque[Frame] = deque()
        self._held: deque[tuple[Frame, ...]] | None = None
        self._writer: asyncio.Task[None] | None = None
        self._behind = send is None
        self._hurried = False
        self._moved = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def offer(self, letter: Letter) -> None:
        """Written now, or left to wait its turn, or the client is let go."""
        frames = letter.frames(self.dialect)
        if letter.seq is not None:
            self.told = letter.seq
        if self._held is not None:
            if len(self._held) >= HOLD_AT:
                self.close(TRY_LATER, "slow_consumer")
            elif not letter.soon_stale:
                self._held.append(frames)
            return
        lane = self._lane
        for frame in frames:
            if self._behind or lane is None or not lane(frame.raw):
                self.write(frame, soon_stale=letter.soon_stale)

    def write(self, frame: Frame, *, soon_stale: bool = False) -> None:
        if self._behind:
            self._queue(frame, soon_stale)
            return
        if self.closed or self._send is None:
            return
        step = self._send(message(frame))
        try:
            pending = step.send(None)
        except StopIteration:
            return
        except Exception:
            self.lost()
            return
        self._start_writer(resume(step, pending))

    def _queue(self, frame: Frame, soon_stale: bool) -> None:
        waiting = len(self._waiting)
        if self.closed or (soon_stale and waiting >= DROP_AT):
            return
        if waiting >= EVICT_AT:
            self.close(TRY_LATER, "slow_consumer")
            return
        self._waiting.append(frame)
        self._moved.set()

    def _start_writer(self, first: Awaitable[None] | None = None) -> None:
        self._behind = True
        self._writer = asyncio.get_running_loop().create_task(self._catch_up(first))

    async def _catch_up(self, first: Awaitable[None] | None) -> None:
        try:
            if first is not None:
                await first
            while self._waiting and self._send is not None:
                await self._send(message(self._waiting.popleft()))
                self._moved.set()
        except Exception:  # whatever the server says when the other side has gone
            self.lost()
        else:
            self._behind, self._writer = False, None
            self._moved.set()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def on_the_short_way(self) -> bool:
        return self._lane is not None and not self._behind

    async def room(self, most: int = DROP_AT) -> bool:
        """Wait until the queue is short. False if the client has gone meanwhile."""
        while not self.closed and len(self._waiting) >= most:
            self._moved.clear()
            await self._moved.wait()
        return not self.closed

    # While a client is told what it missed, what happens meanwhile is held back, in order.

    def hold(self) -> None:
        self._held = deque()

    def release(self) -> None:
        held, self._held = self._held or deque(), None
        for frames in held:
            for frame in frames:
                self.write(frame)

    # Polling, and the change from polling to a socket.

    async def something_waits(self) -> None:
        """Or it is closed, or hurried, or no longer polling."""
        while not (self._waiting or self.closed or self._hurried or self._send is not None):
            self._moved.clear()
            await self._moved.wait()

    def take(self) -> list[Frame]:
        """All that waits, for a client that polls."""
        taken = list(self._waiting) if self._send is None else []
        if taken:
            self._waiting.clear()
            self._moved.set()
        return taken

    @property
    def upgraded(self) -> bool:
        return self._send is not None

    def hurry(self, hurried: bool = True) -> None:
        """Polls are answered at once from now on: it is about to change to a socket."""
        self._hurried = hurried
        self._moved.set()

    def switch(self, send: Send) -> None:
        """From polling to a socket: what waits goes there."""
        self._send, self._lane = send, lane_of(send)
        keep_little(send)
        self._moved.set()
        self._start_writer()

    # The end.

    def ends_in(self, seconds: float, code: int, reason: str) -> None:
        """Replaces any earlier such limit."""
        self.ends_never()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds, self.close, code, reason)

    def ends_never(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def close(self, code: int, reason: str, farewell: Frame | None = None) -> None:
        """At once: nothing that waits is written any more. Safe to call again."""
        if self.closed:
            return
        self._end(reason)
        if self._send is None:
            return
        transport = transport_of(self._send)
        goodbye = {"type": "websocket.close", "code": code, "reason": reason}
        first = farewell is None or said(self._send, message(farewell))
        if first and said(self._send, goodbye):
            asyncio.get_running_loop().call_later(ABORT_AFTER_S, hang_up, transport)
        else:
            log.info("A socket did not take our close (%s): hung up.", reason)
            hang_up(transport)

    async def drain(self, code: int, reason: str) -> None:
        """Close, but let what waits be written first."""
        while not self.closed and (self._waiting or self._writer is not None):
            self._moved.clear()
            await self._moved.wait()
        self.close(code, reason)

    def lost(self) -> None:
        """The other side has gone."""
        if not self.closed:
            self._end("gone")

    def _end(self, reason: str) -> None:
        self.closed = reason
        self._behind = True
        self._held = None
        self._waiting.clear()
        self.ends_never()
        if self._writer is not None and self._writer is not current_task():
            self._writer.cancel()
        self._moved.set()
        for follow in self.when_closed:
            follow()


def message(frame: Frame) -> ASGIMessage:
    return {"type": "websocket.send", "text": frame.text}


def current_task() -> asyncio.Task[Any] | None:
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None


def said(send: Send, frame: Any) -> bool:  # noqa: ANN401 - an ASGI message
    """Whether it could be written without waiting."""
    step = send(frame)
    try:
        step.send(None)
    except StopIteration:
        return True
    except Exception:
        return False
    step.close()
    return False
