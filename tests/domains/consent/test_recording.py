"""Consents are written down with proof, never changed, and the newest of a type is what holds."""

import asyncpg
import pytest

from ringdesk.domains import consent, identity
from ringdesk.kernel.database import Urls
from ringdesk.kernel.work import Origin
from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio


async def agree(tenant: Tenant, who: Person, value: bool = True) -> consent.Consent:
    async with tenant.work() as work:
        return await consent.record(
            work, person_id=who.id, type="marketing", value=value, source="staff",
            proof=consent.Proof(wording="We may write to you."),
        )  # fmt: skip


async def may_send(tenant: Tenant, who: Person) -> bool:
    async with tenant.work() as work:
        address = (await identity.get_person(work, person_id=who.id)).email
        return await consent.allows(work, purpose="marketing", address=address.upper())


class TestRecording:
    async def test_the_newest_is_what_holds(self, tenant: Tenant) -> None:
        await agree(tenant, tenant.customer)
        await agree(tenant, tenant.customer, value=False)
        async with tenant.work() as work:
            found = await consent.consents_of(work, tenant.customer.id)
        assert [(one.value, one.standing) for one in found] == [(False, True), (True, False)]

    async def test_a_text_without_a_version_goes_by_its_hash(self, tenant: Tenant) -> None:
        made = await agree(tenant, tenant.customer)
        assert made.wording_version.startswith("sha256:")

    async def test_where_it_came_from_is_kept(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            work.origin = Origin(address="192.0.2.7")
            made = await consent.record(
                work, person_id=tenant.customer.id, type="analytics", value=True, source="staff"
            )
        assert (made.address, made.recorded_by) == ("192.0.2.7", 0)

    async def test_somebody_who_is_not_there_agrees_to_nothing(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        with pytest.raises(identity.PersonNotFound):
            await agree(tenant, other.customer)


class TestARecord:
    @pytest.mark.parametrize(
        "change",
        ["update consents set value = false", "delete from consents",
         "update consents set address = '192.0.2.1'"],
    )  # fmt: skip
    async def test_is_never_changed(self, change: str, tenant: Tenant, database: Urls) -> None:
        await agree(tenant, tenant.customer)
        app = await asyncpg.connect(database.app)
        try:
            async with app.transaction():
                await app.execute(f"set local app.tenant = '{tenant.id}'")
                with pytest.raises(asyncpg.RaiseError, match="append-only"):
                    await app.execute(change)
        finally:
            await app.close()


class TestSending:
    async def test_service_is_always_allowed(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            assert await consent.allows(work, purpose="service", address="x@example.org")

    async def test_marketing_needs_a_yes(self, tenant: Tenant) -> None:
        assert not await may_send(tenant, tenant.customer)
        await agree(tenant, tenant.customer)
        assert await may_send(tenant, tenant.customer)
        await agree(tenant, tenant.customer, value=False)
        assert not await may_send(tenant, tenant.customer)

    async def test_an_address_that_is_only_claimed_proves_nothing(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            who = await identity.get_person(work, person_id=tenant.customer.id)
        visited = await identity.welcome_visitor(
            tenant.house.office, tenant.house.signer, tenant_id=tenant.id,
            newcomer=identity.Newcomer(name="Mallory", email=who.email),
            caller=identity.Caller(address="192.0.2.9"),
        )  # fmt: skip
        async with tenant.work() as work:
            await consent.record(
                work, person_id=visited.signed.person.id, type="marketing", value=True,
                source="staff",
            )  # fmt: skip
        assert not await may_send(tenant, tenant.customer)

    async def test_who_asks_for_no_more_gets_no_more(self, tenant: Tenant) -> None:
        await agree(tenant, tenant.customer)
        async with tenant.work() as work:
            address = (await identity.get_person(work, person_id=tenant.customer.id)).email
            assert await consent.take_back(work, address=address, note="STOP") == 1
        assert not await may_send(tenant, tenant.customer)


async def test_a_visitor_leaves_a_record_of_what_they_agreed_to(tenant: Tenant) -> None:
    visited = await identity.welcome_visitor(
        tenant.house.office, tenant.house.signer, tenant_id=tenant.id,
        newcomer=identity.Newcomer(name="Vera"),
        caller=identity.Caller(address="192.0.2.9", origin=Origin(address="192.0.2.9")),
    )  # fmt: skip
    async with tenant.work() as work:
        [found] = await consent.consents_of(work, visited.signed.person.id)
    assert (found.type, found.value, found.source) == ("cookies", True, "widget")
    assert found.wording_version == "widget"
    assert found.address == "192.0.2.9"
