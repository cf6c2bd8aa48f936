"""A lead's dial status against a plain dictionary: two tenants, whose acts come in any order."""

import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from ringdesk.domains import identity, leads
from ringdesk.domains.leads.jobs import Chores
from ringdesk.kernel.database import Urls
from ringdesk.kernel.errors import AppError, NotFound
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Work
from ringdesk.wiring import House, build

T = TypeVar("T")
TENANTS = ("north", "south")
ROLES = {"admin": "admin", "olga": "operator", "omar": "operator"}
WHO = tuple(ROLES)
# As the contract has it, said once more: this is not the product's own table.
MAY = {
    ("pending", "claimed"), ("pending", "calling"), ("pending", "failed"), ("claimed", "calling"),
    ("claimed", "pending"), ("calling", "answered"), ("calling", "pending"), ("calling", "failed"),
    ("answered", "transferred"), ("failed", "pending"),
}  # fmt: skip
RUN_OUT = """
update leads set claim_ends_at = now() - interval '1 second'
where tenant_id = $1 and id = $2 and dial_status = 'claimed'
"""


@dataclass
class Expected:
    """What a lead should be by now. `lent`: its owner owns it by a claim alone."""

    tenant: str
    phone: str
    status: str = "pending"
    owner: str | None = None
    lent: bool = False
    claimed_by: str | None = None
    run_out: bool = False
    attempts: int = 0
    rank: int = 2
    gone: bool = False

    def move(self, to: str) -> None:
        if self.status == "failed":
            self.attempts = 0
        self.attempts += to == "calling"
        if to in ("pending", "failed") and self.lent:
            self.owner = None
        self.lent = self.lent and to in ("claimed", "calling")
        self.claimed_by = self.claimed_by if to == "calling" else None
        self.status, self.run_out = to, False


class Floor:
    """Two tenants and their people, from code that does not wait."""

    def __init__(self, portal: BlockingPortal, house: House) -> None:
        self.portal, self.house = portal, house

    def open(self) -> None:
        self.ids: dict[str, UUID] = {}
        self.people: dict[tuple[str, str], int] = {}
        self.portal.call(self._open_tenants)

    async def _open_tenants(self) -> None:
        async with self.house.office.open(Actor.the_house(INSTALLATION)) as work:
            for name in TENANTS:
                tenant = await identity.add_tenant(work, name)
                self.ids[name] = tenant.id
                for who, role in ROLES.items():
                    username = f"{who}-{secrets.token_hex(6)}"
                    new = identity.NewAccount(
                        username=username, email=f"{username}@example.org", password="", role=role
                    )
                    made = await identity.add_person(work, tenant, new, None)
                    self.people[name, who] = made.id

    def do(self, tenant: str, who: str, act: Callable[[Work], Awaitable[T]]) -> T:
        actor = Actor.the_house(self.ids[tenant])
        if who != "house":
            actor = Actor(
                id=self.people[tenant, who], tenant_id=self.ids[tenant], role=ROLES[who],
                scopes=identity.scopes_of(ROLES[who], None), name=who,
            )  # fmt: skip

        async def run() -> T:
            async with self.house.office.open(actor) as work:
                return await act(work)

        return self.portal.call(run)

    def outcome(self, tenant: str, who: str, act: Callable[[Work], Awaitable[object]]) -> str:
        try:
            self.do(tenant, who, act)
        except AppError as error:
            return "NOT_FOUND" if isinstance(error, NotFound) else error.code
        return "done"


