"""From workers to servers where there is no Redis: by the database's own NOTIFY.

It carries letters about no fact (how far an import is, why it was dialled) and nothing else: facts
are found in the log. A note is at most once: who was not listening fetches what is shown. All that
was said within a tenth of a second is one short transaction, because PostgreSQL lets those that
notify commit one after the other only.
"""

import asyncio
import logging

import asyncpg
from typing_extensions import override

from ringdesk.kernel.work import Office
from ringdesk.realtime import queries
from ringdesk.realtime.bus import Bus, for_ever
from ringdesk.realtime.envelopes import Envelope, Hearing

log = logging.getLogger(__name__)

CHANNEL = "ringdesk_realtime"
GATHER_S = 0.1
MOST_WAITING = 500
LARGEST = 7_999  # bytes; PostgreSQL takes no more


class NoteBus(Bus):
    def __init__(self, office: Office, process: str, receive: Hearing) -> None:
        super().__init__(process, receive, most_waiting=MOST_WAITING)
        self._office = office

    @override
    async def run(self) -> None:
        """Hear, on a connection of its own; servers have nothing to say this way."""
        await for_ever(
            self._listen, away=(OSError, asyncpg.PostgresError),
            meaning="Notes of other processes are not heard.",
        )  # fmt: skip

    @override
    async def speak(self) -> None:
        """What could not be said while the database was away is not said late."""
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

    async def _listen(self) -> None:
        await self._office.listen(CHANNEL, self._open)

    def _note(self, envelope: Envelope) -> str:
        note = self._packed([envelope])
        if len(note) > LARGEST:
            log.warning("A letter of %s bytes is too long to reach other processes.", len(note))
            return ""
        return note.decode()
