import asyncio

import pytest

from ringdesk.domains import chatbot
from ringdesk.domains.chatbot import counting
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant, eventually

pytestmark = pytest.mark.anyio

LEFT = "select count(*) from chatbot_turns where tenant_id = $1 and not folded"
QUESTIONS = ("Hello", "hello!", "Which colour has the moon of Endor?", "thanks")


async def seen(tenant: Tenant) -> chatbot.Numbers:
    async with tenant.work() as work:
        return await chatbot.numbers(work)


async def fold(tenant: Tenant) -> int:
    async with tenant.work() as work:
        return await counting.fold(work)


async def ask(tenant: Tenant, text: str) -> None:
    answer = await tenant.customer.post("/api/chatbot/chat", {"message": text})
    assert answer.status_code == 200


class TestFolding:
    async def test_changes_no_number_that_anybody_reads(self, tenant: Tenant) -> None:
        for text in QUESTIONS:
            await ask(tenant, text)
        before = await seen(tenant)
        assert await fold(tenant) == len(QUESTIONS)
        after = await seen(tenant)
        assert after.totals.total == before.totals.total == len(QUESTIONS)
        assert after.totals.confidence == pytest.approx(before.totals.confidence)
        assert (after.queries, after.sources, after.unanswered) == (
            before.queries, before.sources, before.unanswered
        )  # fmt: skip
        assert (after.queries[0].label, after.queries[0].n) == ("hello!", 2)

    async def test_adds_what_comes_later(self, tenant: Tenant) -> None:
        for text in QUESTIONS:
            await ask(tenant, text)
            await fold(tenant)
        await ask(tenant, "HELLO")
        found = await seen(tenant)
        assert found.totals.total == len(QUESTIONS) + 1
        assert (found.queries[0].label, found.queries[0].n) == ("HELLO", 3)

    async def test_by_several_at_once_counts_each_turn_once(self, tenant: Tenant) -> None:
        for text in QUESTIONS:
            await ask(tenant, text)
        folded = await asyncio.gather(*(fold(tenant) for _ in range(4)))
        assert sum(folded) == len(QUESTIONS) and await fold(tenant) == 0
        assert (await seen(tenant)).totals.total == len(QUESTIONS)


class TestWhoMaySee:
    async def test_is_staff_with_chats(self, tenant: Tenant) -> None:
        actor = Actor(id=tenant.customer.id, tenant_id=tenant.id, role="customer")
        with pytest.raises(NotAllowed):
            async with tenant.house.office.open(actor) as work:
                await chatbot.numbers(work)


class TestTheJob:
    async def test_folds_in_the_background(self, tenant: Tenant) -> None:
        for text in QUESTIONS:
            await ask(tenant, text)
        async with tenant.work() as work:
            await work.later("chatbot.fold", key="fold")

        async def folded() -> bool:
            async with tenant.work() as work:
                return await work.value(int, LEFT) == 0

        await eventually(folded)
        assert (await seen(tenant)).totals.total == len(QUESTIONS)