class Moving(RuleBasedStateMachine):
    shared: ClassVar[Floor]
    made = Bundle("made")

    def __init__(self) -> None:
        super().__init__()
        self.floor = self.shared
        self.floor.open()
        self.expected: dict[int, Expected] = {}

    def there(self, lead_id: int, tenant: str) -> bool:
        model = self.expected[lead_id]
        return model.tenant == tenant and not model.gone

    @rule(
        target=made, tenant=st.sampled_from(TENANTS), who=st.sampled_from(WHO),
        priority=st.sampled_from(leads.PRIORITIES),
    )  # fmt: skip
    def create(self, tenant: str, who: str, priority: Any) -> int:
        phone = f"+4930{secrets.randbelow(10**8):08d}"
        new = leads.NewLead(phone=phone, priority=priority)
        lead = self.floor.do(tenant, who, lambda work: leads.create(work, new))
        owner = None if who == "admin" else who
        rank = leads.RANKS[priority]
        self.expected[lead.id] = Expected(tenant, phone, owner=owner, rank=rank)
        return lead.id

    @rule(lead_id=made, tenant=st.sampled_from(TENANTS), who=st.sampled_from(WHO))
    def claim(self, lead_id: int, tenant: str, who: str) -> None:
        model = self.expected[lead_id]
        got = self.floor.outcome(tenant, who, lambda work: leads.claim(work, lead_id=lead_id))
        if not self.there(lead_id, tenant):
            assert got == "NOT_FOUND"
            return
        free = model.status == "pending" and model.owner in (None, who)
        lapsed = model.run_out and (model.owner in (None, who) or model.lent)
        assert got == ("done" if free or lapsed else "LEAD_TAKEN")
        if got == "done":
            if lapsed:
                model.move("pending")
            self.taken(model, who)

    def taken(self, model: Expected, who: str) -> None:
        model.lent = model.owner is None
        model.owner, model.claimed_by, model.status = who, who, "claimed"

    @rule(tenant=st.sampled_from(TENANTS), who=st.sampled_from(WHO))
    def claim_the_next(self, tenant: str, who: str) -> None:
        lead = self.floor.do(tenant, who, leads.claim_next)
        free = {
            lead_id: model for lead_id, model in self.expected.items()
            if self.there(lead_id, tenant) and model.status == "pending"
            and model.owner in (None, who)
        }  # fmt: skip
        if lead is None:
            assert not free
        else:
            assert free[lead.id].rank == min(model.rank for model in free.values())
            self.taken(free[lead.id], who)

    @rule(lead_id=made, tenant=st.sampled_from(TENANTS), who=st.sampled_from(WHO))
    def release(self, lead_id: int, tenant: str, who: str) -> None:
        model = self.expected[lead_id]
        got = self.floor.outcome(tenant, who, lambda work: leads.release(work, lead_id=lead_id))
        if not self.there(lead_id, tenant):
            assert got == "NOT_FOUND"
        elif who != "admin" and who not in (model.owner, model.claimed_by):
            assert got == "MAY_NOT_CHANGE_LEAD"
        elif model.status != "claimed":
            assert got == "LEAD_MOVE_REFUSED"
        else:
            assert got == "done"
            model.move("pending")

    @rule(
        lead_id=made, tenant=st.sampled_from(TENANTS), to=st.sampled_from(leads.DIAL_STATUSES),
        by_many=st.booleans(),
    )  # fmt: skip
    def move(self, lead_id: int, tenant: str, to: Any, by_many: bool) -> None:
        """As calls do it, and as an administrator does it with many."""
        model = self.expected[lead_id]
        allowed = (model.status, to) in MAY

        async def one(work: Work) -> object:
            lead = await leads.lock(work, lead_id=lead_id)
            return await leads.move_dial_status(work, lead, to)

        async def many(work: Work) -> leads.Bulk:
            data = {"status": to}
            return await leads.bulk(work, action="update_status", lead_ids=[lead_id], data=data)

        if by_many:
            done = self.floor.do(tenant, "admin", many)
            assert done.changed == (self.there(lead_id, tenant) and allowed)
            assert (not done.errors) == (
                done.changed == 1 or (self.there(lead_id, tenant) and model.status == to)
            )
        else:
            got = self.floor.outcome(tenant, "house", one)
            refused = "done" if allowed else "LEAD_MOVE_REFUSED"
            assert got == (refused if self.there(lead_id, tenant) else "NOT_FOUND")
        if self.there(lead_id, tenant) and allowed:
            model.move(to)

    @rule(lead_id=made)
    def the_claim_runs_out(self, lead_id: int) -> None:
        model = self.expected[lead_id]
        if model.status == "claimed" and not model.gone:
            self.floor.do(model.tenant, "house", lambda work: work.run(RUN_OUT, lead_id))
            model.run_out = True

    @rule()
    def chores_are_done(self) -> None:
        self.floor.portal.call(Chores(self.floor.house.office).tidy)
        for model in self.expected.values():
            if model.run_out and not model.gone:
                model.move("pending")

    @rule(lead_id=made, tenant=st.sampled_from(TENANTS), to=st.sampled_from([None, *WHO]))
    def assign(self, lead_id: int, tenant: str, to: str | None) -> None:
        owner_id = None if to is None else self.floor.people[tenant, to]
        got = self.floor.outcome(
            tenant, "admin", lambda work: leads.assign(work, lead_id=lead_id, owner_id=owner_id)
        )
        assert got == ("done" if self.there(lead_id, tenant) else "NOT_FOUND")
        if got == "done":
            self.expected[lead_id].owner, self.expected[lead_id].lent = to, False

    @rule(lead_id=made, tenant=st.sampled_from(TENANTS))
    def remove(self, lead_id: int, tenant: str) -> None:
        model = self.expected[lead_id]
        got = self.floor.outcome(tenant, "admin", lambda work: leads.remove(work, lead_id=lead_id))
        if not self.there(lead_id, tenant):
            assert got == "NOT_FOUND"
        else:
            assert got == ("LEAD_IN_CALL" if model.status == "calling" else "done")
            model.gone = got == "done"

    @invariant()
    def leads_are_what_the_acts_made_of_them(self) -> None:
        for tenant in TENANTS:
            names = {nr: who for (where, who), nr in self.floor.people.items() if where == tenant}
            found = self.floor.do(
                tenant, "olga", lambda work: leads.list_leads(work, leads.LeadFilter())
            )
            got = {
                one.id: (
                    one.phone, one.dial_status, names.get(one.owner_id or 0), one.lent,
                    names.get(one.claimed_by or 0), one.attempts, one.rank,
                )
                for one in found
            }  # fmt: skip
            assert got == {
                lead_id: (
                    one.phone, one.status, one.owner, one.lent, one.claimed_by, one.attempts,
                    one.rank,
                )
                for lead_id, one in self.expected.items() if self.there(lead_id, tenant)
            }  # fmt: skip

    @invariant()
    def counters_are_exact(self) -> None:
        for tenant in TENANTS:
            own = [one for nr, one in self.expected.items() if self.there(nr, tenant)]
            stats = self.floor.do(tenant, "olga", leads.stats)
            by_status = Counter(one.status for one in own)
            assert stats.total == len(own)
            assert stats.by_dial_status == {one: by_status[one] for one in leads.DIAL_STATUSES}
            free = [one for one in own if one.status == "pending" and one.owner in (None, "olga")]
            shown, total = self.floor.do(
                tenant, "olga", lambda work: leads.available(work, limit=100)
            )
            assert total == len(shown) == len(free)
            assert [one.rank for one in shown] == sorted(one.rank for one in free)


@pytest.fixture
def floor(settings: Settings, database: Urls) -> Iterator[Floor]:
    with start_blocking_portal() as portal:
        house = build(settings, database.app, reacting=False)
        with portal.wrap_async_context_manager(house.database.connected()):
            yield Floor(portal, house)


def test_a_leads_dial_status_is_what_the_acts_made_of_it(floor: Floor) -> None:
    Moving.shared = floor
    machine = Moving.TestCase
    machine.settings = settings(
        max_examples=15, stateful_step_count=30, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    machine("runTest").runTest()
