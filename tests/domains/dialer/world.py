"""A small call centre under the test's hand: its own carrier, agents, leads, and time that passes
when the test says so (everything that was noted down becomes that much older)."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from ringdesk.domains import calls, campaigns, compliance, dialer, leads, staffing, telephony
from ringdesk.domains.dialer import gate
from ringdesk.domains.telephony.carrier import CallState, Kind, Listener, Placed
from ringdesk.domains.telephony.models import Setup
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Actor, Office, Work
from tests.conftest import Person, Tenant

OLDER = (
    """update calls set created_at = created_at - $2::interval, asked_at = asked_at - $2::interval,
    placed_at = placed_at - $2::interval, checked_at = checked_at - $2::interval,
    ringing_at = ringing_at - $2::interval, answered_at = answered_at - $2::interval,
    connected_at = connected_at - $2::interval, ended_at = ended_at - $2::interval,
    wrap_up_ends_at = wrap_up_ends_at - $2::interval, wrapped_up_at = wrapped_up_at - $2::interval
    where tenant_id = $1""",
    "update call_events set at = at - $2::interval where tenant_id = $1",
    """update leads set ready_at = ready_at - $2::interval, claim_ends_at = claim_ends_at
    - $2::interval, due_at = due_at - $2::interval, callback_at = callback_at - $2::interval
    where tenant_id = $1""",
    "update availability set since = since - $2::interval where tenant_id = $1",
    "update dial_refusals set at = at - $2::interval where tenant_id = $1",
    "update dialers set refilled_at = refilled_at - $2::interval where tenant_id = $1",
)
ALL_CALLS = """
select id, lead_id, agent_id, campaign_id, number, status, mode, abandoned, ended_because
from calls where tenant_id = $1 order by id
"""


LIVE = ("initiated", "ringing", "answered", "human", "machine")


class Killed(OSError):
    """What a process would not live to see."""


@dataclass
class Exchange:
    """A carrier: what it was asked for, and whatever the test has it report."""

    listener: Listener
    name: str = "simulation"
    silent: bool = False
    refuses: bool = False
    dies: bool = False  # we die, after it took the call
    dialled: dict[str, telephony.DialRequest] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)
    states: dict[str, Kind] = field(default_factory=dict)
    seq: "count[int]" = field(default_factory=count)

    async def dial(self, request: telephony.DialRequest) -> Placed:
        self.asks.append(request.attempt)
        if self.refuses:
            raise telephony.CarrierRefused("No line is free", code=503)
        self.dialled[request.attempt] = request
        self.states[request.attempt] = "initiated"
        if self.silent:
            raise telephony.CarrierSilent
        if self.dies:
            raise Killed
        return Placed(f"X{request.attempt}")

    async def hang_up(self, carrier_call_id: str) -> None:
        self.hung_up.append(carrier_call_id)
        attempt = carrier_call_id[1:]
        if self.states.get(attempt) in LIVE:
            self.states[attempt] = "completed"

    async def look_up(self, attempt: str, carrier_call_id: str | None) -> CallState | None:
        if attempt not in self.states:
            return None
        return CallState(carrier_call_id=f"X{attempt}", kind=self.states[attempt])

    async def transfer(self, carrier_call_id: str, to_number: str) -> None:
        raise telephony.CarrierRefused("Not here")

    async def health(self) -> telephony.Health:
        return telephony.Health(ok=True)

    async def say(self, attempt: str, kind: Kind, **more: Any) -> None:
        self.states[attempt] = kind
        await self.listener(
            telephony.CarrierEvent(
                attempt=attempt,
                carrier_call_id=f"X{attempt}",
                seq=next(self.seq),
                kind=kind,
                at=datetime.now(UTC),
                **more,
            )
        )


class Exchanges:
    """One for each tenant, as `telephony.Carriers` builds them."""

    def __init__(self) -> None:
        self.of: dict[UUID, Exchange] = {}

    def make(self, setup: Setup, listener: Listener) -> Exchange:
        made = self.of.get(setup.tenant_id) or Exchange(listener)
        made.listener = listener
        self.of[setup.tenant_id] = made
        return made


@dataclass
class Centre:
    """All tenants' dialler, in this process."""

    office: Office
    exchanges: Exchanges
    dialer: dialer.Dialer
    carriers: telephony.Carriers
    jobs: Jobs


