"""The memory of the carriers: what each was asked for, and when it may be asked again.

A row is written before the carrier is asked. So an attempt is never asked for twice, by whichever
process and after whichever crash; an answer that was lost can be looked for; and all processes
together keep to one rate, which a bucket in each of them could not.
"""

import logging
from itertools import count
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.telephony import queries
from ringdesk.domains.telephony.carrier import CarrierRefused, DialRequest
from ringdesk.domains.telephony.models import Asked
from ringdesk.kernel.work import Actor, Office

log = logging.getLogger(__name__)

PATIENCE_S = 3.0  # how long a call may wait for its turn; a dialer asks no faster than it may
TIDY_EVERY = 256  # calls
TOO_FAST = 429


class Turn(Struct, frozen=True):
    is_new: bool
    wait_s: float | None


class Ledger:
    """Of one tenant."""

    def __init__(self, office: Office, tenant_id: UUID) -> None:
        self._office, self._actor = office, Actor.the_house(tenant_id)
        self._calls = count(1)

    async def book(self, carrier_id: int, request: DialRequest, per_second: float) -> float | None:
        """Seconds until the call may be placed; None if the attempt was booked before. Raises
        CarrierRefused (429) if its turn would come too late; then nothing is booked."""
        async with self._office.open(self._actor) as work:
            turn = await work.one(
                Turn, queries.BOOK, carrier_id, request.attempt, request.to_number,
                request.from_number, 1 / per_second, PATIENCE_S,
            )  # fmt: skip
            if turn is None or not turn.is_new:
                return None
            if turn.wait_s is None:
                raise CarrierRefused("Too many calls in one moment", code=TOO_FAST)
            if next(self._calls) % TIDY_EVERY == 0:
                await work.run(queries.FORGET)
        return max(0.0, turn.wait_s)

    async def recall(self, attempt: str) -> Asked | None:
        async with self._office.open(self._actor) as work:
            return await work.one(Asked, queries.ASKED, attempt)

    async def note(self, attempt: str, carrier_call_id: str) -> None:
        """It became this call. Never raises: the call is under way, whatever we can write down."""
        try:
            async with self._office.open(self._actor) as work:
                await work.run(queries.PLACED, attempt, carrier_call_id)
        except Exception:
            log.exception("A call that was placed could not be noted")

    async def forget(self, attempt: str) -> None:
        """There is no such call, for certain: it may be asked for again."""
        async with self._office.open(self._actor) as work:
            await work.run(queries.REFUSED, attempt)

    async def is_taken(self, carrier_id: int, carrier_call_id: str, attempt: str) -> bool:
        """Whether a call is known as that of another attempt."""
        async with self._office.open(self._actor) as work:
            found = await work.value(bool, queries.TAKEN, carrier_id, carrier_call_id, attempt)
        return bool(found)
