"""The connections to the database: taken for one unit of work, given back, never shared.

asyncpg's pool costs 16 µs for a visit, and it must see a transaction ended before it lends the
connection on. Here the end of a *read* may travel with the next one's beginning ("rollback;
begin; …", one round trip instead of two): what only looked has nothing to make durable. If nobody
comes to take it along, a clock ends it.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

import asyncpg

from ringdesk.kernel import queries
from ringdesk.kernel.errors import Unavailable

log = logging.getLogger(__name__)

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

MOST_WAITING = 1000  # for a connection; at 2 ms a request a queue of two seconds
END_READS_AFTER_S = 0.05
LONGEST_GOODBYE_S = 5.0
STILL_THERE_EVERY_S = 20.0  # a listener says nothing, and so would not notice that it is cut off
PULSE_EVERY_S, PULSE_WITHIN_S = 5.0, 15.0


class Connections:
    """At most `size`, made when needed, the latest used first. Waiters are served in order."""

    def __init__(self, url: str, *, size: int, session: dict[str, str]) -> None:
        self._url, self._size, self._session = url, size, session
        self._idle: list[Connection] = []
        self._all: set[Connection] = set()
        self._unended: set[Connection] = set()
        self._making = 0
        self._waiting: deque[asyncio.Future[Connection]] = deque()
        self._ending: asyncio.Task[None] | None = None
        self._pulse: Connection | None = None

    @property
    def open(self) -> int:
        return len(self._all)

    @property
    def in_use(self) -> int:
        return len(self._all) - len(self._idle)

    async def take(self) -> Connection:
        """One that answers, or Unavailable behind a crowd; OSError where the database is away."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
            self._forget(connection)
        if len(self._all) + self._making < self._size:
            return await self._make()
        if len(self._waiting) >= MOST_WAITING:
            raise Unavailable
        return await self._wait()

    async def _make(self) -> Connection:
        self._making += 1
        try:
            connection = await self._connected()
        except BaseException:
            self._making -= 1
            self._serve_waiting()  # perhaps they have more luck
            raise
        self._making -= 1
        self._all.add(connection)
        return connection

    async def _connected(self) -> Connection:
        """With what every commit of facts needs: whoever is cut short on the way gets none."""
        connection = await asyncpg.connect(self._url, server_settings=self._session)
        try:
            await connection.execute(queries.PREPARE_RECORD)
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def _wait(self) -> Connection:
        turn: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.give(turn.result())  # it came in the moment in which we were told to stop
            raise

    def give(self, connection: Connection) -> None:
        """Back, with its transaction ended; to whoever waits longest, if anybody does."""
        if connection.is_closed():
            self._forget(connection)
            self._serve_waiting()
            return
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)
                return
        self._idle.append(connection)

    def give_unended(self, connection: Connection) -> None:
        """Back after a read: its end goes along with the next `begin`, or soon without one."""
        self._unended.add(connection)
        self.give(connection)
        if self._ending is None or self._ending.done():
            self._ending = asyncio.create_task(self._end_reads())

    def what_precedes(self, connection: Connection) -> str:
        """What must be said on this connection first: nothing, or the end of a read."""
        if connection not in self._unended:
            return ""
        self._unended.discard(connection)
        return f"{queries.ROLLBACK}; "

    async def _end_reads(self) -> None:
        """Until none is left: an open transaction, however idle, is in the way of migrations."""
        while self._unended:
            await asyncio.sleep(END_READS_AFTER_S)
            for connection in [one for one in self._idle if one in self._unended]:
                if connection in self._idle:  # nobody took it while we were at another
                    self._idle.remove(connection)
                    await self._end(connection)
            self._unended &= self._all

    async def _end(self, connection: Connection) -> None:
        self._unended.discard(connection)
        try:
            await connection.execute(queries.ROLLBACK)
        except Exception:  # whatever it was: in what state it is, nobody knows
            connection.terminate()
        self.give(connection)

    def _forget(self, connection: Connection) -> None:
        self._all.discard(connection)
        self._unended.discard(connection)

    def _serve_waiting(self) -> None:
        """A place is free again and nobody will give anything back into it: make one."""
        if self._waiting and len(self._all) + self._making < self._size:
            task = asyncio.create_task(self._make_for_waiting())
            task.add_done_callback(lambda _: None)

    async def _make_for_waiting(self) -> None:
        try:
            connection = await self._make()
        except Exception as error:  # whatever it was: nobody may wait for ever
            while self._waiting:
                turn = self._waiting.popleft()
                if not turn.done():
                    turn.set_exception(error)
                    return
        else:
            self.give(connection)

    async def watch(self) -> None:
        """For ever. A database that stands still (a machine stopped, a network that swallows
        everything) breaks no connection: whoever waits would wait for hours. So it is asked, beside
        the others, and if it says nothing they are cut off and told that it is away."""
        while True:
            await asyncio.sleep(PULSE_EVERY_S)
            if not self.in_use:
                continue
            try:
                async with asyncio.timeout(PULSE_WITHIN_S):
                    await self._feel_pulse()
            except TimeoutError:
                log.warning("The database has not answered for %.0f s.", PULSE_WITHIN_S)
                self._cut_off()
            except Exception as error:  # whatever it was: the watch goes on
                log.debug("The database is away, as all will find out: %s", error)

    async def _feel_pulse(self) -> None:
        if self._pulse is None or self._pulse.is_closed():
            self._pulse = await asyncpg.connect(self._url, server_settings=self._session)
        await self._pulse.execute(queries.PING)

    def _cut_off(self) -> None:
        for connection in [*self._all, self._pulse]:
            if connection is not None:
                connection.terminate()
        for connection in self._idle:
            self._forget(connection)
        self._idle.clear()
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(Unavailable())

    async def listen(self, channel: str, hear: Callable[[str], None]) -> None:
        """What is notified on a channel, by a connection beside the others, for as long as that
        stands. OSError or PostgresError where it does not come to be, or is cut off."""
        connection = await asyncpg.connect(self._url, server_settings=self._session)
        gone = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: gone.set())
            await connection.add_listener(channel, lambda _c, _pid, _channel, note: hear(note))
            while not gone.is_set():
                with suppress(TimeoutError):
                    async with asyncio.timeout(STILL_THERE_EVERY_S):
                        await gone.wait()
                        return
                await connection.execute(queries.PING, timeout=LONGEST_GOODBYE_S)
        finally:
            connection.terminate()

    async def close(self) -> None:
        """Say goodbye to those that are idle; what still works is cut off."""
        if self._ending is not None:
            self._ending.cancel()
            with suppress(asyncio.CancelledError):
                await self._ending
        if self._pulse is not None:
            self._pulse.terminate()
        for connection in list(self._all):
            if connection in self._idle:
                with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
                    await connection.close(timeout=LONGEST_GOODBYE_S)
            connection.terminate()
        self._idle.clear()
        self._all.clear()
        self._unended.clear()
