from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ringdesk.domains import campaigns, leads
from ringdesk.domains.campaigns.errors import (
    CampaignMoveRefused,
    CampaignNotRunning,
    CampaignRunning,
    MayNotManageCampaigns,
)
from ringdesk.domains.campaigns.jobs import Chores
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor, Work
from tests.conftest import Tenant, eventually

pytestmark = pytest.mark.anyio

MANY = """
insert into leads (tenant_id, phone, list_id)
select $1, '+49301' || lpad(n::text, 8, '0'), $2 from generate_series(1, $3::int) as n
"""
PUT_BACK = """
update campaigns set scheduled_at = now() - interval '1 second' where tenant_id = $1 and id = $2
"""
NEW = campaigns.NewCampaign(name="Spring")


async def move(work: Work, campaign_id: int, to: str) -> campaigns.Campaign:
    if to == "scheduled":
        at = datetime.now(UTC) + timedelta(hours=1)
        return await campaigns.schedule(work, campaign_id=campaign_id, at=at)
    changes = campaigns.CampaignChanges(status=to)  # type: ignore[arg-type]
    return await campaigns.change(work, campaign_id=campaign_id, changes=changes)


class TestMoving:
    @pytest.mark.parametrize(
        "path",
        [
            ("running", "paused", "running", "completed"), ("scheduled", "running", "completed"),
            ("scheduled", "scheduled", "draft", "running", "paused", "completed"),
        ],
    )  # fmt: skip
    async def test_goes_where_it_may(self, tenant: Tenant, path: tuple[str, ...]) -> None:
        async with tenant.work() as work:
            made = await campaigns.create(work, NEW)
            for to in path:
                assert (await move(work, made.id, to)).status == to
            done = await campaigns.get(work, campaign_id=made.id)
        assert done.started_at is not None and done.ended_at is not None
        assert done.scheduled_at is None

    @pytest.mark.parametrize(
        ("path", "to"),
        [
            ((), "paused"), ((), "completed"), (("running",), "draft"),
            (("running",), "scheduled"), (("running", "paused"), "scheduled"),
            (("running", "completed"), "running"),
        ],
    )  # fmt: skip
    async def test_goes_nowhere_else(self, tenant: Tenant, path: tuple[str, ...], to: str) -> None:
        async with tenant.work() as work:
            made = await campaigns.create(work, NEW)
            for one in path:
                await move(work, made.id, one)
            with pytest.raises(CampaignMoveRefused):
                await move(work, made.id, to)

    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            made = await campaigns.create(work, NEW)
        operator = Actor(
            id=tenant.agent.id, tenant_id=tenant.id, role="operator",
            scopes=frozenset({"campaigns:read", "leads:read", "leads:write"}),
        )  # fmt: skip
        async with tenant.house.office.open(operator) as work:
            assert (await campaigns.get(work, campaign_id=made.id)).name == "Spring"
            for act in (campaigns.start, campaigns.pause, campaigns.end, campaigns.remove):
                with pytest.raises(MayNotManageCampaigns):
                    await act(work, campaign_id=made.id)


