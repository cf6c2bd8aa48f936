"""A carrier as a tenant set it up: with its numbers and its limits, asked once for an attempt."""

import asyncio
import logging
from time import monotonic
from typing import Protocol, runtime_checkable
from zlib import crc32

from msgspec.structs import replace

from ringdesk.domains.telephony.carrier import (
    CallState,
    Carrier,
    CarrierRefused,
    CarrierSilent,
    DialRequest,
    Health,
    Placed,
)
from ringdesk.domains.telephony.ledger import Ledger
from ringdesk.domains.telephony.models import SIMULATED, CarrierKind, Configured

log = logging.getLogger(__name__)

HEALTH_FRESH_S = 30.0
HEALTH_PATIENCE_S = 5.0


@runtime_checkable
class Starts(Protocol):
    async def start(self) -> None:
        """Once, before its first act."""


@runtime_checkable
class Closes(Protocol):
    async def close(self) -> None:
        """Of all that it holds open; its calls may end."""


@runtime_checkable
class Apologises(Protocol):
    async def apologise(self, carrier_call_id: str) -> None:
        """Says who called, and hangs up. CarrierRefused, CarrierSilent."""


@runtime_checkable
class CallsBack(Protocol):
    @property
    def inbound_url(self) -> str:
        """What a number's calls are to be announced at."""


class Trunk:
    """Is itself a Carrier. Every act of a call goes to the trunk that placed it, by `id`; 0 is the
    simulation that stands in where no carrier is set up."""

    def __init__(self, row: Configured, carrier: Carrier, ledger: Ledger) -> None:
        self.row, self.carrier, self._ledger = row, carrier, ledger
        self.is_started = False
        self._health: tuple[float, Health] | None = None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def kind(self) -> CarrierKind:
        return self.row.kind

    @property
    def name(self) -> str:
        """The carrier's kind, as the face has it; the tenant's own name for it is `row.name`."""
        return self.carrier.name

    @property
    def is_simulated(self) -> bool:
        return self.kind == "simulation"

    @property
    def inbound_url(self) -> str | None:
        """What a carrier that calls back is told to call when somebody calls a number of ours."""
        return self.carrier.inbound_url if isinstance(self.carrier, CallsBack) else None

    def caller_id(self, request: DialRequest) -> str:
        """The number asked for if it is ours, else one of ours: the same at every try, or people
        would see a stranger call each time."""
        ours = self.row.caller_ids
        if not ours or request.from_number in ours:
            return request.from_number
        return ours[crc32(request.to_number.encode()) % len(ours)]

    async def dial(self, request: DialRequest) -> Placed:
        """CarrierRefused, CarrierSilent. Waits for its turn, three seconds at most."""
        request = replace(request, from_number=self.caller_id(request))
        if self.id == SIMULATED:
            return await self.carrier.dial(request)
        at = await self._ledger.book(self.id, request, self.row.calls_per_second)
        if at is None:
            return await self._dialled_before(request)
        if (wait := at - monotonic()) > 0:
            await asyncio.sleep(wait)
        try:
            placed = await self.carrier.dial(request)
        except CarrierRefused:
            await self._ledger.forget(request.attempt)
            raise
        await self._ledger.note(request.attempt, placed.carrier_call_id)
        return placed

    async def _dialled_before(self, request: DialRequest) -> Placed:
        asked = await self._ledger.recall(request.attempt)
        if asked is not None and asked.carrier_id != self.id:
            raise CarrierSilent("Another carrier was asked for this attempt")
        if asked is not None and asked.carrier_call_id is not None:
            return Placed(asked.carrier_call_id)
        found = await self.look_up(request.attempt, None)
        if found is not None:
            return Placed(found.carrier_call_id)
        raise CarrierRefused("The carrier never heard of this attempt: ask with a new one")

    async def hang_up(self, carrier_call_id: str) -> None:
        """CarrierSilent."""
        await self.carrier.hang_up(carrier_call_id)

    async def look_up(self, attempt: str, carrier_call_id: str | None) -> CallState | None:
        """CarrierSilent. What was never asked for, the carrier need not be asked about."""
        if self.id == SIMULATED:
            return await self.carrier.look_up(attempt, carrier_call_id)
        if carrier_call_id is None:
            asked = await self._ledger.recall(attempt)
            if asked is None or asked.carrier_id != self.id:
                return None
            carrier_call_id = asked.carrier_call_id
        found = await self.carrier.look_up(attempt, carrier_call_id)
        if found is not None:
            await self._ledger.note(attempt, found.carrier_call_id)
        return found

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        """CarrierRefused, CarrierSilent."""
        await self.carrier.transfer(carrier_call_id, to_number)

    async def apologise(self, carrier_call_id: str) -> None:
        """Nobody is free for whom we called: says who it was, where the carrier can, and hangs up.
        CarrierSilent."""
        if isinstance(self.carrier, Apologises):
            try:
                await self.carrier.apologise(carrier_call_id)
                return
            except CarrierRefused as error:
                log.info("Nobody was told who called: %s", error)
        await self.carrier.hang_up(carrier_call_id)

    async def health(self) -> Health:
        """Asked anew; never raises."""
        try:
            async with asyncio.timeout(HEALTH_PATIENCE_S):
                found = await self.carrier.health()
        except TimeoutError:
            found = Health(ok=False, says="No answer in time")
        except Exception:
            log.exception("A carrier could not be asked how it is")
            found = Health(ok=False, says="It could not be asked: see the log")
        found = replace(
            found, most_calls=found.most_calls or self.row.most_calls,
            per_second=found.per_second or self.row.calls_per_second,
        )  # fmt: skip
        self._health = (monotonic(), found)
        return found

    async def recent_health(self) -> Health:
        """Half a minute old at most."""
        if self._health is not None and monotonic() - self._health[0] < HEALTH_FRESH_S:
            return self._health[1]
        return await self.health()

    async def start(self) -> None:
        """Nothing happens to one that is started."""
        if isinstance(self.carrier, Starts) and not self.is_started:
            await self.carrier.start()
        self.is_started = True

    async def close(self) -> None:
        never_began = isinstance(self.carrier, Starts) and not self.is_started
        if isinstance(self.carrier, Closes) and not never_began:
            await self.carrier.close()
        self.is_started = False
