"""Predictive campaigns: the controller is fed, taught, and its reasons are kept."""

from datetime import UTC, datetime
from typing import Self

import pytest
from typing_extensions import override

from ringdesk.domains import compliance, dialer
from ringdesk.domains.dialer.abandoned import Keeping
from ringdesk.domains.dialer.models import Lane
from ringdesk.domains.dialer.pacing import Controller, Fact, Reason, Trace, View
from tests.domains.dialer.world import World

pytestmark = pytest.mark.anyio
MANY = """
insert into leads (tenant_id, phone, campaign_id, time_zone)
select $1, '+1202' || (5550000 + n), $2, 'UTC' from generate_series(1, 70) n
"""


class Remembers:
    """A controller that wants three lines at once, and keeps what it was told."""

    def __init__(self, earlier: list[Fact], recent: list[Fact]) -> None:
        self.earlier, self.recent = earlier, recent
        self.views, self.learned = list[View](), list[Fact]()

    def decide(self, view: View) -> Trace:
        self.views.append(view)
        return Trace(at=view.now, dial=max(0, 3 - view.open_lines), reason="predictive", z=0.5)

    def learn(self, fact: Fact) -> None:
        self.learned.append(fact)


@pytest.fixture
def made(world: World) -> list[Remembers]:
    """Those that the dialler builds."""
    found: list[Remembers] = []

    def build(_: Lane, earlier: list[Fact], recent: list[Fact]) -> Controller:
        found.append(Remembers(earlier, recent))
        return found[-1]

    world.centre.dialer._tick._lanes._pacers._predictive = build
    return found


async def campaign(world: World, leads: int = 6) -> int:
    made = await world.campaign(mode="predictive")
    for _ in range(leads):
        await world.lead(campaign_id=made)
    return made


class TestAPredictiveCampaign:
    async def test_dials_what_its_controller_wants(
        self, world: World, made: list[Remembers]
    ) -> None:
        await campaign(world)
        await world.agent()
        done = await world.tick()
        assert len(done.dialled) == 3
        assert (await world.call(done.dialled[0])).mode == "predictive"

    async def test_shows_it_ages_and_counts(self, world: World, made: list[Remembers]) -> None:
        await campaign(world)
        await world.agent()
        first, second, third = (await world.tick()).dialled
        await world.later(5)
        await world.says(first, "answered")
        await world.tick()
        await world.says(second, "busy")
        await world.later(7)
        await world.says(third, "answered")
        await world.tick()
        view = made[0].views[-1]
        assert view.idle == 0 and len(view.talking) == 1 and 6 < view.talking[0] < 20
        assert view.waiting == 1 and view.today.answered == 2
        assert [fact.kind for fact in made[0].learned] == ["busy"]  # type: ignore[union-attr]

    async def test_is_taught_anew_after_another_process_dialled(
        self, world: World, made: list[Remembers]
    ) -> None:
        await campaign(world)
        await world.agent()
        for call_id in (await world.tick()).dialled:
            await world.says(call_id, "busy")
        await world.write("update dialers set fence = fence + 1 where tenant_id = $1")
        await world.tick()
        assert len(made) == 2 and len(made[1].recent) == 3 and made[1].earlier == []

    async def test_has_a_prior_of_other_days_at_this_hour(
        self, world: World, made: list[Remembers]
    ) -> None:
        await campaign(world, leads=9)
        await world.agent()
        first = (await world.tick()).dialled
        for call_id in first:
            await world.says(call_id, "busy")
        await world.later(86_400 * 3)
        for call_id in (await world.tick()).dialled:
            await world.says(call_id, "failed")
        await world.later(6 * 3600)
        await world.write("update dialers set fence = fence + 1 where tenant_id = $1")
        await world.tick()
        assert made[-1].earlier == []
        await world.later(18 * 3600)
        await world.write("update dialers set fence = fence + 1 where tenant_id = $1")
        await world.tick()
        assert len(made[-1].earlier) == len(first) * 2

    async def test_keeps_to_the_cap_and_says_so(self, world: World) -> None:
        await world.settings(most_calls=1)
        lane = await campaign(world)
        for nr in range(3):
            await world.agent(name=f"Agent {nr}")
        assert len((await world.tick()).dialled) == 1
        async with world.work() as work:
            (kept,) = await dialer.trace(work, campaign_id=lane)
        assert kept.reason == "cap" and kept.dial == 1 == kept.dialled

    async def test_with_few_agents_dials_one_for_one(self, world: World) -> None:
        lane = await campaign(world)
        await world.agent()
        assert len((await world.tick()).dialled) == 1
        async with world.work() as work:
            (kept,) = await dialer.trace(work, campaign_id=lane)
        assert kept.reason in ("few_agents", "few_answers") and kept.idle == 1


