"""Carriers bring calls to us: some ask what to do (plans), some only tell (events)."""

from typing import Protocol, runtime_checkable
from uuid import UUID

from ringdesk.domains.calls.errors import CallNotFound
from ringdesk.domains.calls.events import CallConnected, CallEnded, CallStarted, CallWrappedUp
from ringdesk.domains.calls.inbound import queries
from ringdesk.domains.calls.inbound.arriving import WAITED, arrive, note_end, press
from ringdesk.domains.calls.inbound.models import InboundCall
from ringdesk.domains.calls.inbound.plans import plan_of
from ringdesk.domains.calls.inbound.queueing import give, waited_too_long
from ringdesk.domains.calls.inbound.ringing import (
    LOOK,
    RUNG,
    has_a_call,
    is_away,
    rung_long_enough,
)
from ringdesk.domains.calls.reporting import report
from ringdesk.domains.staffing import AvailabilityChanged
from ringdesk.domains.telephony import (
    CarrierEvent,
    CarrierRefused,
    Carriers,
    CarrierSilent,
    Incoming,
    Plan,
    Trunk,
)
from ringdesk.kernel.events import Event, Registry, is_last
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office, Work

INBOUND = "in:"  # what the attempt of a call to us begins with: nobody attempted it


@runtime_checkable
class Accepts(Protocol):
    """A carrier whose calls ring until we answer them; it asks for no plan."""

    async def accept(self, carrier_call_id: str) -> None:
        """CarrierRefused: it rings no more."""


class Inbound:
    def __init__(self, office: Office, carriers: Carriers) -> None:
        self._office, self._carriers = office, carriers

    # Carriers that ask.

    async def plan(self, incoming: Incoming) -> Plan | None:
        """For `Carriers.receive_with`. None: the number is none of ours."""
        actor = Actor.the_house(incoming.tenant_id)
        trunk = await self._carriers.trunk(incoming.tenant_id, incoming.carrier_id or None)
        async with self._office.open(actor) as work:
            before = await work.value(int, queries.BY_CARRIER, incoming.carrier_call_id)
            call = await arrive(
                work, carrier=trunk.kind, carrier_id=incoming.carrier_id or None,
                carrier_call_id=incoming.carrier_call_id, from_number=incoming.from_number,
                to_number=incoming.to_number,
            )  # fmt: skip
            if call is None:
                return None
            if incoming.step > 0:
                call = await press(
                    work, call_id=call.call_id, key=incoming.digits or "", step=incoming.step
                )
            plan = await plan_of(work, call, new=before is None)
        if call.state == "queued":
            await give(self._office, actor)
        return plan

    # Carriers that tell.

    async def hear(self, tenant_id: UUID, event: CarrierEvent) -> None:
        """For `Carriers.listen`: what is about calls to us."""
        if INBOUND not in event.attempt:
            return
        if event.kind == "initiated":
            await self._ring(tenant_id, event)
            return
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            call_id = await work.value(int, queries.BY_CARRIER, event.carrier_call_id)
            if call_id is None:
                return
            try:
                heard = await report(work, call_id=call_id, event=event)
            except CallNotFound:
                return
            if heard is not None and event.kind == "digits" and heard.carrier != "twilio":
                for key in event.detail[:20]:  # carriers with plans bring keys with the question
                    await press(work, call_id=call_id, key=key)
        await give(self._office, Actor.the_house(tenant_id))

    async def _ring(self, tenant_id: UUID, event: CarrierEvent) -> None:
        trunk = await self._trunk_of(tenant_id, event)
        if trunk is None:
            return
        from_number, _, to_number = event.detail.partition(" ")
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            call = await arrive(
                work, carrier=trunk.kind, carrier_id=trunk.id or None,
                carrier_call_id=event.carrier_call_id, from_number=from_number,
                to_number=to_number,
            )  # fmt: skip
        if call is None or not await self._taken(trunk, call):
            await trunk.hang_up(event.carrier_call_id)
            return
        await give(self._office, Actor.the_house(tenant_id))

    async def _taken(self, trunk: Trunk, call: InboundCall) -> bool:
        """Whether it was answered; a closed house does not lift the receiver."""
        if call.state == "closed" or not isinstance(trunk.carrier, Accepts):
            return False
        try:
            await trunk.carrier.accept(call.carrier_call_id)
        except CarrierRefused:
            return False
        return True

    async def _trunk_of(self, tenant_id: UUID, event: CarrierEvent) -> Trunk | None:
        """Whose call it is, among the carriers that only tell."""
        for trunk in await self._carriers.of(tenant_id):
            if isinstance(trunk.carrier, Accepts):
                try:
                    found = await trunk.look_up(event.attempt, event.carrier_call_id)
                except CarrierSilent:
                    continue
                if found is not None:
                    return trunk
        return None

    # Ourselves.

    async def look(self, job: Job) -> None:
        await give(self._office, Actor.the_house(job.tenant_id))

    async def waited(self, job: Job) -> None:
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            await waited_too_long(work, call_id=int(job.arguments()["call_id"]))

    async def rung(self, job: Job) -> None:
        async with self._office.open(Actor.the_house(job.tenant_id)) as work:
            await rung_long_enough(work, call_id=int(job.arguments()["call_id"]))

    def register(self, registry: Registry, jobs: Jobs) -> None:
        self._carriers.listen(self.hear)
        self._carriers.receive_with(self.plan)
        jobs.handle(WAITED, self.waited)
        jobs.handle(LOOK, self.look)
        jobs.handle(RUNG, self.rung)
        registry.inside(CallConnected, has_a_call)
        registry.inside(CallStarted, has_a_call)
        registry.inside(AvailabilityChanged, is_away)
        registry.inside(CallEnded, ended)
        for kind in (CallEnded, CallWrappedUp, AvailabilityChanged):
            registry.inside(kind, look_later)


async def ended(work: Work, event: CallEnded) -> None:
    if event.campaign_id is None:  # a campaign's calls are ours
        await note_end(work, event.call_id)


async def look_later(work: Work, event: Event) -> None:
    """Somebody may be free now, and somebody may wait for them."""
    if is_last(event, work.events) and await work.value(bool, queries.ANYBODY_WAITS):
        await work.later(LOOK, key=LOOK)
