"""Corrections, what a tenant's head learns from them, and that nobody else hears of it."""

import msgspec
import pytest

from ringdesk.commands.assistant import tell
from ringdesk.domains import assistant
from ringdesk.domains.assistant import corrections, kept_heads, queries
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor
from tests.conftest import MakeTenant, Tenant, eventually

pytestmark = pytest.mark.anyio

# What a garden centre's customers mean by words that elsewhere mean little.
TAUGHT = [
    (f"{plant} {trouble}", "support")
    for plant in (
        "the hydrangea",
        "my lemon tree",
        "our hedge",
        "the tomato seedlings",
        "my orchid",
    )
    for trouble in ("has yellow leaves", "is drooping", "has white spots", "lost its buds")
]
NEW = "the rose bush is drooping and has white spots"


async def teach(tenant: Tenant, taught: list[tuple[str, str]], kind: str = "intent") -> None:
    async with tenant.work() as work:
        for text, label in taught:
            await assistant.keep_correction(
                work, kind=kind, text=text, label=label, predicted="uncategorized",
                confidence=0.4, model_version="intent-1", said_by=tenant.customer.id,
            )  # fmt: skip


async def count(tenant: Tenant, kind: str = "intent") -> int:
    async with tenant.work() as work:
        return len(await work.many(Text, queries.CORRECTIONS, kind))


class Text(msgspec.Struct, frozen=True):
    text: str
    label: str


async def learn(tenant: Tenant, task: str = "intent") -> assistant.LearningReport:
    return await assistant.learn(tenant.house.office, tenant_id=tenant.id, task=task)


async def understood(by: Tenant, text: str = NEW) -> assistant.Understanding:
    async with by.work() as work:
        return await assistant.understand(text, work=work)


async def version_for(tenant: Tenant, text: str = NEW) -> str:
    return (await understood(tenant, text)).model_version


@pytest.fixture
async def taught(tenant: Tenant, warm: None) -> Tenant:
    await teach(tenant, TAUGHT)
    return tenant


class TestACorrection:
    async def test_of_the_same_words_replaces_the_earlier_one(self, tenant: Tenant) -> None:
        await teach(tenant, [("It wilts", "complaint"), ("It wilts", "support")])
        async with tenant.work() as work:
            found = await work.many(Text, queries.CORRECTIONS, "intent")
        assert found == [Text("It wilts", "support")]

    @pytest.mark.parametrize(
        ("kind", "label"),
        [("intent", "system_down"), ("category", "support"), ("mood", "x"), ("intent", "")],
    )
    async def test_must_name_a_label_that_there_is(
        self, tenant: Tenant, kind: str, label: str
    ) -> None:  # fmt: skip
        with pytest.raises(Invalid):
            await teach(tenant, [("text", label)], kind)

    async def test_is_cut_where_it_is_too_long(self, tenant: Tenant) -> None:
        await teach(
            tenant, [("word " * 10_000, "support"), ("a\0b", "support"), (" \0 ", "support")]
        )
        async with tenant.work() as work:
            found = await work.many(Text, queries.CORRECTIONS, "intent")
        assert sorted(len(one.text) for one in found) == [2, 4000]

    async def test_pushes_the_oldest_out_when_there_are_too_many(
        self, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
    ) -> None:  # fmt: skip
        monkeypatch.setattr(corrections, "MOST_KEPT", 3)
        for at in range(5):
            await teach(tenant, [(f"text {at}", "support")])
        async with tenant.work() as work:
            found = await work.many(Text, queries.CORRECTIONS, "intent")
        assert [one.text for one in found] == ["text 4", "text 3", "text 2"]

    async def test_makes_the_house_learn_when_there_are_enough_new_ones(
        self, taught: Tenant
    ) -> None:  # fmt: skip
        more = [(f"my fern number {at} has brown tips", "support") for at in range(5)]
        await teach(taught, more)

        async def learned() -> bool:
            async with taught.work() as work:
                return bool(await assistant.list_heads(work))

        await eventually(learned, seconds=60)


