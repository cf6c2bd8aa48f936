"""The memory of the carriers: what each was asked for, and when it may be asked again.

A row is written before the carrier is asked. So an attempt is never asked for twice, by whichever
process and after whichever crash; an answer that was lost can be looked for; and all processes
together keep to one rate, which a bucket in each of them could not.

The turn is a row that whoever books holds until the booking is durable. Calls of a process that
begin in one moment are therefore booked together: one by one, the disk would be their rate.
"""

import logging
from itertools import count
from time import monotonic
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.telephony import queries
from ringdesk.domains.telephony.carrier import CarrierRefused, DialRequest
from ringdesk.domains.telephony.models import Asked
from ringdesk.kernel.together import Together
from ringdesk.kernel.work import Actor, Office

log = logging.getLogger(__name__)

PATIENCE_S = 3.0  # how long a call may wait for its turn; a dialer asks no faster than it may
TIDY_EVERY = 256  # bookings
TOO_FAST = 429


class Turn(Struct, frozen=True):
    """`wait_s`: when it may be placed, if it was not booked before; booked only if that is soon."""

    attempt: str
    is_known: bool
    is_booked: bool
    wait_s: float | None


class Booking(Struct, frozen=True):
    carrier_id: int
    request: DialRequest
    per_second: float


class Ledger:
    """Of one tenant."""

    def __init__(self, office: Office, tenant_id: UUID) -> None:
        self._office, self._actor = office, Actor.the_house(tenant_id)
        self._bookings = count(1)
        self._booking = Together(self._book)
        self._noting = Together(self._note)

    async def book(self, carrier_id: int, request: DialRequest, per_second: float) -> float | None:
        """When the call may be placed, by the clock `monotonic`; None if the attempt was booked
        before. Raises CarrierRefused (429) if its turn would come too late; then nothing is
        booked."""
        at = await self._booking.add(Booking(carrier_id, request, per_second))
        if isinstance(at, CarrierRefused):
            raise at
        return at

    async def _book(self, wanted: list[Booking]) -> list[float | CarrierRefused | None]:
        """All of one carrier: a ledger's trunk is one. The same attempt twice is one booking."""
        first = wanted[0]
        requests = {one.request.attempt: one.request for one in reversed(wanted)}
        requests = dict(reversed(requests.items()))
        async with self._office.open(self._actor) as work:
            now = monotonic()
            begins = await work.value(float, queries.TURN, first.carrier_id)
            found = await work.many(
                Turn, queries.BOOK, first.carrier_id, list(requests),
                [one.to_number for one in requests.values()],
                [one.from_number for one in requests.values()],
                1 / first.per_second, begins or 0.0, PATIENCE_S,
            )  # fmt: skip
            if next(self._bookings) % TIDY_EVERY == 0:
                await work.run(queries.FORGET)
        turns = {one.attempt: one for one in found}
        return [outcome_of(turns.pop(one.request.attempt, None), now) for one in wanted]

    async def recall(self, attempt: str) -> Asked | None:
        async with self._office.open(self._actor) as work:
            return await work.one(Asked, queries.ASKED, attempt)

    async def note(self, attempt: str, carrier_call_id: str) -> None:
        """It became this call. Never raises: the call is under way, whatever we can write down."""
        try:
            await self._noting.add((attempt, carrier_call_id))
        except Exception:
            log.exception("A call that was placed could not be noted")

    async def _note(self, placed: list[tuple[str, str]]) -> list[None]:
        calls = dict(placed)
        async with self._office.open(self._actor) as work:
            await work.run(queries.PLACED, list(calls), list(calls.values()))
        return [None] * len(placed)

    async def forget(self, attempt: str) -> None:
        """There is no such call, for certain: it may be asked for again."""
        async with self._office.open(self._actor) as work:
            await work.run(queries.REFUSED, attempt)

    async def beat(self, carrier_id: int, attempts: list[str]) -> None:
        """These calls live in this process: so that no other takes them for dead."""
        async with self._office.open(self._actor) as work:
            await work.run(queries.BEAT, carrier_id, attempts)

    async def is_taken(self, carrier_id: int, carrier_call_id: str, attempt: str) -> bool:
        """Whether a call is known as that of another attempt."""
        async with self._office.open(self._actor) as work:
            found = await work.value(bool, queries.TAKEN, carrier_id, carrier_call_id, attempt)
        return bool(found)


def outcome_of(turn: Turn | None, now: float) -> float | CarrierRefused | None:
    """None: it is in the ledger already, or is another's of the same moment."""
    if turn is None or turn.is_known:
        return None
    if not turn.is_booked:
        return CarrierRefused("Too many calls in one moment", code=TOO_FAST)
    return now + (turn.wait_s or 0.0)
