"""Calls of other processes. A trunk's calls are calls of the process that placed or took them: it
says of each, every few seconds, that it has it. What nobody says that of for a while is no more."""

import asyncio
import logging
from contextlib import suppress
from typing import NamedTuple

from ringdesk.domains.telephony.carrier import CarrierSilent
from ringdesk.domains.telephony.models import Beat, Recall
from ringdesk.domains.telephony.sip.board import Board

log = logging.getLogger(__name__)

SAID_EVERY_S = 5.0
# A process that did not say so for this long is gone, or as good as gone: with a database that is
# away for longer nobody asks either.
GONE_AFTER_S = 30.0


class Common(NamedTuple):
    """What processes know together. `beat(attempts)`: these live here."""

    recall: Recall
    beat: Beat


class Elsewhere:
    """`common` None: there is no other process."""

    def __init__(self, board: Board, common: Common | None) -> None:
        self._board, self._common = board, common
        self._saying: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._common is not None:
            self._saying = asyncio.create_task(self._say(self._common))

    async def stop(self) -> None:
        if self._saying is not None:
            self._saying.cancel()
            with suppress(asyncio.CancelledError):
                await self._saying

    async def require_none(self, *attempts: str) -> None:
        """CarrierSilent where another process may have one of them, or be asking for it."""
        if self._common is None:
            return
        for attempt in dict.fromkeys(attempts):
            asked = await self._common.recall(attempt)
            if asked is not None and asked.unseen_s < GONE_AFTER_S:
                raise CarrierSilent("Another process has this call")

    async def _say(self, common: Common) -> None:
        while True:
            await asyncio.sleep(SAID_EVERY_S)
            here = [line.attempt for line in self._board.live if not line.refused]
            if not here:
                continue
            try:
                await common.beat(here)
            except Exception:
                log.warning("It could not be said that calls are alive", exc_info=True)
