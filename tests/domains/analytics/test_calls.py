"""What is kept of calls equals what a recount finds, whatever happened, folded or not."""

import random
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime, timedelta

import pytest

from ringdesk.domains import analytics
from ringdesk.domains.analytics.calling import service as calling
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import INSTALLATION, Actor, Work
from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio

SET_ZONE = "update tenants set timezone = $3 where tenant_id = $1 and id = $2"
PLACE = """
insert into calls (tenant_id, number, agent_id, created_at, status)
values ($1, $2, $3, now() - make_interval(mins => $4), 'initiated') returning id
"""
ANSWER = """
update calls set status = 'answered', answered_at = now()
where tenant_id = $1 and id = $2 and agent_id is null
"""
END = """
update calls set status = $3, duration_s = $4, abandoned = $5 where tenant_id = $1 and id = $2
"""
GIVE = "update calls set agent_id = $3 where tenant_id = $1 and id = $2"
NOTE = "update calls set notes = notes || 'x' where tenant_id = $1 and id = $2"
ERASE = "delete from calls where tenant_id = $1 and id = $2"
MARKS = "select count(*) from call_marks where tenant_id = $1"
SUMS = """
count(*) as calls, count(answered_at) as answered,
count(*) filter (where status = 'completed') as completed,
count(*) filter (where abandoned) as abandoned,
coalesce(sum(duration_s), 0)::bigint as duration_s
"""
RECOUNT = f"""
select {SUMS} from calls where tenant_id = $1 and ($2::bigint is null or agent_id = $2)
"""
RECOUNT_TODAY = f"""
select {SUMS} from calls where tenant_id = $1 and ($2::bigint is null or agent_id = $2)
  and (created_at at time zone $3)::date = (now() at time zone $3)::date
"""
RECOUNT_DAYS = """
select (created_at at time zone $3)::date as date, count(*) as calls,
  count(answered_at) as answered, count(*) filter (where status = 'completed') as completed,
  coalesce(sum(duration_s), 0)::bigint as duration_s
from calls where tenant_id = $1 and agent_id = $2 group by 1 order by 1
"""


def day(ago: int) -> date:
    return (datetime.now(UTC) - timedelta(days=ago)).date()


class Shift:
    """Random calls, through the rows: triggers see all statements alike."""

    def __init__(self, tenant: Tenant, staff: list[Person], seed: int) -> None:
        self.tenant, self.staff, self.dice = tenant, staff, random.Random(seed)
        self.calls: list[int] = []
        self.numbers = iter(range(10_000))

    async def act(self, work: Work) -> None:
        if not self.calls or self.dice.random() < 0.4:
            await self.place(work)
            return
        call = self.dice.choice(self.calls)
        does = self.dice.randrange(5)
        if does == 0:
            await work.run(ANSWER, call)
        elif does == 1:
            status = self.dice.choice(["completed", "busy", "no-answer", "failed"])
            seconds = self.dice.randrange(600)
            await work.run(END, call, status, seconds, self.dice.random() < 0.1)
            await work.run(GIVE, call, self.dice.choice(self.staff).id)
        elif does == 2:
            await work.run(NOTE, call)
        elif does == 3:
            await analytics.fold_calls(work, most=self.dice.choice([1, 7, 1000]))
        else:
            self.calls.remove(call)
            await work.run(ERASE, call)

    async def place(self, work: Work) -> None:
        """Somebody has one call at a time, so that most are given when they are over."""
        number, ago = f"+1555{next(self.numbers):07d}", self.dice.randrange(5 * 24 * 60)
        made = await work.value(int, PLACE, number, None, ago)
        assert made is not None
        self.calls.append(made)
        if self.dice.random() < 0.6:
            await work.run(END, made, "completed", self.dice.randrange(600), False)
            await work.run(GIVE, made, self.dice.choice(self.staff).id)


def acting(
    tenant: Tenant, person: Person, role: str = "",
    scopes: frozenset[str] = frozenset({"calls:read", "leads:read"}),
) -> AbstractAsyncContextManager[Work]:  # fmt: skip
    actor = Actor(id=person.id, tenant_id=tenant.id, role=role or person.role, scopes=scopes)
    return tenant.house.office.open(actor)


