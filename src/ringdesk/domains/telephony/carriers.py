"""Who carries a tenant's calls: its carriers in their order, built from what administrators set."""

import asyncio
import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from time import monotonic
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct, json

from ringdesk.domains.telephony import queries
from ringdesk.domains.telephony.carrier import (
    CallState,
    CarrierEvent,
    CarrierRefused,
    CarrierSilent,
    DialRequest,
)
from ringdesk.domains.telephony.errors import CarrierNotFound
from ringdesk.domains.telephony.ledger import Ledger
from ringdesk.domains.telephony.models import SIMULATED, CarrierKind, Configured, Make, Setup
from ringdesk.domains.telephony.plans import (
    Answered,
    Incoming,
    Plan,
    PlanAnswered,
    PlanIncoming,
)
from ringdesk.domains.telephony.trunks import Trunk
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.secrets import CannotOpen, Vault
from ringdesk.kernel.work import Actor, Office

log = logging.getLogger(__name__)

FRESH_S = 2.0  # how long another process's change may go unnoticed
Callback: TypeAlias = Callable[[UUID, CarrierEvent], Awaitable[None]]


class Dialled(Struct, frozen=True, kw_only=True):
    """Whom a call went to: `carrier` is the kind, `carrier_id` None for the simulation that stands
    in where no carrier is set up."""

    carrier: CarrierKind
    carrier_id: int | None
    carrier_call_id: str


class Known(Struct):
    """A tenant's trunks, those switched off among them, and when we looked."""

    trunks: list[Trunk]
    looked_at: float


