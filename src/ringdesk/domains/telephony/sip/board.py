"""Which calls a trunk has, and had in the last hour, should somebody ask again."""

import asyncio

from ringdesk.domains.telephony.sip.lines import Line
from ringdesk.domains.telephony.sip.outgoing import OutgoingCall

REMEMBER_S, MOST_REMEMBERED = 3600.0, 20_000
TIDY_EVERY_S = 60.0


class Board:
    def __init__(self) -> None:
        self._by_attempt: dict[str, Line] = {}
        self._by_id: dict[str, Line] = {}
        self._tidied = 0.0
        self.live: set[Line] = set()

    @property
    def outgoing(self) -> int:
        return sum(isinstance(line.call, OutgoingCall) for line in self.live)

    def of_attempt(self, attempt: str) -> Line | None:
        return self._by_attempt.get(attempt)

    def of_call(self, carrier_call_id: str) -> Line | None:
        return self._by_id.get(carrier_call_id)

    def add(self, line: Line) -> None:
        self._tidy()
        self._by_attempt[line.attempt] = self._by_id[line.id] = line
        self.live.add(line)
        line.done = lambda: self.live.discard(line)

    def refuse(self, line: Line) -> None:
        """The attempt is free again, here or elsewhere."""
        line.refused = True
        if self._by_attempt.get(line.attempt) is line:
            del self._by_attempt[line.attempt]

    def telling(self) -> list["asyncio.Task[None]"]:
        """What is still at work to say how a call ended."""
        return [line.worker for line in self._by_id.values() if not line.worker.done()]

    def _tidy(self) -> None:
        now = asyncio.get_running_loop().time()
        if len(self._by_id) < MOST_REMEMBERED and now < self._tidied + TIDY_EVERY_S:
            return
        self._tidied = now
        for table in (self._by_attempt, self._by_id):
            for name, line in list(table.items()):
                if line.ended_at is not None and now - line.ended_at > REMEMBER_S:
                    del table[name]
