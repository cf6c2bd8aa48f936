"""From process to process: what every bus does, whatever it travels by.

Nothing depends on a bus: facts that it loses are found in the log within half a second (see
`stream.py`), and what is no fact (presence, metrics) is soon said again or fetched by who looks.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable

import msgspec

from ringdesk.realtime.envelopes import Envelope, Hearing, Parcel

log = logging.getLogger(__name__)

FIRST_DELAY_S, LONGEST_DELAY_S = 0.1, 5.0


class Bus(ABC):
    """What waits to be said, and what was heard. `receive(sender, envelope)` is called for whatever
    the other processes say."""

    def __init__(self, process: str, receive: Hearing, *, most_waiting: int) -> None:
        self._process, self._receive = process, receive
        self._waiting: deque[Envelope] = deque(maxlen=most_waiting)
        self._woken = asyncio.Event()
        self._decoder = msgspec.json.Decoder(Parcel)

    def publish(self, envelope: Envelope) -> None:
        """Never waits. Beyond the bound the oldest is lost."""
        self._waiting.append(envelope)
        self._woken.set()

    @abstractmethod
    async def run(self) -> None:
        """For ever, in a process with sockets."""

    @abstractmethod
    async def speak(self) -> None:
        """For ever, in a process without sockets (a worker): it hears nobody."""

    def _packed(self, envelopes: list[Envelope]) -> bytes:
        return msgspec.json.encode(Parcel(self._process, envelopes))

    def _open(self, data: bytes | str) -> None:
        try:
            parcel = self._decoder.decode(data)
        except msgspec.DecodeError:
            log.exception("Something on the bus is not ours to read.")
            return
        if parcel.sender == self._process:
            return
        for envelope in parcel.envelopes:
            try:
                self._receive(parcel.sender, envelope)
            except Exception:
                log.exception("What another process told could not be passed on.")


async def for_ever(
    attempt: Callable[[], Awaitable[None]], *, away: tuple[type[Exception], ...], meaning: str
) -> None:
    """Again and again, more seldom the less it stands. `away`: what is raised while the other side
    is not there, said once, with what it means for whoever waits."""
    loop, delay = asyncio.get_running_loop(), FIRST_DELAY_S
    while True:
        started = loop.time()
        try:
            await attempt()
        except away as error:
            if delay == FIRST_DELAY_S:
                log.warning("%s (%s)", meaning, error)
        except Exception:
            log.exception("The bus stumbled; it begins again.")
        stood = loop.time() - started > LONGEST_DELAY_S
        delay = FIRST_DELAY_S if stood else min(delay * 2, LONGEST_DELAY_S)
        await asyncio.sleep(delay)
