"""One RTP stream both ways (RFC 3550) with telephone events (RFC 4733).

Datagrams are read when a frame is due, not when they come: between two ticks the kernel keeps
them, which saves a wake-up of the loop for each of the fifty a second of every call.
"""

import secrets
import socket
import struct
import time
from collections import deque
from typing import NamedTuple

from ringdesk.domains.telephony.media.srtp import Cipher, Keys
from ringdesk.domains.telephony.media.tables import FRAME, PCMU

HEAD = struct.Struct("!BBHII")
EVENT = struct.Struct("!BBH")
DIGITS = "0123456789*#ABCD"
VERSION = 0x80
MARKER = 0x80
MOST_BYTES = 1500
DIGIT_FRAMES, DIGIT_ENDS, GAP_FRAMES = 5, 3, 3  # 100 ms of a key, its end three times, then 60 ms
LEARN_FOR_S = 5.0
NOWHERE = ("0.0.0.0", "::")  # noqa: S104
MOST_AT_ONCE = 512  # datagrams in a tick: so many of strangers do not crowd out the one of theirs


class Counts(NamedTuple):
    sent: int
    received: int
    lost: int  # by their numbers, as far as they did not come later
    concealed: int  # frames that had to be played without a packet


class Far(NamedTuple):
    """The other end of a stream: where it wants our sound, and as what; `digits_type`: the payload
    type of telephone events there. `silent`: they said that they send nothing for a while. `keys`:
    the sound is SRTP."""

    host: str
    port: int
    codec: int
    digits_type: int | None
    silent: bool = False
    keys: Keys | None = None


