"""One bound connection to a message centre (SMPP 3.4, transceiver).

The library's shapes of the protocol, and a session of our own around them: its queue sends by
itself, so it can't say of a message whether the centre has it.
"""

import asyncio
import logging
import ssl
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

from aiosmpplib.protocol import (
    BindTransceiver,
    DeliverSm,
    DeliverSmResp,
    EnquireLink,
    EnquireLinkResp,
    GenericNack,
    SubmitSm,
    Unbind,
    UnbindResp,
)
from aiosmpplib.state import PduHeader, SmppCommand, SmppCommandStatus
from msgspec import Struct

from ringdesk.domains.messaging.channels.channel import CannotTell, TryLater

log = logging.getLogger(__name__)

HEADER = struct.Struct("!IIII")
MOST_BYTES = 70_000  # a PDU: message_payload holds 64 KB at most
ANSWER_S = 20.0
ENQUIRE_EVERY_S = 30.0
CONNECT_S = 10.0
MOST_AT_ONCE = 10  # submits without an answer
LARGEST_SEQUENCE = 0x7FFFFFFF
IS_ANSWER = 0x80000000
# Aliases: the library's own names are upper case and long.
OK, PERMANENT, TEMPORARY = (
    SmppCommandStatus.ESME_ROK, SmppCommandStatus.ESME_RX_P_APPN, SmppCommandStatus.ESME_RX_T_APPN,
)  # fmt: skip


class Bind(Struct, frozen=True):
    system_id: str
    password: str
    system_type: str = ""


class Answered(Struct, frozen=True):
    status: int
    body: bytes

    @property
    def message_id(self) -> str:
        return self.body.split(b"\x00")[0].decode("ascii", "replace")[:64]


Deliver: TypeAlias = Callable[[DeliverSm], Awaitable[None]]


class BindRefused(Exception):
    """The centre does not know us: status by its number."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The centre refused to bind (status 0x{status:08x})")
        self.status = status


class Session:
    """`on_deliver` hears of each receipt and message; the centre is told that we have it when it is
    done, and to try again later where it raised."""

    def __init__(
        self, on_deliver: Deliver, *, enquire_every_s: float = ENQUIRE_EVERY_S,
        answer_s: float = ANSWER_S,
    ) -> None:  # fmt: skip
        self._on_deliver, self._every, self._patience = on_deliver, enquire_every_s, answer_s
        self._waiting: dict[int, asyncio.Future[Answered]] = {}
        self._window = asyncio.Semaphore(MOST_AT_ONCE)
        self._sequence = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._writer: asyncio.StreamWriter | None = None
        self.is_open = False

    async def open(
        self, addresses: list[str], port: int, bind: Bind, *, tls_name: str | None = None
    ) -> None:
        """To the first of these addresses that takes us. OSError, TimeoutError, BindRefused."""
        context = ssl.create_default_context() if tls_name else None
        async with asyncio.timeout(CONNECT_S):
            reader, self._writer = await _reached(addresses, port, context, tls_name)
        self._tasks.append(asyncio.create_task(self._read(reader)))
        self.is_open = True
        try:
            answered = await self._ask(
                BindTransceiver(
                    system_id=bind.system_id, password=bind.password, system_type=bind.system_type,
                    interface_version=0x34,
                )
            )  # fmt: skip
        except CannotTell as error:
            raise TimeoutError(error.reason) from error
        if answered.status != OK:
            await self.close()
            raise BindRefused(answered.status)
        self._tasks.append(asyncio.create_task(self._keep()))

    async def submit(self, message: SubmitSm) -> Answered:
        """TryLater: nothing was sent. CannotTell: it was, and no answer came."""
        async with self._window:
            return await self._ask(message)

    async def _ask(self, message: Any) -> Answered:  # noqa: ANN401 - the library's have no base
        if not self.is_open or self._writer is None:
            raise TryLater("The connection to the centre is closed", away=True)
        self._sequence = self._sequence % LARGEST_SEQUENCE + 1
        message.sequence_num = self._sequence
        answer: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
        self._waiting[message.sequence_num] = answer
        try:
            self._writer.write(message.pdu())
            async with asyncio.timeout(self._patience):
                await self._writer.drain()
                return await answer
        except (OSError, TimeoutError) as error:
            raise CannotTell("The centre's answer was lost") from error
        finally:
            del self._waiting[message.sequence_num]

    async def _keep(self) -> None:
        """A centre that no longer answers is as good as gone."""
        while True:
            await asyncio.sleep(self._every)
            try:
                await self._ask(EnquireLink())
            except (CannotTell, TryLater):
                self._end()
                return

    async def _read(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                length, command, status, sequence = HEADER.unpack(await reader.readexactly(16))
                if not 16 <= length <= MOST_BYTES:
                    return
                body = await reader.readexactly(length - 16)
                if command & IS_ANSWER:
                    self._settle(sequence, Answered(status, body))
                elif not await self._serve(command, sequence, body):
                    return
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            self._end()

    def _settle(self, sequence: int, answered: Answered) -> None:
        waiting = self._waiting.get(sequence)
        if waiting is not None and not waiting.done():
            waiting.set_result(answered)

    async def _serve(self, command: int, sequence: int, body: bytes) -> bool:
        """Whether the connection goes on."""
        match command:
            case SmppCommand.DELIVER_SM:
                status = await self._delivered(sequence, body)
                self._write(DeliverSmResp(sequence_num=sequence, command_status=status))
            case SmppCommand.ENQUIRE_LINK:
                self._write(EnquireLinkResp(sequence_num=sequence))
            case SmppCommand.UNBIND:
                self._write(UnbindResp(sequence_num=sequence))
                return False
            case _:
                self._write(GenericNack(sequence_num=sequence))
        return True

    async def _delivered(self, sequence: int, body: bytes) -> SmppCommandStatus:
        """What nobody can read would come for ever, if it were not refused for good."""
        header = PduHeader(len(body) + 16, SmppCommand.DELIVER_SM, OK, sequence)
        try:
            message = DeliverSm.from_pdu(bytes(16) + body, header, "gsm0338")
        except (ValueError, KeyError, TypeError, IndexError, struct.error):
            log.warning("A message centre sent what cannot be read")
            return PERMANENT
        try:
            await self._on_deliver(message)
        except Exception:
            log.exception("What a message centre sent could not be taken; it comes again")
            return TEMPORARY
        return OK

    def _write(self, message: Any) -> None:  # noqa: ANN401 - as above
        if self._writer is not None:
            self._writer.write(message.pdu())

    def _end(self) -> None:
        self.is_open = False
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionResetError("The centre hung up"))
        if self._writer is not None:
            self._writer.close()

    async def close(self) -> None:
        if self.is_open and self._writer is not None:
            with suppress(CannotTell, TryLater):
                self._patience = min(self._patience, 2.0)
                await self._ask(Unbind())
        self._end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _reached(
    addresses: list[str], port: int, context: ssl.SSLContext | None, name: str | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for address in addresses[:-1]:
        with suppress(OSError):
            return await asyncio.open_connection(address, port, ssl=context, server_hostname=name)
    return await asyncio.open_connection(addresses[-1], port, ssl=context, server_hostname=name)