def centre(
    office: Office, exchanges: Exchanges | None = None, patience: dialer.Patience | None = None
) -> Centre:
    exchanges = exchanges or Exchanges()
    vault = Vault(b"of-the-tests-and-of-nothing-else-", [])
    kinds: dict[Any, Any] = {"simulation": exchanges.make}
    carriers = telephony.Carriers(office, vault, Egress(), kinds)
    placing = calls.Placing(office, carriers)
    jobs = Jobs(office, Registry())
    placing.register(jobs)
    loop = dialer.Dialer(office, carriers, placing, patience=patience)
    carriers.listen(loop.hear)
    return Centre(office, exchanges, loop, carriers, jobs)


@dataclass
class World:
    """One tenant's part of it."""

    tenant: Tenant
    centre: Centre
    agents: list[Person] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(2025550100))

    @property
    def exchange(self) -> Exchange:
        return self.centre.exchanges.of[self.tenant.id]

    def work(self) -> AbstractAsyncContextManager[Work]:
        return self.tenant.work()

    def as_agent(self, agent: Person) -> Actor:
        scopes = frozenset({"calls:read", "calls:write", "leads:read", "leads:write"})
        return Actor(id=agent.id, tenant_id=self.tenant.id, role="operator", scopes=scopes)

    async def agent(self, *, skills: list[str] | None = None, name: str = "Olga") -> Person:
        made = await self.tenant.person("operator", name=name)
        self.agents.append(made)
        await self.available(made, skills=skills)
        return made

    async def available(
        self, agent: Person, state: staffing.Availability = "available",
        skills: list[str] | None = None,
    ) -> None:  # fmt: skip
        async with self.centre.office.open(self.as_agent(agent)) as work:
            await staffing.set_availability(work, state=state, skills=skills)

    async def lead(self, priority: leads.Priority = "medium", **given: Any) -> leads.Lead:
        new = leads.NewLead(
            name="Lee", phone=given.pop("phone", f"+1{next(self.numbers)}"), priority=priority,
            **given,
        )  # fmt: skip
        async with self.work() as work:
            return await leads.create(work, new)

    async def campaign(self, *, start: bool = True, **given: Any) -> int:
        async with self.work() as work:
            made = await campaigns.create(work, campaigns.NewCampaign(name="Spring", **given))
            if start:
                await campaigns.start(work, campaign_id=made.id)
        return made.id

    async def settings(self, **given: Any) -> None:
        async with self.work() as work:
            await dialer.change_settings(work, dialer.SettingsChanges(**given))

    async def control(self, action: dialer.Action) -> dialer.QueueState:
        async with self.work() as work:
            return await dialer.control(work, action)

    async def tick(self, now: datetime | None = None) -> dialer.Round:
        return await self.centre.dialer.tick(self.tenant.id, now)

    async def later(self, seconds: float) -> None:
        """Time passes."""
        async with self.work() as work:
            for statement in OLDER:
                await work.run(statement, timedelta(seconds=seconds))

    def attempt(self, call_id: int) -> str:
        return calls.attempt_of(self.tenant.id, call_id)

    async def says(self, call_id: int, *kinds: Kind, **more: Any) -> None:
        for kind in kinds:
            await self.exchange.say(self.attempt(call_id), kind, **more)

    async def call(self, call_id: int) -> calls.Call:
        async with self.work() as work:
            return await calls.get(work, call_id=call_id)

    async def get(self, lead: leads.Lead) -> leads.Lead:
        async with self.work() as work:
            return await leads.get(work, lead_id=lead.id)

    async def called(self, call_ids: Iterable[int]) -> list[int | None]:
        """Whom these calls went to, in their order."""
        return [(await self.call(one)).lead_id for one in call_ids]

    async def rules(self, lead: leads.Lead) -> list[str]:
        """By which rules it was refused, the oldest first."""
        async with self.work() as work:
            found = await compliance.refusals(work, lead_id=lead.id)
        return [one.rule for one in reversed(found)]

    async def write(self, statement: str, *values: object) -> None:
        async with self.work() as work:
            await work.run(statement, *values)


__all__ = ["Centre", "Exchange", "Exchanges", "Work", "World", "centre", "gate"]
