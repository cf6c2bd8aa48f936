"""From workers to servers where there is no Redis: by the database's own NOTIFY.

It carries letters about no fact (how far an import is, why it was dialled) and nothing else: facts
are found in the log. A note is at most once: who was not listening fetches what is shown. All that
was said within a tenth of a second is one short transaction, because PostgreSQL lets those that
notify commit one after the other only.
"""

import asyncio
import logging
from collections import deque

import asyncpg
import msgspec

from ringdesk.kernel.work import Office
from ringdesk.realtime import queries
from ringdesk.realtime.bus import (
    FIRST_DELAY_S,
    LONGEST_DELAY_S,
    Envelope,
    Parcel,
    Receive,
)

log = logging.getLogger(__name__)

CHANNEL = "ringdesk_realtime"
GATHER_S = 0.1
MOST_WAITING = 500
LARGEST = 7_999  # bytes; PostgreSQL takes no more


class NoteBus:
    """`receive(sender, envelope)` is called for whatever other processes say."""

    def __init__(self, office: Office, process: str, receive: Receive) -> None:
        self._office, self._process, self._receive = office, process, receive
        self._waiting: deque[Envelope] = deque(maxlen=MOST_WAITING)
        self._woken = asyncio.Event()
        self._decoder = msgspec.json.Decoder(Parcel)

    def publish(self, envelope: Envelope) -> None:
        """Never waits. Beyond the bound the oldest is lost."""
        self._waiting.append(envelope)
        self._woken.set()

    async def speak(self) -> None:
        """For ever. What could not be said while the database was away is not said late."""
        while True:
            await self._woken.wait()
            await asyncio.sleep(GATHER_S)
            self._woken.clear()
            some = [self._note(one) for one in self._waiting]
            self._waiting.clear()
            try:
                await self._office.across(queries.NOTIFY, CHANNEL, [one for one in some if one])
            except OSError as error:
                log.warning("What other processes show waits for the database: %s", error)
            except Exception:
                log.exception("A note to other processes was lost; the next one follows.")

    def _note(self, envelope: Envelope) -> str:
        note = msgspec.json.encode(Parcel(self._process, [envelope]))
        if len(note) > LARGEST:
            log.warning("A letter of %s bytes is too long to reach other processes.", len(note))
            return ""
        return note.decode()

    async def run(self) -> None:
        """For ever: hear, on a connection of its own."""
        loop, delay = asyncio.get_running_loop(), FIRST_DELAY_S
        while True:
            started = loop.time()
            try:
                await self._office.listen(CHANNEL, self._open)
            except (OSError, asyncpg.PostgresError) as error:
                if delay == FIRST_DELAY_S:
                    log.warning("Notes of other processes are not heard: %s", error)
            except Exception:
                log.exception("Hearing other processes stumbled; it begins again.")
            stood = loop.time() - started > LONGEST_DELAY_S
            delay = FIRST_DELAY_S if stood else min(delay * 2, LONGEST_DELAY_S)
            await asyncio.sleep(delay)

    def _open(self, note: str) -> None:
        try:
            parcel = self._decoder.decode(note)
            if parcel.sender != self._process:
                for envelope in parcel.envelopes:
                    self._receive(parcel.sender, envelope)
        except Exception:
            log.exception("What another process told could not be passed on.")
