"""Numbers over time equal a recount of the rows: in every zone, folded or not, of two tenants whose
work is interleaved."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from ringdesk.domains import analytics
from ringdesk.domains.analytics.series import service as series
from ringdesk.domains.analytics.series.cover import EPOCH, cover
from ringdesk.domains.analytics.series.models import Measure, Part
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import INSTALLATION, Actor, Work
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

# Ends of summer time on both sides, a zone of quarters, one far from UTC.
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia")
FIRST, LAST = date(2026, 10, 23), date(2026, 11, 3)  # both summer times end in between
SET_ZONE = "update tenants set timezone = $3 where tenant_id = $1 and id = $2"
LEAD = """
insert into leads (tenant_id, name, email, source, stage, rank, created_at, converted_at, owner_id)
select $1, 'L', 'l@example.org', $2, $3, $4, $5,
  case when $3 = 'converted' then $6::timestamptz end, $7
from generate_series(1, $8::int)
"""
MOVE = """
update leads set stage = $2, converted_at = case when $2 = 'converted'
  then coalesce(converted_at, $3) else converted_at end
where tenant_id = $1 and id = (select max(id) from leads where tenant_id = $1)
"""
DROP = """
update leads set deleted_at = case when deleted_at is null then now() end
where tenant_id = $1 and id = (select max(id) from leads where tenant_id = $1)
"""
ERASE = """
delete from leads where tenant_id = $1 and id = (select min(id) from leads where tenant_id = $1)
"""
CALL = """
insert into calls (tenant_id, number, status, created_at, answered_at, duration_s, abandoned)
values ($1, '+1555' || $2::text, $3, $4::timestamptz,
  case when $5::boolean then $4::timestamptz end, $6, $7)
"""
TICKET = """
with thread as (
  insert into conversations (tenant_id, customer_id) values ($1, $2) returning id
)
insert into tickets (tenant_id, conversation_id, title, description, status, priority, category,
  created_by, assigned_to, created_at, first_responded_at, resolved_at)
select $1, id, 'T', '', 'open', $3, $4, $2, $5, $6::timestamptz,
  $6::timestamptz + $7::int * interval '1 second', $6::timestamptz + $8::int * interval '1 second'
from thread
"""
_LAST_TICKET = "id = (select max(id) from tickets where tenant_id = $1)"
RESOLVE = f"""
update tickets set resolved_at = case when resolved_at is null
  then created_at + $2::int * interval '1 second' end where tenant_id = $1 and {_LAST_TICKET}
"""
HAND = f"update tickets set assigned_to = $2 where tenant_id = $1 and {_LAST_TICKET}"
DROP_TICKET = f"""
update tickets set deleted_at = case when deleted_at is null then now() end
where tenant_id = $1 and {_LAST_TICKET}
"""
RATE = """
insert into conversation_ratings (tenant_id, conversation_id, customer_id, agent_id, score,
  rated_at)
select tenant_id, id, customer_id, $2, $3, $4 from conversations
where tenant_id = $1 order by id desc limit 1
on conflict (tenant_id, conversation_id) do update
  set agent_id = excluded.agent_id, score = excluded.score, rated_at = excluded.rated_at
"""
FORGET_RATING = """
delete from conversation_ratings where tenant_id = $1 and conversation_id =
  (select min(conversation_id) from conversation_ratings where tenant_id = $1)
