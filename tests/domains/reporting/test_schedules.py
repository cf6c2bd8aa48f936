"""Reports that come by themselves: at the tenant's hour, each once, with the file."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from ringdesk.domains import reporting
from ringdesk.domains.reporting import schedules
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.pdf import TooLong
from ringdesk.kernel.work import INSTALLATION, Actor
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

SET_ZONE = "update tenants set timezone = $3 where tenant_id = $1 and id = $2"
MAKE_DUE = "update report_schedules set next_at = now() - interval '1 minute' where tenant_id = $1"
BREAK = "update people set is_active = false where tenant_id = $1 and id = $2"
DEMOTE = """
update people set role = 'support_agent', scopes = '{tickets:*}' where tenant_id = $1 and id = $2
"""
SENT = """
select recipient, subject, body, attachments::text as attachments from messages_out
where tenant_id = $1 and channel = 'email' order by id
"""
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")


class Sent(Struct, frozen=True):
    recipient: str
    subject: str
    body: str
    attachments: str


def weekly(**changes: Any) -> reporting.NewSchedule:
    return structs.replace(
        reporting.NewSchedule(
            name="Every week", type="lead_source", covers="last_week", frequency="weekly",
            at=time(8, 30), recipients=["boss@example.org", "desk@example.org"],
        ),
        **changes,
    )  # fmt: skip


def administrator(tenant: Tenant) -> Actor:
    scopes = frozenset({"analytics:read"})
    return Actor(id=tenant.admin.id, tenant_id=tenant.id, role="admin", scopes=scopes)


async def made(tenant: Tenant, given: reporting.NewSchedule) -> reporting.Schedule:
    async with tenant.house.office.open(administrator(tenant)) as work:
        return await reporting.create_schedule(work, given)


async def zoned(tenant: Tenant, zone: str) -> None:
    async with tenant.work() as work, work.within(INSTALLATION):
        await work.run(SET_ZONE, tenant.id, zone)


def mailing(tenant: Tenant) -> reporting.Mailing:
    return reporting.Mailing(tenant.house.office, tenant.house.desk.storage)


async def shown(tenant: Tenant, schedule: reporting.Schedule) -> reporting.Schedule:
    async with tenant.work() as work:
        return await reporting.get_schedule(work, schedule_id=schedule.id)


async def sent(tenant: Tenant) -> list[Sent]:
    async with tenant.work() as work:
        return await work.many(Sent, SENT)


async def due(tenant: Tenant) -> None:
    async with tenant.work() as work:
        await work.run(MAKE_DUE)


class TestTheNextTime:
    @pytest.mark.parametrize(("after", "at", "expected"), [
        # Clocks go forward at 2:00 on 29 March: 2:30 is not there, the report comes all the same.
        ("2026-03-28T12:00:00Z", time(2, 30), "2026-03-29T01:30:00Z"),
        ("2026-03-29T01:30:00Z", time(2, 30), "2026-03-30T00:30:00Z"),
        # They go back at 3:00 on 25 October: 2:30 is there twice, and the report comes once.
        ("2026-10-24T12:00:00Z", time(2, 30), "2026-10-25T01:30:00Z"),
        ("2026-10-25T01:30:00Z", time(2, 30), "2026-10-26T01:30:00Z"),
        ("2026-10-24T12:00:00Z", time(8, 0), "2026-10-25T07:00:00Z"),
    ])  # fmt: skip
    async def test_is_right_where_clocks_are_set(
        self, tenant: Tenant, after: str, at: time, expected: str
    ) -> None:
        await zoned(tenant, "Europe/Berlin")
        async with tenant.work() as work:
            turn = await schedules.next_turn(work, "daily", 1, 1, at, datetime.fromisoformat(after))
        assert turn is not None and turn.at == datetime.fromisoformat(expected)

    @pytest.mark.parametrize(("day", "after", "expected"), [
        (31, "2026-02-01T00:00:00Z", "2026-02-28T08:00:00Z"),
        (31, "2026-02-28T08:00:00Z", "2026-03-31T08:00:00Z"),
        (29, "2028-02-01T00:00:00Z", "2028-02-29T08:00:00Z"),
        (1, "2026-12-01T08:00:00Z", "2027-01-01T08:00:00Z"),
    ])  # fmt: skip
    async def test_of_a_month_without_the_day_is_its_last(
        self, tenant: Tenant, day: int, after: str, expected: str
    ) -> None:
        async with tenant.work() as work:
            turn = await schedules.next_turn(
                work, "monthly", 1, day, time(8, 0), datetime.fromisoformat(after)
            )
        assert turn is not None and turn.at == datetime.fromisoformat(expected)

    @settings(
        max_examples=40,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        zone=st.sampled_from(ZONES), weekday=st.integers(1, 7),
        at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
        after=st.integers(0, 3 * 365 * 86_400).map(
            lambda s: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=s)),
    )  # fmt: skip
    async def test_of_a_week_is_on_its_day_at_its_hour_within_eight_days(
        self, tenant: Tenant, zone: str, weekday: int, at: time, after: datetime
    ) -> None:
        await zoned(tenant, zone)
        async with tenant.work() as work:
            turn = await schedules.next_turn(work, "weekly", weekday, 1, at, after)
        assert turn is not None
        assert after < turn.at <= after + timedelta(days=8)
        local = turn.at.astimezone(ZoneInfo(zone))
        assert local.isoweekday() == weekday
        there = datetime.combine(local.date(), at, ZoneInfo(zone))
        if there.astimezone(UTC).astimezone(ZoneInfo(zone)).time() == at:  # not skipped that day
            assert local.time() == at


class TestAScheduledReport:
    async def test_is_sent_to_each_with_the_file(self, tenant: Tenant) -> None:
        schedule = await made(tenant, weekly())
        await mailing(tenant).send_due()
        assert await sent(tenant) == []  # not yet
        await due(tenant)
        await mailing(tenant).send_due()
        letters = await sent(tenant)
        assert [one.recipient for one in letters] == ["boss@example.org", "desk@example.org"]
        assert letters[0].subject.startswith("Every week: ")
        now = await shown(tenant, schedule)
        assert now.next_at is not None and now.next_at > datetime.now(UTC)
        assert now.last_report_id is not None and now.problem == ""
        async with tenant.work() as work:
            report = await reporting.get(work, report_id=now.last_report_id)
        assert report.name == "Every week" and (report.end - report.start).days == 6
        assert report.start.isoweekday() == 1 and report.schedule_id == schedule.id
        assert ".pdf" in letters[0].attachments

    async def test_is_sent_once_however_many_look(self, tenant: Tenant) -> None:
        await made(tenant, weekly())
        await due(tenant)
        post = mailing(tenant)
        await asyncio.gather(*(post.send_due() for _ in range(5)))
        assert len(await sent(tenant)) == 2

    async def test_that_fails_says_why_and_comes_again_at_its_next_time(
        self, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        schedule = await made(tenant, weekly())
        await due(tenant)
        monkeypatch.setattr("ringdesk.kernel.pdf.require_short", refuse)
        await mailing(tenant).send_due()
        now = await shown(tenant, schedule)
        assert "too much for a PDF" in now.problem and now.next_at is not None
        assert now.next_at > datetime.now(UTC)
        assert await sent(tenant) == []
        async with tenant.work() as work:
            assert await reporting.list_reports(work) == []

    async def test_ends_with_whoever_set_it_up(self, tenant: Tenant) -> None:
        schedule = await made(tenant, weekly())
        await due(tenant)
        async with tenant.work() as work:
            await work.run(BREAK, tenant.admin.id)
        await mailing(tenant).send_due()
        assert await sent(tenant) == []
        assert "no longer here" in (await shown(tenant, schedule)).problem

    async def test_ends_with_their_right_to_the_numbers(self, tenant: Tenant) -> None:
        schedule = await made(tenant, weekly())
        await due(tenant)
        async with tenant.work() as work:
            await work.run(DEMOTE, tenant.admin.id)
        await mailing(tenant).send_due()
        assert await sent(tenant) == []
        assert "see these numbers no more" in (await shown(tenant, schedule)).problem

    async def test_that_is_off_does_not_come(self, tenant: Tenant) -> None:
        schedule = await made(tenant, weekly(is_active=False))
        assert schedule.next_at is None
        await mailing(tenant).send_due()
        assert await sent(tenant) == []

    async def test_moves_with_the_tenant(self, tenant: Tenant) -> None:
        schedule = await made(tenant, weekly())
        await zoned(tenant, "Asia/Tokyo")
        await mailing(tenant).send_due()
        now = await shown(tenant, schedule)
        assert now.zone == "Asia/Tokyo" and now.next_at is not None
        assert now.next_at.astimezone(ZoneInfo("Asia/Tokyo")).time() == time(8, 30)
        assert await sent(tenant) == []


def refuse(_: object) -> None:
    raise TooLong


class TestASchedule:
    @pytest.mark.parametrize("changes", [
        {"recipients": []}, {"recipients": ["nobody"]}, {"recipients": ["boss@localhost"]},
        {"recipients": ["a@b.c\r\nBcc: x@y.z"]},
        {"recipients": ["a@b.c,d@e.f"]}, {"name": "  "}, {"at": time(8, tzinfo=UTC)},
        {"recipients": [f"a{n}@example.org" for n in range(21)]},
    ])  # fmt: skip
    async def test_that_cannot_be_is_refused(self, tenant: Tenant, changes: dict[str, Any]) -> None:
        with pytest.raises(Invalid):
            await made(tenant, weekly(**changes))

    async def test_is_for_those_who_may_see_all_numbers(self, tenant: Tenant) -> None:
        agent = Actor(id=tenant.agent.id, tenant_id=tenant.id, role="support_agent")
        async with tenant.house.office.open(agent) as work:
            with pytest.raises(NotAllowed):
                await reporting.create_schedule(work, weekly())