class TestAbandonment:
    async def test_is_counted_by_day_and_campaign_with_evidence(self, world: World) -> None:
        lane = await campaign(world, leads=2)
        agent = await world.agent()
        (first,) = (await world.tick()).dialled
        await world.says(first, "answered")
        await world.tick()
        await world.says(first, "completed")
        await world.later(60)
        (second,) = (await world.tick()).dialled
        await world.available(agent, "away")
        await world.says(second, "answered")
        await world.later(3)
        assert (await world.tick()).abandoned == [second]
        async with world.work() as work:
            (day,) = await dialer.abandonment(work, days=1)
            await Keeping(world.centre.office).keep(work)
            again = await dialer.abandonment(work, days=30)
        assert (day.campaign_id, day.humans, day.connected, day.abandoned) == (lane, 2, 1, 1)
        assert day.evidence == [second] and day.campaign_name == "Spring"
        assert again == [day]

    async def test_outlives_the_calls(self, world: World) -> None:
        lane = await campaign(world, leads=1)
        await world.agent()
        await world.tick()
        await world.later(86_400 * 1.5)
        async with world.work() as work:
            await Keeping(world.centre.office).keep(work)
        await world.write(
            "update abandonment_days set day = day - 5 where tenant_id = $1"
        )  # fmt: skip
        await world.later(86_400 * 5)
        await world.write("delete from calls where tenant_id = $1")
        async with world.work() as work:
            (day,) = await dialer.abandonment(work, days=30)
        assert day.campaign_id == lane and day.dialled == 1

    @pytest.mark.parametrize(
        ("connected", "abandoned", "machines", "rate"),
        [(0, 0, 0, 0), (97, 3, 0, 0.03), (100, 4, 100, 2 / 102), (0, 5, 0, 1), (10, 0, 5, 0)],
    )
    def test_by_the_british_formula(
        self, connected: int, abandoned: int, machines: int, rate: float
    ) -> None:
        assert dialer.uk_rate(connected, abandoned, machines) == pytest.approx(rate)

    def test_by_the_american_formula(self) -> None:
        assert dialer.us_rate(100, 3) == pytest.approx(0.03) and dialer.us_rate(0, 0) == 0


class Greedy(Remembers):
    """Wants as many as it may."""

    @classmethod
    def made(cls, _: Lane, earlier: list[Fact], recent: list[Fact]) -> Self:
        return cls(earlier, recent)

    @override
    def decide(self, view: View) -> Trace:
        wanted, room = 60 - view.open_lines, 10_000 if view.room is None else view.room
        reason: Reason = "cap" if room < wanted else "predictive"
        return Trace(at=view.now, dial=min(wanted, room), reason=reason)


class TestManyAtOnce:
    async def test_are_dialled_in_transactions_that_follow_at_once(self, world: World) -> None:
        world.centre.dialer._tick._lanes._pacers._predictive = Greedy.made
        await world.settings(most_calls=50, calls_per_second=1000)
        lane = await world.campaign(mode="predictive")
        await world.agent()
        await world.write(MANY, lane)
        first = await world.tick()
        assert len(first.dialled) == 20
        assert first.next_at is not None and first.next_at <= datetime.now(UTC)
        assert len((await world.tick()).dialled) == 20
        assert len((await world.tick()).dialled) == 10
        assert (await world.tick()).dialled == []
        async with world.work() as work:
            found = await compliance.refusals(work, rule="concurrency")
        assert len(found) == 1
