"""A small message centre: SMPP 3.4 on a socket of its own. It takes what is submitted, joins parts,
and tells by a receipt what became of it, as the last digit of the number says:
  2 undelivered · 4 no such number (refused) · 5 throttled once, then taken · 6 taken, no answer ·
  any other: delivered."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiosmpplib.protocol import (
    BindTransceiver,
    BindTransceiverResp,
    DeliverSm,
    EnquireLinkResp,
    SubmitSm,
    SubmitSmResp,
    UnbindResp,
)
from aiosmpplib.state import PduHeader, PhoneNumber, SmppCommand, SmppCommandStatus
from msgspec import Struct, field

HEADER = struct.Struct("!IIII")
OK = SmppCommandStatus.ESME_ROK
RECEIPT = 0x04  # esm_class


class Taken(Struct):
    """What a telephone would show, once all parts are there."""

    source: str
    destination: str
    encoding: str | None
    parts: dict[int, str] = field(default_factory=dict)
    total: int = 1

    @property
    def text(self) -> str:
        return "".join(self.parts[at] for at in sorted(self.parts))


class FakeCentre:
    """`taken`: complete messages. `deaf`: questions are no longer answered."""

    def __init__(self) -> None:
        self.system_id, self.password = "ringdesk", "secret"
        self.taken: list[Taken] = []
        self.submits: list[SubmitSm] = []
        self.statuses: list[int] = []
        self.binds = 0
        self.deaf = False
        self.receipts = True
        self.port = 0
        self._partial: dict[tuple[str, int], Taken] = {}
        self._throttled: set[str] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._sequence = 0

    @asynccontextmanager
    async def running(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator["FakeCentre"]:
        server = await asyncio.start_server(self._serve, host, port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self.hang_up()
            for task in list(self._tasks):
                task.cancel()

    def hang_up(self) -> None:
        for writer in self._writers:
            writer.close()
        self._writers.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readexactly(16)
                length, command, status, sequence = HEADER.unpack(head)
                body = await reader.readexactly(length - 16)
                if not self.deaf:
                    self._hear(writer, command, status, sequence, head + body)

    def _hear(
        self, writer: asyncio.StreamWriter, command: int, status: int, sequence: int, pdu: bytes
    ) -> None:
        header = PduHeader(len(pdu), SmppCommand(command), OK, sequence)
        match command:
            case SmppCommand.BIND_TRANSCEIVER:
                bind: Any = BindTransceiver.from_pdu(pdu, header)
                right = (bind.system_id, bind.password) == (self.system_id, self.password)
                self.binds += right
                told = OK if right else SmppCommandStatus.ESME_RINVPASWD
                answer = BindTransceiverResp(sequence, told, system_id="centre")
                writer.write(answer.pdu())
            case SmppCommand.SUBMIT_SM:
                self._submit(writer, sequence, pdu, header)
            case SmppCommand.ENQUIRE_LINK:
                writer.write(EnquireLinkResp(sequence_num=sequence).pdu())
            case SmppCommand.UNBIND:
                writer.write(UnbindResp(sequence_num=sequence).pdu())
            case SmppCommand.DELIVER_SM_RESP:
                self.statuses.append(status)

    def _submit(
        self, writer: asyncio.StreamWriter, sequence: int, pdu: bytes, header: PduHeader
    ) -> None:
        submit: Any = SubmitSm.from_pdu(pdu, header, "gsm0338")
        self.submits.append(submit)
        number = submit.destination.number
        status = OK
        if number.endswith("4"):
            status = SmppCommandStatus.ESME_RINVDSTADR
        elif number.endswith("5") and number not in self._throttled:
            self._throttled.add(number)
            status = SmppCommandStatus.ESME_RTHROTTLED
        message_id = f"{len(self.submits):010X}" if status == OK else ""
        if status == OK:
            self._keep(submit)
        if number.endswith("6"):
            return
        answer = SubmitSmResp(sequence_num=sequence, command_status=status, message_id=message_id)
        writer.write(answer.pdu())
        if status == OK and submit.registered_delivery and self.receipts:
            self._receipt(writer, submit, message_id)

    def _keep(self, submit: Any) -> None:  # noqa: ANN401 - the library has no types
        reference, at, total = (
            submit.get_segmentation_data() if submit.is_segmented() else (0, 1, 1)
        )
        key = submit.destination.number, reference
        whole = self._partial.setdefault(
            key, Taken(submit.source.number, key[0], submit.encoding, total=total)
        )
        whole.parts[at] = submit.short_message
        if len(whole.parts) == total:
            self.taken.append(self._partial.pop(key))

    def _receipt(self, writer: asyncio.StreamWriter, submit: Any, message_id: str) -> None:  # noqa: ANN401
        bad = submit.destination.number.endswith("2")
        text = (
            f"id:{message_id.lower()} sub:001 dlvrd:{0 if bad else 1:03d} submit date:2611221200 "
            f"done date:2611221201 stat:{'UNDELIV' if bad else 'DELIVRD'} "
            f"err:{'01B' if bad else '000'} text:{'hello'}"
        )
        self._deliver(writer, submit.destination, submit.source, text, RECEIPT)

    def _deliver(
        self, writer: asyncio.StreamWriter, source: PhoneNumber, destination: PhoneNumber,
        text: str, esm_class: int,
    ) -> None:  # fmt: skip
        self._sequence += 1
        message = DeliverSm(
            sequence_num=self._sequence, short_message=text, source=source,
            destination=destination, esm_class=esm_class, registered_delivery=0,
        )  # fmt: skip
        writer.write(message.pdu())

    def write_to_us(self, from_number: str, to_number: str, text: str) -> None:
        """Somebody sends an SMS, by every connection there is just once."""
        self._deliver(self._writers[-1], PhoneNumber(from_number), PhoneNumber(to_number), text, 0)

    def tell(self, message_id: str, state: str) -> None:
        """What became of a message, as the centre's own words have it."""
        text = f"id:{message_id} sub:001 dlvrd:001 stat:{state} err:000 text:"
        self._deliver(
            self._writers[-1], PhoneNumber("4915112345678"), PhoneNumber("15550100"), text, RECEIPT
        )

    def send_garbage(self) -> None:
        self._writers[-1].write(HEADER.pack(24, SmppCommand.DELIVER_SM, 0, 99) + b"\xff" * 8)