class Carriers:
    """One for each process. Every process reads the settings by itself, every two seconds at most,
    and so learns of a change wherever it was made; in the process that made it, at once."""

    def __init__(
        self, office: Office, vault: Vault, egress: Egress, kinds: Mapping[CarrierKind, Make]
    ) -> None:
        self.office, self.vault, self.egress, self.kinds = office, vault, egress, kinds
        self._known: dict[UUID, Known] = {}
        self._simulations: dict[UUID, Trunk] = {}
        self._told: set[tuple[UUID, int, int]] = set()  # which could not be built, with version
        self._reading: dict[UUID, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.listeners: list[Callback] = []
        self._planners: list[PlanAnswered] = []
        self._receivers: list[PlanIncoming] = []

    def listen(self, callback: Callback) -> None:
        """`callback(tenant_id, event)` hears what carriers report. What it raises is the carrier's
        to see, which then reports again: so it must bear an event twice, and late."""
        self.listeners.append(callback)

    def plan_with(self, planner: PlanAnswered) -> None:
        """`planner(answered)` says what is done with a call that somebody took; None leaves it to
        the next planner, and at last to the carrier's settings. Asked by carriers that ask."""
        self._planners.append(planner)

    def receive_with(self, receiver: PlanIncoming) -> None:
        """`receiver(incoming)` says what is done with a call to us. Nobody wants it: busy."""
        self._receivers.append(receiver)

    async def plan_answered(self, call: Answered) -> Plan | None:
        for planner in self._planners:
            if (plan := await planner(call)) is not None:
                return plan
        return None

    async def plan_incoming(self, call: Incoming) -> Plan | None:
        for receiver in self._receivers:
            if (plan := await receiver(call)) is not None:
                return plan
        return None

    async def tell(self, tenant_id: UUID, event: CarrierEvent) -> None:
        for callback in self.listeners:
            await callback(tenant_id, event)

    async def of(self, tenant_id: UUID) -> list[Trunk]:
        """Those switched on, in the order in which they are asked; the simulation where nothing is
        set up. With carriers that are all switched off, nobody carries. May open work of its own:
        ask before you open yours."""
        everybody = await self._all(tenant_id)
        return [one for one in everybody if one.row.enabled]

    async def trunk(self, tenant_id: UUID, carrier_id: int | None) -> Trunk:
        """The one a call went by, switched on or not. CarrierNotFound."""
        if carrier_id is None:  # also where one was set up while the last simulated calls go on
            if "simulation" not in self.kinds:
                raise CarrierNotFound
            return self._simulation(tenant_id)
        for one in await self._all(tenant_id):
            if one.id == carrier_id:
                return one
        raise CarrierNotFound

    async def by_key(self, key: str) -> tuple[UUID, Trunk]:
        """Whom a webhook's address names. CarrierNotFound."""
        tenant_id, carrier_id = read_key(key)
        if tenant_id not in self._known:  # made up, maybe: nothing is kept of what is not there
            async with self.office.open(Actor.the_house(tenant_id)) as work:
                if await work.one(Configured, queries.CARRIER, carrier_id) is None:
                    raise CarrierNotFound
        return tenant_id, await self.trunk(tenant_id, carrier_id)

    async def is_simulated(self, tenant_id: UUID) -> bool:
        """Whether no carrier is set up, so that calls are only played."""
        return all(one.is_simulated for one in await self.of(tenant_id))

    async def dial(self, tenant_id: UUID, request: DialRequest) -> Dialled:
        """By the first that takes it; an invalid number is invalid for all. CarrierRefused: there
        is no call, for certain. CarrierSilent: look it up, never dial again."""
        refused = CarrierRefused("No carrier is switched on")
        for trunk in await self.of(tenant_id):
            try:
                placed = await trunk.dial(request)
            except CarrierRefused as error:
                if error.permanent:
                    raise
                refused = error
                continue
            return Dialled(
                carrier=trunk.kind, carrier_id=trunk.id or None,
                carrier_call_id=placed.carrier_call_id,
            )  # fmt: skip
        raise refused

    async def look_up(
        self, tenant_id: UUID, attempt: str, *, carrier_id: int | None = None,
        carrier_call_id: str | None = None,
    ) -> tuple[Dialled, CallState] | None:  # fmt: skip
        """What became of an attempt, whoever was asked. None: there is no such call, for certain.
        CarrierSilent."""
        if carrier_id is None:
            asked = await self._ledger(tenant_id).recall(attempt)
            carrier_id = asked.carrier_id if asked else None
        try:
            trunk = await self.trunk(tenant_id, carrier_id)
        except CarrierNotFound as error:
            raise CarrierSilent("The carrier was removed") from error
        found = await trunk.look_up(attempt, carrier_call_id)
        if found is None:
            return None
        whom = Dialled(
            carrier=trunk.kind, carrier_id=trunk.id or None, carrier_call_id=found.carrier_call_id
        )
        return whom, found

    def notice(self, tenant_id: UUID) -> None:
        """Something changed: look again at the next question."""
        if known := self._known.get(tenant_id):
            known.looked_at = -FRESH_S

    async def close(self) -> None:
        trunks = [trunk for one in self._known.values() for trunk in one.trunks]
        for trunk in {*trunks, *self._simulations.values()}:
            await _closed(trunk)
        self._known, self._simulations = {}, {}

    async def _all(self, tenant_id: UUID) -> list[Trunk]:
        known = self._known.get(tenant_id)
        if known is not None and monotonic() - known.looked_at <= FRESH_S:
            return known.trunks
        async with self._reading[tenant_id]:
            known = self._known.get(tenant_id)
            if known is None or monotonic() - known.looked_at > FRESH_S:
                looked_at = monotonic()
                trunks = await self._read(tenant_id, known.trunks if known else [])
                known = self._known[tenant_id] = Known(trunks, looked_at)
            return known.trunks

    async def _read(self, tenant_id: UUID, before: list[Trunk]) -> list[Trunk]:
        async with self.office.open(Actor.the_house(tenant_id)) as work:
            rows = await work.many(Configured, queries.CARRIERS)
        former = {one.id: one for one in before}
        found = [await self._trunk(tenant_id, row, former) for row in rows]
        trunks = [one for one in found if one is not None]
        for gone in [one for one in before if one not in trunks and one.id != SIMULATED]:
            await _closed(gone)
        plays = not rows and "simulation" in self.kinds
        return [self._simulation(tenant_id)] if plays else trunks

    async def _trunk(
        self, tenant_id: UUID, row: Configured, former: dict[int, Trunk]
    ) -> Trunk | None:
        """Built anew only if what it is built from changed: the others keep their calls."""
        there = former.get(row.id)
        try:
            if there is not None and _built_from(there.row) == _built_from(row):
                there.row, trunk = row, there
            else:
                trunk = self._built(tenant_id, row)
            if row.enabled:  # one that is switched off later keeps the calls it has
                await trunk.start()
        except Exception as error:  # it is tried again with every look; told once is enough
            if (tenant_id, row.id, row.version) not in self._told:
                self._told.add((tenant_id, row.id, row.version))
                log.warning("Carrier %s of a tenant cannot be used: %r", row.id, error)
            return None
        return trunk

    def _built(self, tenant_id: UUID, row: Configured) -> Trunk:
        ledger = self._ledger(tenant_id)
        setup = Setup(
            tenant_id=tenant_id, carrier_id=row.id, key=key_of(tenant_id, row.id), name=row.name,
            settings=row.shown, secrets=opened(self.vault, tenant_id, row),
            most_calls=row.most_calls, calls_per_second=row.calls_per_second, at_home=row.at_home,
            recall=ledger.recall, is_taken=partial(ledger.is_taken, row.id),
            beat=partial(ledger.beat, row.id),
        )  # fmt: skip
        make = self.kinds[row.kind]
        return Trunk(row, make(setup, partial(self.tell, tenant_id)), ledger)

    def _simulation(self, tenant_id: UUID) -> Trunk:
        if (there := self._simulations.get(tenant_id)) is not None:
            return there
        row = Configured(
            id=SIMULATED, kind="simulation", name="Simulation", settings="{}", credentials=None,
            caller_ids=[], most_calls=10_000, calls_per_second=1_000, position=0, enabled=True,
            version=0, at_home=False,
        )  # fmt: skip
        made = self._simulations[tenant_id] = self._built(tenant_id, row)
        return made

    def _ledger(self, tenant_id: UUID) -> Ledger:
        return Ledger(self.office, tenant_id)


def _built_from(row: Configured) -> tuple[object, ...]:
    return row.kind, row.settings, row.credentials, row.most_calls, row.calls_per_second


async def _closed(trunk: Trunk) -> None:
    try:
        await trunk.close()
    except Exception:
        log.exception("A carrier could not be closed")


def opened(vault: Vault, tenant_id: UUID, row: Configured) -> dict[str, str]:
    """The credentials. Those that no key of ours opens any more are missing, as if never given."""
    if row.credentials is None:
        return {}
    try:
        text = vault.open(row.credentials, purpose=sealed_for(tenant_id, row.id))
    except CannotOpen:
        log.warning("The credentials of carrier %s were sealed with another secret", row.id)
        return {}
    return json.decode(text, type=dict[str, str])


def sealed_for(tenant_id: UUID, carrier_id: int) -> str:
    return f"carriers:{tenant_id}:{carrier_id}"


def key_of(tenant_id: UUID, carrier_id: int) -> str:
    """No secret: webhooks prove by their signature who they are. It leads to the row without a look
    at other tenants'."""
    raw = tenant_id.bytes + carrier_id.to_bytes(8, "big")
    return urlsafe_b64encode(raw).decode()


def read_key(key: str) -> tuple[UUID, int]:
    """CarrierNotFound for what never was one."""
    try:
        raw = urlsafe_b64decode(key)
    except ValueError as error:
        raise CarrierNotFound from error
    if len(raw) != 24 or urlsafe_b64encode(raw).decode() != key or raw[16] > 127:
        raise CarrierNotFound
    return UUID(bytes=raw[:16]), int.from_bytes(raw[16:], "big")
