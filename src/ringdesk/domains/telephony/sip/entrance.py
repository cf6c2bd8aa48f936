"""Who of those that call us is let in. An invitation costs its sender one datagram, under a trunk's
name for who can forge it, and us a line, sound and a row: so calls to us have a share of the lines
and never the last of them, and those of which nobody knows yet whether somebody is there have a
small share of that."""

import asyncio
from typing import NamedTuple

from ringdesk.domains.telephony.sip.incoming import FULL, IncomingCall
from ringdesk.domains.telephony.sip.messages import user_of

LONGEST_CALL_ID = 200  # letters; libraries make them of 20 to 80
UNPROVED_PART = 4  # one in four of the lines for calls to us
MOST_OF_ONE_CALLER = 4  # unproved at a time; behind one number there may be a company
FAIR_S = 4.0  # so long an unproved call keeps its place against a newer one
BUSY = 486


class Entered(NamedTuple):
    call: IncomingCall
    caller: str
    at: float


class Entrance:
    """Of one trunk. A call is proved when its caller has acknowledged our answer: what forges an
    address hears no answer."""

    def __init__(self, most_calls: int, percent: int) -> None:
        self._most_calls = most_calls
        self._most = -(-most_calls * percent // 100)
        self._unproved_at_most = max(1, self._most // UNPROVED_PART)
        self._inside: dict[str, Entered] = {}

    @property
    def calls(self) -> int:
        self._tidy()
        return len(self._inside)

    def refuses(self, call: IncomingCall, *, outgoing: int) -> int | None:
        """The status to refuse it with; None: it is let in, and counts from now on. One that was
        never proved may lose its place to it."""
        if not is_sensible(call.call_id):
            return 400
        self._tidy()
        if len(self._inside) >= self._most or len(self._inside) + outgoing >= self._most_calls:
            return FULL
        caller = user_of(call.request, "from")
        unproved = [one for one in self._inside.values() if not one.call.is_proved]
        if sum(one.caller == caller for one in unproved) >= MOST_OF_ONE_CALLER:
            return BUSY
        now = asyncio.get_running_loop().time()
        if len(unproved) >= self._unproved_at_most:
            oldest = unproved[0]  # a dict keeps their order
            if now - oldest.at < FAIR_S:
                return FULL
            oldest.call.drop()
        self._inside[call.call_id] = Entered(call, caller, now)
        return None

    def _tidy(self) -> None:
        for call_id, one in list(self._inside.items()):
            if one.call.state == "over":
                del self._inside[call_id]


def is_sensible(call_id: str) -> bool:
    """Short and printable: it becomes the name of the call."""
    return len(call_id) <= LONGEST_CALL_ID and call_id.isascii() and call_id.isprintable()