"""

# Any second from the day before the period to the day behind it.
moments = st.integers(0, 13 * 24 * 3600).map(
    lambda s: datetime(2026, 10, 22, tzinfo=UTC) + timedelta(seconds=s)
)
stages = st.sampled_from(["new", "contacted", "qualified", "converted", "lost"])
sources = st.sampled_from(["web", "campaign", "", "a:b", "Ж"])
spans = st.none() | st.integers(0, 200_000)  # seconds
acts = st.one_of(
    st.tuples(st.just("lead"), sources, stages, st.integers(0, 3), moments, moments,
              st.booleans(), st.sampled_from([1, 3])),
    st.tuples(st.just("move"), stages, moments),
    st.tuples(st.just("drop")),
    st.tuples(st.just("erase")),
    st.tuples(st.just("call"), st.sampled_from(["completed", "busy", "no-answer", "failed"]),
              moments, st.booleans(), st.integers(0, 600), st.booleans()),
    st.tuples(st.just("ticket"), st.sampled_from(["low", "critical"]),
              st.sampled_from(["other", "network_issue"]), st.booleans(), moments, spans, spans),
    st.tuples(st.just("resolve"), spans),
    st.tuples(st.just("hand"), st.booleans()),
    st.tuples(st.just("drop_ticket")),
    st.tuples(st.just("rate"), st.booleans(), st.integers(1, 5), moments),
    st.tuples(st.just("forget_rating")),
    st.tuples(st.just("fold"), st.sampled_from([1, 5, 1000])),
)  # fmt: skip
stories = st.lists(st.tuples(st.integers(0, 1), acts), min_size=1, max_size=30)


class Player:
    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.numbers = iter(range(1_000_000, 10_000_000))

    async def play(self, act: tuple[Any, ...]) -> None:
        kind, *given = act
        async with self.tenant.work() as work:
            await getattr(self, kind)(work, *given)

    async def lead(self, work: Work, source: str, stage: str, rank: int, made: datetime,
                   won: datetime, owned: bool, many: int) -> None:  # fmt: skip
        owner = self.tenant.agent.id if owned else None
        await work.run(LEAD, source, stage, rank, made, won, owner, many)

    async def move(self, work: Work, stage: str, at: datetime) -> None:
        await work.run(MOVE, stage, at)

    async def drop(self, work: Work) -> None:
        await work.run(DROP)

    async def erase(self, work: Work) -> None:
        await work.run(ERASE)

    async def call(self, work: Work, status: str, at: datetime, answered: bool, talk: int,
                   abandoned: bool) -> None:  # fmt: skip
        number = str(next(self.numbers))
        await work.run(CALL, number, status, at, answered, talk, abandoned)

    async def ticket(self, work: Work, priority: str, category: str, handed: bool, made: datetime,
                     answered: int | None, resolved: int | None) -> None:  # fmt: skip
        owner = self.tenant.agent.id if handed else None
        customer = self.tenant.customer.id
        await work.run(TICKET, customer, priority, category, owner, made, answered, resolved)

    async def resolve(self, work: Work, after: int | None) -> None:
        await work.run(RESOLVE, after)

    async def hand(self, work: Work, given: bool) -> None:
        await work.run(HAND, self.tenant.agent.id if given else None)

    async def drop_ticket(self, work: Work) -> None:
        await work.run(DROP_TICKET)

    async def rate(self, work: Work, of_agent: bool, score: int, at: datetime) -> None:
        await work.run(RATE, self.tenant.agent.id if of_agent else None, score, at)

    async def forget_rating(self, work: Work) -> None:
        await work.run(FORGET_RATING)

    async def fold(self, work: Work, most: int) -> None:
        await series.fold_leads(work, most=most)
        await series.fold_ratings(work, most=most)
        await analytics.fold_calls(work, most=most)
        await analytics.fold(work, most=most)


def day_of(column: str) -> str:
    return f"({column} at time zone $4)::date"


def ms(later: str) -> str:
    return f"round(extract(epoch from {later} - created_at) * 1000)::bigint"


DAY, WON, RATED = day_of("created_at"), day_of("converted_at"), day_of("rated_at")
RESOLVED, ANSWERED = day_of("resolved_at"), day_of("first_responded_at")
THERE, OWNED = "deleted_at is null", "deleted_at is null and assigned_to is not null"
# The table, what is counted by, on which day, of which rows, and what is summed up.
RECOUNTS: dict[tuple[Measure, Part], tuple[str, str, str, str, str]] = {
    ("leads", "all"): ("leads", "''", DAY, THERE, "0"),
    ("leads", "source"): ("leads", "source", DAY, THERE, "0"),
    ("leads", "stage_source"): ("leads", "stage || ':' || source", DAY, THERE, "0"),
    ("conversions", "all"): ("leads", "''", WON, THERE, "0"),
    ("conversions", "agent"): ("leads", "owner_id::text", WON,
                               "deleted_at is null and owner_id is not null", "0"),
    ("calls", "all"): ("calls", "''", DAY, "true", "duration_s"),
    ("answered", "all"): ("calls", "''", DAY, "answered_at is not null", "0"),
    ("calls", "outcome"): ("calls", "status", DAY, "true", "0"),
    ("tickets", "all"): ("tickets", "''", DAY, THERE, "0"),
    ("tickets", "category"): ("tickets", "category", DAY, THERE, "0"),
    ("tickets", "priority"): ("tickets", "priority", DAY, THERE, "0"),
    ("resolutions", "all"): ("tickets", "''", RESOLVED, THERE, ms("resolved_at")),
    ("resolutions", "agent"): ("tickets", "assigned_to::text", RESOLVED, OWNED, ms("resolved_at")),
    ("responses", "all"): ("tickets", "''", ANSWERED, THERE, ms("first_responded_at")),
    ("responses", "agent"): ("tickets", "assigned_to::text", ANSWERED, OWNED,
                             ms("first_responded_at")),
    ("ratings", "all"): ("conversation_ratings", "''", RATED, "true", "score"),
    ("ratings", "agent"): ("conversation_ratings", "agent_id::text", RATED, "agent_id is not null",
                           "score"),
}  # fmt: skip
RECOUNT = """
select {1} as value, {2} as date, count(*) as n, sum({4})::bigint as total from {0}
where tenant_id = $1 and {3} and {2} between $2 and $3 group by 1, 2
"""


class Counted(Struct, frozen=True):
    value: str
    date: date
    n: int
    total: int


async def recounted(work: Work, measure: Measure, part: Part, zone: str) -> list[Counted]:
    statement = RECOUNT.format(*RECOUNTS[measure, part])
    return await work.many(Counted, statement, FIRST, LAST, zone)


async def require_equal(tenant: Tenant, zone: str) -> None:
    async with tenant.work() as work:
        between = await series.period(work, FIRST, LAST)
        for measure, part in RECOUNTS:
            counted = await recounted(work, measure, part, zone)
            by_value: Counter[str] = Counter()
            totals: Counter[str] = Counter()
            for one in counted:
                by_value[one.value] += one.n
                totals[one.value] += one.total
            sums = await series.sums(work, [measure], part, between=between)
            assert {one.value: one.n for one in sums} == dict(by_value), (measure, part, zone)
            assert {one.value: one.total for one in sums} == dict(totals), (measure, part, zone)
            for value in by_value:
                points = await series.points(work, [measure], between, part=part, value=value)
                days = {one.date: (one.n, one.total) for one in points if one.n}
                expected = {one.date: (one.n, one.total) for one in counted if one.value == value}
                assert days == expected, (measure, part, value, zone)


class TestNumbersOverTime:
    @settings(  # each example plays in a database: no shrinking, the story told is short
        max_examples=15,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(story=stories, zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)))
    async def test_equal_a_recount_of_two_tenants_whatever_was_done(
        self, make_tenant: MakeTenant, story: list[tuple[int, tuple[Any, ...]]],
        zones: tuple[str, str],
    ) -> None:  # fmt: skip
        players = [Player(await make_tenant()), Player(await make_tenant())]
        for player, zone in zip(players, zones, strict=True):
            async with player.tenant.work() as work, work.within(INSTALLATION):
                await work.run(SET_ZONE, player.tenant.id, zone)
        for who, act in story:
            await players[who].play(act)
        for player, zone in zip(players, zones, strict=True):
            await require_equal(player.tenant, zone)
            async with player.tenant.work() as work:
                await player.fold(work, 1000)
            await require_equal(player.tenant, zone)
        other = zones[::-1]
        for player, zone in zip(players, other, strict=True):  # and its days follow a new zone
            async with player.tenant.work() as work, work.within(INSTALLATION):
                await work.run(SET_ZONE, player.tenant.id, zone)
            await require_equal(player.tenant, zone)


quarters = st.integers(0, 4 * 24 * 400).map(lambda n: EPOCH + timedelta(minutes=15 * n))


class TestAPeriod:
    @given(ends=st.tuples(quarters, quarters))
    def test_is_covered_once_and_wholly_by_few_spans(self, ends: tuple[datetime, datetime]) -> None:
        since, until = min(ends), max(ends)
        pieces = cover(since, until)
        assert len(pieces) <= 7
        at = since
        for piece in pieces:
            assert piece.since == at < piece.until
            assert (piece.since - EPOCH) % timedelta(minutes=piece.span) == timedelta()
            assert (piece.until - EPOCH) % timedelta(minutes=piece.span) == timedelta()
            at = piece.until
        assert at == until or since == until

    async def test_is_the_last_thirty_days_when_nothing_is_said(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            found = await series.period(work)
        assert (found.days, found.end) == (30, datetime.now(UTC).date())

    @pytest.mark.parametrize("days", [(date(2026, 2, 1), date(2026, 1, 31)),
                                      (date(2010, 1, 1), date(2026, 1, 1)),
                                      (date(1, 1, 1), date(1, 1, 2)),
                                      (date(9999, 12, 31), date(9999, 12, 31))])  # fmt: skip
    async def test_that_cannot_be_is_refused(self, tenant: Tenant, days: tuple[date, date]) -> None:
        async with tenant.work() as work:
            with pytest.raises(Invalid):
                await series.period(work, *days)

    async def test_has_the_length_of_its_days_where_a_clock_is_set(self, tenant: Tenant) -> None:
        async with tenant.work() as work, work.within(INSTALLATION):
            await work.run(SET_ZONE, tenant.id, "Europe/Berlin")
        async with tenant.work() as work:
            long = await series.period(work, date(2026, 10, 25), date(2026, 10, 25))
            short = await series.period(work, date(2026, 3, 29), date(2026, 3, 29))
        assert long.until - long.since == timedelta(hours=25)
        assert short.until - short.since == timedelta(hours=23)


class TestWhoMayNot:
    async def test_see_them_is_refused(self, tenant: Tenant) -> None:
        agent = Actor(id=tenant.agent.id, tenant_id=tenant.id, role="support_agent")
        async with tenant.house.office.open(agent) as work:
            with pytest.raises(NotAllowed):
                await series.sums(work, ["leads"])