async def kept_as_counted(tenant: Tenant, staff: list[Person], zone: str) -> None:
    for person in staff:
        async with acting(tenant, person) as work:
            own = await analytics.own_numbers(work)
            spent = await analytics.own_performance(work)
            counted = await work.one(analytics.CallTotals, RECOUNT, person.id)
            today = await work.one(analytics.CallTotals, RECOUNT_TODAY, person.id, zone)
            days = await work.many(analytics.CallDay, RECOUNT_DAYS, person.id, zone)
        assert (own.so_far, own.today, spent.days) == (counted, today, days)
    async with tenant.work() as work:
        dashboard = await analytics.calling_dashboard(work)
        counted = await work.one(analytics.CallTotals, RECOUNT, None)
        today = await work.one(analytics.CallTotals, RECOUNT_TODAY, None, zone)
    assert (dashboard.so_far, dashboard.today) == (counted, today)
    ranks = [one.rank for one in dashboard.callers]
    assert ranks == sorted(ranks) and ranks[:1] == [1]


class TestTheNumbersOfCalls:
    @pytest.mark.parametrize(
        ("seed", "zone"), [(1, "UTC"), (2, "Asia/Kathmandu"), (3, "America/St_Johns")]
    )
    async def test_are_what_a_recount_finds(
        self, seed: int, zone: str, make_tenant: MakeTenant
    ) -> None:
        tenant, other = await make_tenant(), await make_tenant()
        async with tenant.house.office.open(Actor.the_house(INSTALLATION)) as work:
            await work.run(SET_ZONE, tenant.id, zone)
        staff = [await tenant.person("operator") for _ in range(3)]
        theirs = [await other.person("operator") for _ in range(2)]
        ours, others = Shift(tenant, staff, seed), Shift(other, theirs, seed + 100)
        for _ in range(4):
            for shift in (ours, others):
                async with shift.tenant.work() as work:
                    for _ in range(15):
                        await shift.act(work)
            await kept_as_counted(tenant, staff, zone)
        async with tenant.work() as work:
            while await analytics.fold_calls(work, most=1000):
                pass
            assert await work.value(int, MARKS) == 0
        await kept_as_counted(tenant, staff, zone)
        await kept_as_counted(other, theirs, "UTC")

    async def test_are_for_whoever_may_see_all_and_ones_own_for_others(
        self, tenant: Tenant
    ) -> None:
        async with acting(tenant, tenant.agent) as work:
            with pytest.raises(NotAllowed):
                await analytics.calling_dashboard(work)
            with pytest.raises(NotAllowed):
                await analytics.calling_report(work)
            assert (await analytics.own_performance(work)).totals.calls == 0
        nobody = Actor(id=tenant.customer.id, tenant_id=tenant.id, role="customer")
        async with tenant.house.office.open(nobody) as work:
            with pytest.raises(NotAllowed):
                await analytics.own_numbers(work)

    async def test_go_by_the_scope_and_never_by_the_role(self, tenant: Tenant) -> None:
        """An administrator with scopes of their own may no more than those."""
        both = frozenset({"analytics:read", "calls:read", "leads:read"})
        async with acting(tenant, tenant.agent, role="Analyst", scopes=both) as work:
            assert (await analytics.calling_dashboard(work)).leads == 0
            assert (await analytics.calling_report(work)).days == []
        async with acting(tenant, tenant.agent, role="Analyst", scopes=both - {"leads:read"}) as w:
            assert (await analytics.calling_report(w)).days == []
            with pytest.raises(NotAllowed) as refused:
                await analytics.calling_dashboard(w)
            assert refused.value.details == {"needs": "leads:read"}
        less = frozenset({"calls:read", "leads:read"})
        async with acting(tenant, tenant.admin, role="admin", scopes=less) as work:
            for asked in (analytics.calling_dashboard, analytics.calling_report):
                with pytest.raises(NotAllowed):
                    await asked(work)

    async def test_of_a_period_need_its_ends_in_order(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            assert (await analytics.calling_report(work)).days == []
            for start, end in ((day(0), day(2)), (day(4000), day(0))):
                with pytest.raises(Invalid):
                    await analytics.calling_report(work, start=start, end=end)


class TestWholeDays:
    @pytest.mark.parametrize(
        ("end", "since"),
        [
            (date(2025, 4, 10), datetime(2025, 3, 11, 23, tzinfo=UTC)),
            (date(2025, 11, 10), datetime(2025, 10, 11, 22, tzinfo=UTC)),
        ],
    )
    async def test_are_whole_where_clocks_changed_meanwhile(
        self, tenant: Tenant, end: date, since: datetime
    ) -> None:
        async with tenant.work() as work, work.within(INSTALLATION):
            await work.run(SET_ZONE, tenant.id, "Europe/Berlin")
        async with tenant.work() as work:
            between = await calling.period(work, None, end)
        assert between.since == since, "midnight in Berlin, thirty days with the last"
