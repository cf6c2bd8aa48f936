"""The sound of calls by Twilio (`<Connect><Stream>`), in and out of our mixer.

Twilio brings G.711 in frames of 20 ms as base64 in JSON over a WebSocket. To the process that mixes
it is a leg like any trunk's: we pack what comes as RTP and send it there, on this machine, and what
comes from there goes back. A room is opened when the call is answered, not when the stream comes a
moment later, so that an agent may be connected at once.
"""

import asyncio
import logging
import struct
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

from msgspec import DecodeError, Struct, json
from typing_extensions import override

from ringdesk.domains.telephony.media import Far, Leg, Media, MediaFailed

log = logging.getLogger(__name__)

HEAD = struct.Struct("!BBHII")  # RFC 3550, 5.1
PCMU, VERSION = 0, 0x80
COMES_WITHIN_S = 15.0  # the stream, after the call was answered
MOST_WAITING = 50  # frames for a Twilio that does not read: a second
LONGEST_FRAME = 1_400  # bytes: what goes into one datagram

Messages: TypeAlias = AsyncIterator[str]
Send: TypeAlias = Callable[[str], Awaitable[None]]
Press: TypeAlias = Callable[[str, str, str], Awaitable[None]]  # attempt, call, key
Whose: TypeAlias = tuple[str, str]  # the carrier's key and its call: nobody else's account has both


class Start(Struct, frozen=True, rename="camel"):
    stream_sid: str
    call_sid: str


class Sound(Struct, frozen=True, rename="camel"):
    payload: str
    track: str = "inbound"


class Key(Struct, frozen=True):
    digit: str


class Message(Struct, frozen=True, rename="camel"):
    """https://www.twilio.com/docs/voice/media-streams/websocket-messages: what we need of it."""

    event: str
    start: Start | None = None
    media: Sound | None = None
    dtmf: Key | None = None


decoder = json.Decoder(Message)


class Wire(asyncio.DatagramProtocol):
    """Between the mixer and one stream."""

    def __init__(self) -> None:
        self.frames: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)

    @override
    def datagram_received(self, data: bytes, addr: object) -> None:
        if len(data) > HEAD.size and not self.frames.full():  # late sound is no sound
            self.frames.put_nowait(data[HEAD.size :])


class Room:
    """A call's sound: its leg in the mixer, and the wire to it."""

    def __init__(
        self, attempt: str, call: str, leg: Leg, wire: Wire, transport: asyncio.DatagramTransport
    ) -> None:
        self.attempt, self.call, self.leg = attempt, call, leg
        self.wire, self.transport = wire, transport
        self.is_taken = False
        self._number, self._stamp, self._ssrc = 0, 0, leg.id & 0xFFFFFFFF

    def hear(self, payload: bytes) -> None:
        """What the called person says."""
        head = HEAD.pack(VERSION, PCMU, self._number, self._stamp, self._ssrc)
        self.transport.sendto(head + payload)
        self._number = (self._number + 1) & 0xFFFF
        self._stamp = (self._stamp + len(payload)) & 0xFFFFFFFF


class Streams:
    """Of all accounts whose calls come to this process."""

    def __init__(self, media: Media) -> None:
        self._media = media
        self._rooms: dict[Whose, Room] = {}
        self._opening: dict[Whose, asyncio.Lock] = {}

    async def expect(self, whose: Whose, attempt: str) -> None:
        """The call was answered: whoever talks to it may come in. Once for a call; never raises:
        what became of the call is to be told even where there is no sound."""
        async with self._opening.setdefault(whose, asyncio.Lock()):
            if whose in self._rooms:
                return
            try:
                room = await self._opened(attempt, whose[1])
                await self._media.enter(room.call, attempt, room.leg)
            except (MediaFailed, OSError) as error:
                log.warning("There is no sound for a call by Twilio: %s", error)
                return
            self._rooms[whose] = room
            asyncio.get_running_loop().call_later(COMES_WITHIN_S, self._missed, whose)

    async def _opened(self, attempt: str, call: str) -> Room:
        leg = await self._media.open()
        everywhere = self._media.host in ("0.0.0.0", "::")  # noqa: S104 - it is compared
        home = "127.0.0.1" if everywhere else self._media.host
        transport, wire = await asyncio.get_running_loop().create_datagram_endpoint(
            Wire, local_addr=(home, 0), remote_addr=(home, leg.port)
        )
        await leg.aim(Far(home, int(transport.get_extra_info("sockname")[1]), PCMU, None))
        return Room(attempt, call, leg, wire, transport)

    def _missed(self, whose: Whose) -> None:
        room = self._rooms.get(whose)
        if room is not None and not room.is_taken:
            log.warning("The sound of a call by Twilio never came: is the stream's address open?")

    async def end(self, whose: Whose) -> None:
        """The call is over. Nothing happens if it had no sound here."""
        self._opening.pop(whose, None)
        room = self._rooms.pop(whose, None)
        if room is not None:
            room.transport.close()
            await self._media.leave(room.call)

    async def carry(self, key: str, messages: Messages, send: Send, press: Press) -> None:
        """One WebSocket of Twilio's for a carrier, until it ends, or names no call that we know was
        answered, or one whose sound comes already."""
        start = await _started(messages)
        room = None if start is None else self._rooms.get((key, start.call_sid))
        if start is None or room is None or room.is_taken:
            return
        room.is_taken = True
        feeding = asyncio.create_task(_feed(room, start.stream_sid, send))
        try:
            async for text in messages:
                message = _read(text)
                if message is None or message.event == "stop":
                    return
                await _hear(room, message, press)
        finally:
            feeding.cancel()
            room.is_taken = False


async def _started(messages: Messages) -> Start | None:
    async for text in messages:
        message = _read(text)
        if message is None or message.event not in ("connected", "start"):
            return None
        if message.start is not None:
            return message.start
    return None


async def _hear(room: Room, message: Message, press: Press) -> None:
    if message.media is not None and message.media.track == "inbound":
        try:
            frame = b64decode(message.media.payload, validate=True)
        except ValueError:
            return
        if 0 < len(frame) <= LONGEST_FRAME:
            room.hear(frame)
    elif message.dtmf is not None:
        await press(room.attempt, room.call, message.dtmf.digit)


def _read(text: str) -> Message | None:
    try:
        return decoder.decode(text)
    except (DecodeError, UnicodeDecodeError):
        return None


async def _feed(room: Room, stream_sid: str, send: Send) -> None:
    """What the mixer has for them."""
    while True:
        frame = await room.wire.frames.get()
        sound = {"payload": b64encode(frame).decode()}
        said = {"event": "media", "streamSid": stream_sid, "media": sound}
        await send(json.encode(said).decode())
