import asyncio

import pytest

from ringdesk.domains import assistant
from ringdesk.domains.assistant.providers.patience import Patience, Rests
from ringdesk.kernel.errors import AdministratorsOnly
from ringdesk.kernel.work import Actor
from tests.conftest import eventually
from tests.domains.assistant_providers.conftest import Desk
from tests.domains.assistant_providers.fake_provider import FakeProvider, hangs

pytestmark = pytest.mark.anyio

AGE = "update assistant_reservations set at = now() - interval '1 hour' where tenant_id = $1"
LEFT = "select count(*) from assistant_reservations where tenant_id = $1"


class TestABudget:
    async def test_counts_tokens_and_money(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        await desk.ask()
        await desk.ask()
        spent = await desk.budget()
        assert (spent.tokens_used, spent.cost_used) == (2 * 51, 2 * (42 * 3 + 9 * 15))
        assert (spent.tokens_limit, spent.cost_limit, spent.is_used_up) == (None, None, False)

    @pytest.mark.parametrize("limits", [{"tokens": 900}, {"cost": 1000}, {"tokens": 0}])
    async def test_that_has_no_room_leaves_it_to_local(
        self, limits: dict[str, int], desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        await desk.may_spend(**limits)
        done = await desk.ask()
        assert (done.text, done.provider) == ("What we found ourselves.", "local")
        assert [one.outcome for one in done.attempts] == ["over_budget", "stood_in"]
        assert provider.received == []
        assert [call.outcome for call in await desk.calls()] == ["over_budget", "stood_in"]

    async def test_that_has_room_is_kept_to(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        await desk.may_spend(tokens=1500, cost=None)
        answered = [(await desk.ask()).provider for _ in range(20)]
        assert answered[0] == kind and answered[-1] == "local"
        used = await desk.budget()
        assert used.tokens_used <= 1500
        assert used.tokens_used == 51 * answered.count(kind)

    async def test_holds_for_questions_at_the_same_time(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        """What a call may still use is set aside before it is made."""
        await desk.may_spend(tokens=2000)
        done = await asyncio.gather(*(desk.ask() for _ in range(8)))
        asked = [one for one in done if one.provider == kind]
        assert 0 < len(asked) < 8 and len(provider.received) == len(asked)
        assert (await desk.budget()).tokens_used == 51 * len(asked)
        async with desk.tenant.work() as work:
            assert await work.value(int, LEFT) == 0

    async def test_counts_what_a_dead_process_set_aside(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        await desk.may_spend(tokens=10_000)
        over = asyncio.Event()
        provider.will(hangs(over))
        asking = asyncio.create_task(desk.ask())

        async def has_heard() -> bool:
            return len(provider.received) == 1

        await eventually(has_heard)
        set_aside = (await desk.budget()).tokens_used
        assert set_aside > 900
        async with desk.tenant.work() as work:
            await work.run(AGE)
        await desk.ask()  # whoever comes next settles what was lost
        async with desk.tenant.work() as work:
            assert await work.value(int, LEFT) == 0
        assert (await desk.budget()).tokens_used == set_aside + 51
        over.set()
        await asking

    async def test_is_the_tenants_own_and_starts_anew_each_month(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        await desk.may_spend(tokens=1500)
        await desk.ask()
        async with desk.tenant.work() as work:
            await work.run(
                "update assistant_spending set month = month - 40, tokens = 99999"
                " where tenant_id = $1"
            )
        assert (await desk.budget()).tokens_used == 0
        assert (await desk.ask()).provider == kind

    async def test_is_for_administrators(self, desk: Desk) -> None:
        with pytest.raises(AdministratorsOnly):
            agent = Actor(id=1, tenant_id=desk.tenant.id, role="support_agent")
            async with desk.models.office.open(agent) as work:
                await assistant.change_budget(work, tokens=5)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TestARest:
    def test_begins_after_failures_in_a_row_and_grows(self) -> None:
        clock = Clock()
        rests = Rests(Patience(failures=3, first_rest_s=30, longest_rest_s=100), clock)
        for _ in range(2):
            rests.failed("x")
        rests.went_well("x")
        for _ in range(3):
            assert rests.may_ask("x") and rests.may_ask("y")
            rests.failed("x")
        lengths = []
        for _ in range(4):
            began = clock.now
            while not rests.may_ask("x"):
                clock.now += 1
            lengths.append(clock.now - began)
            rests.failed("x")
        assert lengths == [30, 60, 100, 100]

    def test_ends_with_one_question_that_decides(self) -> None:
        clock = Clock()
        rests = Rests(Patience(failures=1, first_rest_s=30), clock)
        rests.failed("x")
        clock.now = 31
        assert rests.may_ask("x") and not rests.may_ask("x")
        rests.was_undecided("x")
        assert rests.may_ask("x") and not rests.may_ask("x")
        rests.went_well("x")
        assert rests.may_ask("x") and rests.may_ask("x")

    def test_is_as_long_as_the_provider_asked_for(self) -> None:
        clock = Clock()
        rests = Rests(Patience(failures=5), clock)
        rests.failed("x", retry_after=20)
        assert not rests.may_ask("x")
        clock.now = 20
        assert rests.may_ask("x")

    def test_is_forgotten_in_time(self) -> None:
        clock = Clock()
        rests = Rests(Patience(failures=1), clock)
        for nr in range(100):
            rests.failed(nr)
        clock.now = 10_000
        rests.failed("x")
        assert len(rests._troubles) == 1