class Rtp:
    """`target` may differ from where their sound comes from (NAT): whoever sends first after we
    know of a target is believed, until somebody nearer to it is heard: another port of its own
    address, or itself. Ours goes to the target alone, whoever is believed."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self.codec, self.digits_type = PCMU, 101
        self.frames = Jitter()
        self.digits: deque[str] = deque()  # heard, not yet told
        self.quiet_since = time.monotonic()
        self.sent = 0
        self.silent = False
        self._cipher = Cipher()
        self._target: tuple[str, int] | None = None
        self._source: tuple[str, int] | None = None
        self._learn_until = 0.0
        self._number, self._stamp = secrets.randbelow(1 << 15), secrets.randbelow(1 << 31)
        self._ssrc = secrets.randbits(32)
        self._marked, self._event_stamp = True, -1
        self._keys: deque[tuple[int, int, bool]] = deque()  # event, duration, end
        self._key_stamp = 0

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    def aim(self, far: Far) -> None:
        self.silent, self.quiet_since = far.silent, time.monotonic()
        if far.host in NOWHERE:  # held, as RFC 2543 did: they want no sound
            self.silent = True
            return
        self._cipher.use(far.keys)
        moved = self._target != (far.host, far.port)
        self._target, self.codec = (far.host, far.port), far.codec
        self.digits_type = -1 if far.digits_type is None else far.digits_type
        if moved:
            self._source, self._learn_until = None, time.monotonic() + LEARN_FOR_S

    @property
    def aimed(self) -> bool:
        return self._target is not None

    def close(self) -> None:
        self.socket.close()

    # In.

    def read(self) -> None:
        """All that came since the last time."""
        receive, read = self.socket.recvfrom, False
        for _ in range(MOST_AT_ONCE):
            try:
                data, source = receive(MOST_BYTES)
            except BlockingIOError:
                break
            except OSError:  # what we sent came back: nobody listens there yet
                continue
            if self._cipher.is_on:
                plain = self._cipher.opened(data)
                if plain is None:  # whoever forges it is not believed, wherever it comes from
                    continue
                data = plain
            if source != self._source and not self._believe(source, data):
                continue
            read = True
            self._take(data)
        if read:
            self.quiet_since = time.monotonic()

    def _believe(self, source: tuple[str, int], data: bytes) -> bool:
        if self._target is None or len(data) < HEAD.size or data[0] >> 6 != 2:
            return False
        if source != self._target and time.monotonic() > self._learn_until:
            return False
        if self._source is not None and self._nearness(source) <= self._nearness(self._source):
            return False
        self._source = source
        return True

    def _nearness(self, source: tuple[str, int]) -> int:
        if self._target is None or source[0] != self._target[0]:
            return 0
        return 2 if source == self._target else 1

    def _take(self, data: bytes) -> None:
        if len(data) <= HEAD.size or data[0] >> 6 != 2:
            return
        first, kind, number, stamp, _ = HEAD.unpack_from(data)
        kind &= 0x7F
        start = HEAD.size + 4 * (first & 0x0F)
        if first & 0x10:  # an extension
            if len(data) < start + 4:
                return
            start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
        end = len(data) - data[-1] if first & 0x20 else len(data)
        payload = data[start:end]
        if kind == self.codec:
            self.frames.put(number, payload)
        elif kind == self.digits_type and len(payload) >= EVENT.size:
            self.frames.skip(number)
            self._event(payload, stamp)

    def _event(self, payload: bytes, stamp: int) -> None:
        """A key is heard once, whatever of its packets came: its stamp is its name."""
        event, _, _ = EVENT.unpack_from(payload)
        if stamp != self._event_stamp and event < len(DIGITS):
            self._event_stamp = stamp
            if len(self.digits) < 64:
                self.digits.append(DIGITS[event])

    # Out.

    def press(self, digits: str) -> None:
        """To be sent in place of sound (RFC 4733, 2.5)."""
        for digit in digits:
            event = DIGITS.index(digit)
            self._keys.extend((event, FRAME * (n + 1), False) for n in range(DIGIT_FRAMES))
            self._keys.extend((event, FRAME * DIGIT_FRAMES, True) for _ in range(DIGIT_ENDS))
            self._keys.extend((-1, 0, False) for _ in range(GAP_FRAMES))

    def send(self, payload: bytes) -> None:
        """A frame, each 20 ms."""
        if self._target is None:
            return
        kind = self.codec | (MARKER if self._marked else 0)
        self._marked, stamp = False, self._stamp
        if self._keys:
            event, duration, end = self._keys.popleft()
            if event >= 0 and self.digits_type >= 0:
                if duration == FRAME and not end:
                    self._key_stamp, kind = self._stamp, self.digits_type | MARKER
                else:
                    kind = self.digits_type
                stamp = self._key_stamp
                payload = EVENT.pack(event, 0x8A if end else 0x0A, duration)
        head = HEAD.pack(VERSION, kind, self._number, stamp, self._ssrc)
        self._number = self._number + 1 & 0xFFFF
        self._stamp = self._stamp + FRAME & 0xFFFFFFFF
        try:
            self.socket.sendto(self._cipher.closed(head + payload), self._target)
            self.sent += 1
        except OSError:  # no buffer, no way: a lost packet
            pass

    def counts(self) -> Counts:
        jitter = self.frames
        return Counts(self.sent, jitter.received, jitter.lost, jitter.concealed)


class Jitter:
    """Frames in order, `depth` of them kept back so that late ones are in time. Packets of other
    lengths than 20 ms are cut and joined."""

    def __init__(self, depth: int = 2, most: int = 8) -> None:
        self.received = self.lost = self.concealed = 0
        self._depth, self._most = depth, most
        self._waiting: dict[int, bytes] = {}
        self._next: int | None = None
        self._rest = b""
        self._playing = False
        self._missed = 0

    def put(self, number: int, payload: bytes) -> None:
        self.received += 1
        if self._next is not None:
            ahead = number - self._next & 0xFFFF
            if ahead > 0x8000:  # too late: its turn was given to nobody
                self.lost -= 1 if ahead > 0xFF00 and self.lost else 0
                return
            if ahead > 100:  # another stream, or a long gap: begin anew
                self._waiting.clear()
                self._next = None
        if self._next is None:
            self._next, self._playing = number, False
        self._waiting[number] = payload

    def skip(self, number: int) -> None:
        """A number that was used for something else than sound."""
        if self._next is not None:
            self._waiting.setdefault(number, b"")

    def take(self) -> bytes | None:
        """20 ms of sound, or None if there is none in time."""
        if not self._playing:
            if len(self._waiting) < self._depth:
                return None
            self._playing = True
        while len(self._waiting) > self._most:  # their clock is faster, or a burst came
            self._pop()
        while len(self._rest) < FRAME:
            payload = self._pop()
            if payload is None:
                return None
            self._rest += payload
        frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
        return frame

    def _pop(self) -> bytes | None:
        if self._next is None:
            return None
        if not self._waiting:
            self._missed += 1
            if self._missed >= 3:  # they stopped, or are late for good: gather again
                self._playing, self._missed = False, 0
            return None
        payload = self._waiting.pop(self._next, None)
        self._next = self._next + 1 & 0xFFFF
        self._missed = 0
        if payload is None:
            self.lost += 1
            self.concealed += 1
        return payload