class TestByTheClock:
    async def test_starts_what_is_scheduled_when_its_time_has_come(self, tenant: Tenant) -> None:
        chores = Chores(tenant.house.office)
        async with tenant.work() as work:
            made = await campaigns.create(work, NEW)
            await move(work, made.id, "scheduled")
        await chores.by_the_clock()
        async with tenant.work() as work:
            assert (await campaigns.get(work, campaign_id=made.id)).status == "scheduled"
            await work.run(PUT_BACK, made.id)
        await chores.by_the_clock()
        async with tenant.work() as work:
            assert (await campaigns.get(work, campaign_id=made.id)).status == "running"

    async def test_ends_what_is_over_and_no_day_too_early(self, tenant: Tenant) -> None:
        today = datetime.now(UTC).date()
        async with tenant.work() as work:
            last_day = await campaigns.create(work, campaigns.NewCampaign(name="A", end_date=today))
            over = campaigns.NewCampaign(name="B", end_date=today - timedelta(days=1))
            was = await campaigns.create(work, over)
            for one in (last_day, was):
                await campaigns.start(work, campaign_id=one.id)
        await Chores(tenant.house.office).by_the_clock()
        async with tenant.work() as work:
            assert (await campaigns.get(work, campaign_id=last_day.id)).status == "running"
            assert (await campaigns.get(work, campaign_id=was.id)).status == "completed"

    async def test_refuses_the_past(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            made = await campaigns.create(work, NEW)
            with pytest.raises(Invalid):
                await campaigns.schedule(
                    work, campaign_id=made.id, at=datetime.now(UTC) - timedelta(seconds=1)
                )


class TestCreating:
    @pytest.mark.parametrize(
        "given",
        [
            {"name": "  "}, {"hours": "25:00-26:00"}, {"caller_id": "call me"},
            {"retry": {"sometimes": 5}}, {"retry": {"busy": 0}}, {"max_abandonment": 0.05},
            {"ring_timeout_s": 5}, {"script_id": 999_999}, {"team_id": 999_999},
            {"start_date": date(2026, 2, 1), "end_date": date(2026, 1, 1)}, {"budget": -1.0},
            {"custom": {"x" * 61: "y"}}, {"skills": ["x" * 41]},
        ],
    )  # fmt: skip
    async def test_refuses_what_makes_no_campaign(
        self, tenant: Tenant, given: dict[str, Any]
    ) -> None:
        async with tenant.work() as work:
            with pytest.raises(Invalid):
                await campaigns.create(work, campaigns.NewCampaign(**{"name": "Spring", **given}))

    async def test_keeps_what_it_is_told(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            made = await campaigns.create(
                work,
                campaigns.NewCampaign(
                    name=" Spring ", caller_id="+1 (202) 555-0143", hours="mon-fri 09:00-17:00",
                    retry={"busy": 10}, budget=99.5, skills=["German"], custom={"region": "north"},
                ),
            )  # fmt: skip
        assert (made.name, made.caller_id, made.hours) == (
            "Spring",
            "+12025550143",
            "mon-fri 09:00-17:00",
        )
        assert (made.retry, made.budget) == ('{"busy": 10}', 99.5)
        assert (made.skills, made.custom) == (["german"], '{"region": "north"}')


class TestLeadsOfACampaign:
    async def test_follow_their_list_however_many(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            made = await campaigns.create(work, NEW)
            one = await campaigns.create_list(work, name="May")
            await work.run(MANY, one.id, 5100)

        async def there_are(in_campaign: int, in_list: int) -> bool:
            async with tenant.work() as work:
                by_campaign = await leads.counts_of_campaigns(work)
                found = by_campaign.get(made.id, {}).get("pending", 0)
                return (found, (await leads.counts_of_lists(work)).get(one.id, 0)) == (
                    in_campaign, in_list
                )  # fmt: skip

        async with tenant.work() as work:
            await campaigns.attach_list(work, list_id=one.id, campaign_id=made.id)
            # The first five thousand at once; the rest by a job.
            assert (await leads.counts_of_campaigns(work))[made.id]["pending"] == 5000
        await eventually(lambda: there_are(5100, 5100), seconds=20)
        async with tenant.work() as work:
            assert (await campaigns.stats(work)).leads["pending"] == 5100
            await campaigns.remove(work, campaign_id=made.id)
            await campaigns.remove_list(work, list_id=one.id)
        await eventually(lambda: there_are(0, 0), seconds=20)
        async with tenant.work() as work:
            assert await campaigns.list_lists(work) == []

    async def test_are_called_next_only_while_it_runs(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            made = await campaigns.create(work, NEW)
            new = leads.NewLead(phone="+12025550143", campaign_id=made.id)
            lead = await leads.create(work, new)
            assert await campaigns.next_lead(work) is None
            with pytest.raises(CampaignNotRunning):
                await campaigns.next_lead(work, campaign_id=made.id)
            await campaigns.start(work, campaign_id=made.id)
            with pytest.raises(CampaignRunning):
                await campaigns.remove(work, campaign_id=made.id)
            claimed = await campaigns.next_lead(work, campaign_id=made.id)
        assert claimed is not None and claimed.id == lead.id
