"""Numbers that must not be called."""

from datetime import UTC, datetime, timedelta

import pytest

from ringdesk.domains import compliance
from ringdesk.domains.compliance.jobs import Tidying
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Actor
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

ANN, BOB, EVE = "+12125550101", "+12125550102", "+12125550103"
ADD_CAMPAIGN = """
insert into campaigns (tenant_id, name, created_by) values ($1, 'Spring', 0) returning id
"""
EXPIRE = """
update do_not_call set expires_at = now() - make_interval(days => $2) where tenant_id = $1
"""
AGE_REFUSALS = "update dial_refusals set at = now() - interval '91 days' where tenant_id = $1"
NUMBERS_KEPT = """
select count(*) from do_not_call where tenant_id = $1 and number is not null
"""


async def campaign(tenant: Tenant) -> int:
    async with tenant.work() as work:
        return await work.value(int, ADD_CAMPAIGN) or 0


async def bound(tenant: Tenant, campaign_id: int | None = None) -> set[str]:
    async with tenant.work() as work:
        return await compliance.forbidden(work, [ANN, BOB, EVE], campaign_id)


class TestForbid:
    async def test_binds_everybody_from_its_transaction_on(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            await compliance.forbid(work, number="(212) 555-0101", reason="asked")
            assert await compliance.forbidden(work, [ANN, BOB]) == {ANN}
        assert await bound(tenant) == {ANN}
        assert await bound(tenant, await campaign(tenant)) == {ANN}

    async def test_for_a_campaign_binds_that_one(self, tenant: Tenant) -> None:
        one, other = await campaign(tenant), await campaign(tenant)
        async with tenant.work() as work:
            await compliance.forbid(work, number=ANN, campaign_id=one)
        assert await bound(tenant, one) == {ANN}
        assert await bound(tenant, other) == set()
        assert await bound(tenant) == set()

    async def test_keeps_the_first_reason(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            first = await compliance.forbid(work, number=ANN, reason="first")
            again = await compliance.forbid(work, number=ANN, reason="second")
        assert again == first
        facts = [fact for fact in await tenant.log() if fact.kind == "NumberForbidden"]
        assert len(facts) == 1

    async def test_for_a_time_ends_with_it(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            until = datetime.now(UTC) + timedelta(days=1)
            await compliance.forbid(work, number=ANN, expires_at=until)
        assert await bound(tenant) == {ANN}
        async with tenant.work() as work:
            await work.run(EXPIRE, 1)
        assert await bound(tenant) == set()

    async def test_for_ever_replaces_one_for_a_time_and_not_the_other_way(
        self, tenant: Tenant
    ) -> None:
        until = datetime.now(UTC) + timedelta(days=1)
        async with tenant.work() as work:
            timed = await compliance.forbid(work, number=ANN, expires_at=until)
            ever = await compliance.forbid(work, number=ANN)
            still = await compliance.forbid(work, number=ANN, expires_at=until)
        assert timed.id == ever.id and ever.expires_at is None and still.expires_at is None

    async def test_does_not_bind_another_tenant(self, make_tenant: MakeTenant) -> None:
        one, other = await make_tenant(), await make_tenant()
        async with one.work() as work:
            await compliance.forbid(work, number=ANN)
        assert await bound(other) == set()

    async def test_refuses_what_is_no_number_and_no_campaign(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            with pytest.raises(Invalid):
                await compliance.forbid(work, number="call me")
            with pytest.raises(compliance.NoSuchCampaign):
                await compliance.forbid(work, number=ANN, campaign_id=10**12)
            with pytest.raises(Invalid):
                await compliance.forbid(work, number=ANN, expires_at=datetime.now(UTC))


class TestPermit:
    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            entry = await compliance.forbid(work, number=ANN)
        operator = Actor(
            id=tenant.agent.id, tenant_id=tenant.id, role="operator",
            scopes=frozenset({"leads:read", "leads:write", "calls:write"}),
        )  # fmt: skip
        async with tenant.house.office.open(operator) as work:
            await compliance.forbid(work, number=BOB)
            with pytest.raises(compliance.MayNotPermit):
                await compliance.permit(work, entry_id=entry.id)
        async with tenant.work() as work:
            await compliance.permit(work, entry_id=entry.id)
            with pytest.raises(compliance.EntryNotFound):
                await compliance.permit(work, entry_id=entry.id)
        assert await bound(tenant) == {BOB}


class TestOptOut:
    async def test_binds_and_keeps_the_words(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            by_word = await compliance.opt_out(work, number=ANN, channel="sms", words="STOP")
            other = await compliance.opt_out(work, number=BOB, channel="call", words="enough now")
        assert (by_word.source, by_word.channel, by_word.reason) == ("keyword", "sms", "STOP")
        assert other.source == "opt_out"
        assert await bound(tenant) == {ANN, BOB}

    async def test_is_undone_with_the_transaction_it_came_in(self, tenant: Tenant) -> None:
        with pytest.raises(RuntimeError):
            async with tenant.work() as work:
                await compliance.opt_out(work, number=ANN, channel="sms")
                raise RuntimeError
        assert await bound(tenant) == set()

    @pytest.mark.parametrize(
        "text",
        ["STOP", " stop! ", "Unsubscribe", "Please don’t call me again", "remove me from your list",
         "СТОП", "Больше не звоните мне", "Bitte nicht mehr anrufen", "no me llamen más", "Baja"],
    )  # fmt: skip
    def test_is_heard_in_the_languages_of_the_house(self, text: str) -> None:
        assert compliance.asks_to_stop(text)

    @pytest.mark.parametrize(
        "text", ["", "Can you stop by tomorrow?", "call me", "This is the end of the month", "da"]
    )
    def test_is_not_heard_where_nobody_asks(self, text: str) -> None:
        assert not compliance.asks_to_stop(text)


class TestForget:
    async def test_leaves_what_binds_and_no_number(self, tenant: Tenant) -> None:
        one = await campaign(tenant)
        async with tenant.work() as work:
            await compliance.forbid(work, number=ANN, reason="Ann said so")
            await compliance.forbid(work, number=BOB, campaign_id=one)
            await compliance.refuse(work, rule="do_not_call", number=ANN)
            assert await compliance.forget(work, number=ANN) == 1
            assert await compliance.forget(work, number=BOB) == 1
        assert await bound(tenant) == {ANN} and await bound(tenant, one) == {ANN, BOB}
        async with tenant.work() as work:
            assert await work.value(int, NUMBERS_KEPT) == 0
            listed = await compliance.list_forbidden(work)
            assert {entry.number for entry in listed} == {None}
            assert not any(entry.reason for entry in listed)
            assert [one.number for one in await compliance.refusals(work)] == [None]

    async def test_of_a_number_that_came_again_leaves_one(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            for _ in range(2):
                await compliance.forbid(work, number=ANN)
                await compliance.forget(work, number=ANN)
            assert len(await compliance.list_forbidden(work)) == 1
        assert await bound(tenant) == {ANN}


class TestRefusals:
    async def test_are_rows_with_their_rule(self, tenant: Tenant) -> None:
        until = datetime(2030, 1, 1, 8, tzinfo=UTC)
        async with tenant.work() as work:
            await compliance.refuse(
                work, rule="calling_hours", lead_id=5, number=ANN, until=until, campaign_id=7
            )
            many = [compliance.Refused(rule="do_not_call", lead_id=n) for n in (1, 2)]
            await compliance.refuse_all(work, many)
            found = await compliance.refusals(work)
            assert [(one.rule, one.lead_id, one.until) for one in found] == [
                ("do_not_call", 2, None), ("do_not_call", 1, None), ("calling_hours", 5, until),
            ]  # fmt: skip
            assert len(await compliance.refusals(work, campaign_id=7)) == 1
            assert len(await compliance.refusals(work, lead_id=2)) == 1
            assert len(await compliance.refusals(work, rule="paused")) == 0
            assert await compliance.refusals(work, after=found[1].id) == found[2:]
            by_rule = await compliance.refusals_by_rule(work, days=1)
            assert by_rule == {"do_not_call": 2, "calling_hours": 1}

    async def test_are_forgotten_after_90_days(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            await compliance.refuse(work, rule="paused")
            await compliance.forbid(
                work, number=ANN, expires_at=datetime.now(UTC) + timedelta(days=1)
            )
            await compliance.forbid(work, number=BOB)
            await work.run(AGE_REFUSALS)
            await work.run("update do_not_call set expires_at = now() - interval '91 days' "
                           "where tenant_id = $1 and expires_at is not null")  # fmt: skip
        await Tidying(tenant.house.office).tidy()
        async with tenant.work() as work:
            assert await compliance.refusals(work) == []
            assert await work.value(int, NUMBERS_KEPT) == 1
