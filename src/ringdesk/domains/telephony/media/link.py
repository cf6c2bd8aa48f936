"""Our end of the wire to the process that carries the sound. It is started when it is first needed,
and started anew, without the calls it carried, should it ever die."""

import asyncio
import logging
import socket
import sys
from collections.abc import Callable
from itertools import count

from ringdesk.domains.telephony.media import protocol as said

log = logging.getLogger(__name__)

PATIENCE_S = 10.0
PROGRAM = "ringdesk.domains.telephony.media.process"


class MediaFailed(Exception):
    """It could not be done, in words."""


class Link:
    """`happened` hears what was not asked for; `died` that every leg is gone."""

    def __init__(
        self, host: str, first: int, last: int, *, happened: Callable[[said.Happened], None],
        died: Callable[[], None],
    ) -> None:  # fmt: skip
        self._where = (host, str(first), str(last))
        self._happened, self._died = happened, died
        self._numbers, self._waiting = count(1), dict[int, asyncio.Future[said.Done]]()
        self._writer: asyncio.StreamWriter | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._starting, self._stopped = asyncio.Lock(), False

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process is not None else None

    async def ask(self, ask: said.Asked) -> said.Done:
        """MediaFailed."""
        if self._stopped:
            raise MediaFailed("We stop")
        if self._writer is None:
            async with self._starting:
                if self._writer is None:
                    await self._start()
        number = next(self._numbers)
        answer: asyncio.Future[said.Done] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            if self._writer is None:
                raise MediaFailed("The media process has gone")
            self._writer.write(said.framed(said.Request(number, ask)))
            async with asyncio.timeout(PATIENCE_S):
                return await answer
        except TimeoutError as error:
            raise MediaFailed("The media process does not answer") from error
        finally:
            self._waiting.pop(number, None)

    async def stop(self) -> None:
        """For good."""
        self._stopped = True
        if self._writer is not None:
            self._writer.close()
        if self._reading is not None:
            self._reading.cancel()
        if self._process is not None:
            try:
                async with asyncio.timeout(5):
                    await self._process.wait()
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        self._writer = self._process = self._reading = None

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            handle = theirs.fileno()
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", PROGRAM, str(handle), *self._where, pass_fds=[handle],
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        reader, self._writer = await asyncio.open_connection(sock=ours)
        self._reading = asyncio.create_task(self._read(reader, self._writer))

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                self._take(said.decode_said(await said.next_frame(reader)))
        except (EOFError, OSError):
            log.error("The media process ended: its calls are over.")
        self._writer = None
        writer.close()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(MediaFailed("The media process has gone"))
        self._died()

    def _take(self, message: said.Said) -> None:
        if isinstance(message, said.Done | said.Failed):
            answer = self._waiting.get(message.id)
            if answer is None or answer.done():
                return
            if isinstance(message, said.Done):
                answer.set_result(message)
            else:
                answer.set_exception(MediaFailed(message.says))
            return
        try:
            self._happened(message)
        except Exception:
            log.exception("Nobody could make sense of %s", message)
