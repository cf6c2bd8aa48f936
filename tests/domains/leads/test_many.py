import pytest

from ringdesk.domains import leads
from ringdesk.domains.leads.jobs import Chores
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

MANY = """
insert into leads (tenant_id, name, phone, source)
select $1, 'L' || n, '+49301' || lpad(n::text, 8, '0'), case when n % 2 = 0 then 'web' else '' end
from generate_series(1, $2::int) as n
"""
MARKS = "select count(*) from lead_marks where tenant_id = $1"
WORDS = "select count(*) from lead_words where tenant_id = $1"


async def many(tenant: Tenant, how_many: int) -> list[int]:
    async with tenant.work() as work:
        await work.run(MANY, how_many)
        listed = await leads.list_leads(work, leads.LeadFilter(), limit=how_many)
    return [one.id for one in listed]


class TestManyAtOnce:
    async def test_are_changed_by_a_filter(self, tenant: Tenant) -> None:
        await many(tenant, 3000)
        wanted = leads.LeadFilter(source="web")
        async with tenant.work() as work:
            done = await leads.bulk(
                work, action="update_priority", wanted=wanted, data={"priority": "urgent"}
            )
            stats = await leads.stats(work)
        assert (done.requested, done.changed, done.skipped) == (1500, 1500, 0)
        assert stats.by_priority == {"urgent": 1500, "high": 0, "medium": 1500, "low": 0}
        told = [one for one in await tenant.log() if one.kind == "LeadsChanged"]
        assert len(told) == 1

    async def test_keep_their_history(self, tenant: Tenant) -> None:
        [lead_id, _] = await many(tenant, 2)
        async with tenant.work() as work:
            acts: tuple[tuple[leads.Action, dict[str, object]], ...] = (
                ("update_stage", {"stage": "converted"}), ("add_tags", {"tags": ["hot"]}),
                ("remove_tags", {"tags": ["hot"]}), ("assign", {"owner_id": tenant.agent.id}),
            )  # fmt: skip
            for action, data in acts:
                await leads.bulk(work, action=action, lead_ids=[lead_id], data=data)
            story = await leads.history(work, lead_id=lead_id)
            lead = await leads.get(work, lead_id=lead_id)
        assert [(one.field, one.before, one.after) for one in reversed(story)] == [
            ("stage", "new", "converted"), ("tags", "", "hot"), ("tags", "hot", ""),
            ("owner_id", None, str(tenant.agent.id)),
        ]  # fmt: skip
        assert lead.converted_at is not None
        told = [one.kind for one in await tenant.log()]
        assert told.count("LeadConverted") == told.count("LeadAssigned") == 1

    async def test_are_no_more_than_the_limit(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            with pytest.raises(Invalid):
                await leads.bulk(work, action="delete", lead_ids=list(range(1, 20_002)))

    async def test_are_changed_by_administrators_alone(self, tenant: Tenant) -> None:
        operator = Actor(
            id=tenant.agent.id, tenant_id=tenant.id, role="operator",
            scopes=frozenset({"leads:read", "leads:write"}),
        )  # fmt: skip
        async with tenant.house.office.open(operator) as work:
            with pytest.raises(NotAllowed):
                await leads.bulk(work, action="delete", lead_ids=[1])

    async def test_may_not_go_to_a_campaign_that_is_not_there(self, tenant: Tenant) -> None:
        made = await many(tenant, 1)
        async with tenant.work() as work:
            with pytest.raises(Invalid):
                await leads.bulk(
                    work, action="add_to_campaign", lead_ids=made, data={"campaign_id": 999}
                )


class TestCounters:
    async def test_of_many_leads_are_written_as_few_marks(self, tenant: Tenant) -> None:
        await many(tenant, 1000)
        async with tenant.work() as work:
            marks = await work.value(int, MARKS)
        assert marks is not None and marks < 20

    async def test_are_the_same_before_and_after_they_are_folded(self, tenant: Tenant) -> None:
        await many(tenant, 50)
        async with tenant.work() as work:
            before = await leads.stats(work)
        await Chores(tenant.house.office).tidy()
        async with tenant.work() as work:
            assert await work.value(int, MARKS) == 0
            assert await leads.stats(work) == before
        assert before.total == 50 and before.by_source == {"": 25, "web": 25}


class TestWordsOfAFile:
    async def test_come_a_little_later_and_whole(self, tenant: Tenant) -> None:
        [newest, *_] = await many(tenant, 6000)
        async with tenant.work() as work:
            changes = leads.LeadChanges(name="Anna")  # before its words were there
            await leads.change(work, lead_id=newest, changes=changes)
        await Chores(tenant.house.office).tidy()
        async with tenant.work() as work:
            assert await work.value(int, WORDS) == 6000
            for words, ids in (("anna", [newest]), ("L6000", [])):
                found = await leads.list_leads(work, leads.LeadFilter(words=words))
                assert [one.id for one in found] == ids
            assert len(await leads.list_leads(work, leads.LeadFilter(words="L59"))) == 100