class TestLearning:
    async def test_reports_before_and_after_and_serves_at_once(self, taught: Tenant) -> None:
        before = await understood(taught)
        report = await learn(taught)
        assert report.version == 1
        assert report.before is not None
        assert report.after is not None
        assert report.before.examples == report.after.examples == len(TAUGHT)
        assert report.after.accuracy > report.before.accuracy
        assert report.shipped_before is not None
        assert report.shipped_after is not None
        assert report.shipped_after.accuracy >= report.shipped_before.accuracy - 0.02
        after = await understood(taught)
        assert after.intent == "support"
        assert after.model_version != before.model_version

    async def test_is_not_heard_by_other_tenants(
        self, taught: Tenant, make_tenant: MakeTenant
    ) -> None:  # fmt: skip
        other = await make_tenant()
        before = await understood(other)
        await learn(taught)
        assert await understood(other) == before
        assert await version_for(other) == (await assistant.understand(NEW)).model_version
        async with other.work() as work:
            assert await assistant.list_heads(work) == []
        assert await count(other) == 0

    async def test_is_taken_up_by_other_processes_within_seconds(
        self, taught: Tenant, monkeypatch: pytest.MonkeyPatch
    ) -> None:  # fmt: skip
        shipped = await version_for(taught)
        monkeypatch.setattr(kept_heads.kept, "notice", lambda _: None)
        monkeypatch.setattr(kept_heads, "FRESH_S", 0.05)
        await learn(taught)

        async def taken_up() -> bool:
            return await version_for(taught) != shipped

        await eventually(taken_up)

    async def test_needs_a_few_corrections(self, tenant: Tenant, warm: None) -> None:
        await teach(tenant, TAUGHT[:4])
        report = await learn(tenant)
        assert (report.version, report.corrections) == (0, 4)
        assert "least" in report.reason

    async def test_keeps_nothing_that_would_forget_too_much(
        self, taught: Tenant, monkeypatch: pytest.MonkeyPatch
    ) -> None:  # fmt: skip
        monkeypatch.setattr("ringdesk.domains.assistant.learning.tenants.MAY_LOSE", -1.0)
        shipped = await version_for(taught)
        report = await learn(taught)
        assert (report.version, report.reason[:15]) == (0, "It would forget")
        assert await version_for(taught) == shipped

    async def test_keeps_nothing_that_is_worse_on_what_was_corrected(
        self, tenant: Tenant, warm: None
    ) -> None:  # fmt: skip
        labels = ("inquiry", "inquiry", "complaint")  # the same question either way: just noise
        taught = [(f"how much is room {at}", labels[at % 3]) for at in range(24)]
        await teach(tenant, taught)
        report = await learn(tenant)
        assert report.before is not None
        assert report.after is not None
        assert (report.version == 0) == (report.after.accuracy < report.before.accuracy)

    async def test_refuses_a_task_that_there_is_not(self, tenant: Tenant) -> None:
        with pytest.raises(Invalid):
            await learn(tenant, "horoscope")

    async def test_teaches_categories_of_tickets(self, tenant: Tenant, warm: None) -> None:
        machines = ("loom 7", "the spinning frame", "carding line B", "the dye vat")
        taught = [(f"{one} stands still\nsince shift start {at}", "hardware_issue")
                  for at, one in enumerate(machines * 4)]  # fmt: skip
        await teach(tenant, taught, "category")
        report = await learn(tenant, "category")
        assert report.version == 1
        async with tenant.work() as work:
            found = await assistant.categorise_for(
                work, title="loom 3 stands still", description="since this morning"
            )
        assert found.category == "hardware_issue"

    async def test_is_told_to_people_as_a_table(
        self, taught: Tenant, capsys: pytest.CaptureFixture[str]
    ) -> None:  # fmt: skip
        tell(await learn(taught))
        said = capsys.readouterr().out
        assert "intent: 20 corrections" in said
        assert "calibration error" in said
        assert "Kept as version 1" in said


class TestRollingBack:
    async def test_brings_the_shipped_head_back(self, taught: Tenant) -> None:
        shipped = await version_for(taught)
        await learn(taught)
        async with taught.work() as work:
            await assistant.roll_back(work, task="intent", version=0)
        assert await version_for(taught) == shipped
        async with taught.work() as work:
            assert [one.active for one in await assistant.list_heads(work)] == [False]

    async def test_brings_an_earlier_version_back(self, taught: Tenant) -> None:
        await learn(taught)
        first = await version_for(taught)
        await teach(taught, [("the ivy is drooping", "complaint")])
        assert (await learn(taught)).version == 2
        assert await version_for(taught) != first
        async with taught.work() as work:
            await assistant.roll_back(work, task="intent", version=1)
        assert await version_for(taught) == first

    async def test_to_nothing_changes_nothing(self, taught: Tenant) -> None:
        await learn(taught)
        own = await version_for(taught)
        with pytest.raises(assistant.NoSuchHead):
            async with taught.work() as work:
                await assistant.roll_back(work, task="intent", version=9)
        assert await version_for(taught) == own

    async def test_is_in_the_log(self, taught: Tenant) -> None:
        await learn(taught)
        assert [one.kind for one in await taught.log()].count("HeadChanged") == 1


class TestForgetting:
    async def test_takes_a_persons_words_and_what_was_learned_from_them(
        self, taught: Tenant
    ) -> None:  # fmt: skip
        shipped = await version_for(taught)
        await learn(taught)
        async with taught.work() as work:
            assert await assistant.forget_person(work, person_id=taught.customer.id) == len(TAUGHT)
        assert await count(taught) == 0
        assert await version_for(taught) == shipped

    async def test_leaves_the_words_of_others(self, taught: Tenant) -> None:
        async with taught.work() as work:
            assert await assistant.forget_person(work, person_id=taught.agent.id) == 0
        assert await count(taught) == len(TAUGHT)


class TestADamagedHead:
    async def test_gives_way_to_the_shipped_one(self, taught: Tenant) -> None:
        shipped = await version_for(taught)
        await learn(taught)
        async with taught.house.office.open(Actor.the_house(taught.id)) as work:
            await work.run("update heads set file = 'x' where tenant_id = $1")
        kept_heads.kept.forget_all()  # as after a restart
        assert await version_for(taught) == shipped
