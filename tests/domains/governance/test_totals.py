"""Totals from the roll-ups against a recount, for two tenants at once, folded or not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ringdesk.domains import governance
from ringdesk.domains.governance.kinds import KINDS
from ringdesk.kernel.work import INSTALLATION, Actor, Work
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio
# Those that nobody reacts to: their facts need no body.
KINDS_USED = ("TenantSwitched", "ReportNotSent", "BudgetChanged", "ReportSent", "RetentionRan")
ZONE = "update tenants set timezone = $3 where tenant_id = $1 and id = $2"
WRITE = """
insert into outbox (tenant_id, actor_id, kind, body, at)
select $1, actor, kind, '{}', at from unnest($2::bigint[], $3::text[], $4::timestamptz[])
  as fact (actor, kind, at)
"""
FIRST = datetime(2026, 3, 27, 21, 0, tzinfo=UTC)  # across the day on which clocks move in Europe
ALL = """
select seq, actor_id, kind, at from events where tenant_id = $1 order by seq desc
"""


class Told(Struct, frozen=True):
    seq: int
    actor_id: int
    kind: str
    at: datetime


facts = st.lists(
    st.tuples(
        st.integers(0, 1),  # which tenant
        st.integers(0, 3),  # who
        st.sampled_from(KINDS_USED),
        st.integers(0, 60 * 96),  # minutes since the first
        st.sampled_from([None, 1, 3, 1000]),  # fold so many afterwards
    ),
    max_size=40,
)
asked = st.fixed_dictionaries(
    {
        "actor_id": st.none() | st.integers(0, 3),
        "action": st.sampled_from([None, "login", "send", "update"]),
        "resource": st.sampled_from([None, "auth", "ai_budget"]),
        "status": st.sampled_from([None, "success", "failure"]),
        "start": st.none()
        | st.dates(date(2026, 3, 26), date(2026, 4, 1))
        | st.integers(0, 60 * 96).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
        "span": st.integers(0, 5),
        "limit": st.integers(1, 30),
        "offset": st.integers(0, 20),
    }
)


def bounds(wanted: dict[str, object], ahead: float) -> tuple[datetime, datetime]:
    """What a date means: that whole day of a calendar that is so many hours ahead of UTC."""
    start = wanted["start"]
    if start is None:
        return datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
    if isinstance(start, datetime):
        return start, start + timedelta(days=int(str(wanted["span"])), minutes=7)
    assert isinstance(start, date)
    begin = datetime(start.year, start.month, start.day, tzinfo=UTC) - timedelta(hours=ahead)
    return begin, begin + timedelta(days=int(str(wanted["span"])) + 1)


def fits(one: Told, wanted: dict[str, object], since: datetime, until: datetime) -> bool:
    meaning = KINDS[one.kind]
    return (
        since <= one.at < until
        and wanted["actor_id"] in (None, one.actor_id)
        and wanted["action"] in (None, meaning.action)
        and wanted["resource"] in (None, meaning.resource)
        and wanted["status"] in (None, meaning.status)
    )


def filters_of(wanted: dict[str, object], until: datetime) -> governance.Filters:
    start = wanted["start"]
    if start is None or isinstance(start, datetime):
        end: date | datetime | None = None if start is None else until
    else:
        assert isinstance(start, date)
        end = start + timedelta(days=int(str(wanted["span"])))
    return governance.Filters(
        actor_id=wanted["actor_id"], action=wanted["action"], resource=wanted["resource"],  # type: ignore[arg-type]
        status=wanted["status"], start=start, end=end,  # type: ignore[arg-type]
    )  # fmt: skip


async def set_zone(tenant: Tenant, zone: str) -> None:
    async with tenant.house.office.open(Actor.the_house(INSTALLATION)) as work:
        await work.run(ZONE, tenant.id, zone)


@pytest.fixture
async def pair(make_tenant: MakeTenant) -> list[tuple[Tenant, float]]:
    """With how many hours they are ahead of UTC: the other's days begin inside a UTC day."""
    here, ahead = await make_tenant(), await make_tenant()
    await set_zone(ahead, "Asia/Kolkata")
    return [(here, 0.0), (ahead, 5.5)]


class TestEveryNumber:
    @settings(
        max_examples=20, deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(history=facts, wanted=asked)
    async def test_equals_a_recount(
        self,
        pair: list[tuple[Tenant, float]],
        history: list[tuple[int, int, str, int, int | None]],
        wanted: dict[str, object],
    ) -> None:
        """The log goes on from example to example: what was folded stays so."""
        for which, who, kind, minutes, fold in history:
            async with pair[which][0].work() as work:
                await work.run(WRITE, [who], [kind], [FIRST + timedelta(minutes=minutes)])
                if fold is not None:
                    await governance.fold(work, most=fold)
        for tenant, ahead in pair:
            await tenant.log()
            async with tenant.work() as work:
                await compare(work, wanted, ahead)


async def compare(work: Work, wanted: dict[str, object], ahead: float) -> None:
    since, until = bounds(wanted, ahead)
    filters = filters_of(wanted, until)
    told = [one for one in await work.many(Told, ALL) if fits(one, wanted, since, until)]
    limit, offset = int(str(wanted["limit"])), int(str(wanted["offset"]))
    page = await governance.entries(work, filters, limit=limit, offset=offset)
    assert page.total == len(told)
    assert [one.id for one in page.entries] == [one.seq for one in told][offset : offset + limit]
    summary = await governance.audit_summary(work, filters)
    assert summary.total == len(told)
    assert summary.by_status["failure"] == sum(KINDS[one.kind].status == "failure" for one in told)
    if filters.start is not None and not isinstance(filters.start, datetime):
        days = await governance.histogram(work, filters)
        assert sum(day.n for day in days) == len(told)
        assert sum(day.failures for day in days) == summary.by_status["failure"]
