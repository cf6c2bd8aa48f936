import pytest

from ringdesk.domains import leads
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

ANNA = leads.NewLead(
    name="Anna-Lena Müller", email="a.mueller@acme-tools.example", phone="+12025550143"
)


async def found(tenant: Tenant, words: str) -> list[str]:
    async with tenant.work() as work:
        listed = await leads.list_leads(work, leads.LeadFilter(words=words))
    return [one.name for one in listed]


class TestSearching:
    @pytest.mark.parametrize(
        "words",
        [
            "anna", "LENA", "müll", "anna mül", "mueller", "acme", "tools ann", "example anna",
            "+1 202 555", "+12025550143", "2025550143", "(202) 555", "0143", "50143", "001202555",
            "1202555",
        ],
    )  # fmt: skip
    async def test_finds_by_beginnings_of_words_and_both_ends_of_a_number(
        self, tenant: Tenant, words: str
    ) -> None:
        async with tenant.work() as work:
            await leads.create(work, ANNA)
            await leads.create(work, leads.NewLead(name="Bert Brown", phone="+493090182000"))
        assert await found(tenant, words) == ["Anna-Lena Müller"]

    @pytest.mark.parametrize("words", ["annika", "anna bert", "9999", "01", "'); drop", "%", ":*"])
    async def test_finds_nothing_else(self, tenant: Tenant, words: str) -> None:
        async with tenant.work() as work:
            await leads.create(work, ANNA)
        assert await found(tenant, words) == []

    async def test_knows_a_lead_by_its_new_name_only(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            made = await leads.create(work, ANNA)
            changes = leads.LeadChanges(name="Ina", phone="+12025550199")
            await leads.change(work, lead_id=made.id, changes=changes)
        assert await found(tenant, "lena") == await found(tenant, "0143") == []
        assert await found(tenant, "ina") == await found(tenant, "0199") == ["Ina"]

    async def test_stays_within_the_tenant(self, make_tenant: MakeTenant) -> None:
        ours, theirs = await make_tenant(), await make_tenant()
        async with theirs.work() as work:
            await leads.create(work, ANNA)
        for words in ("anna", "0143", "mueller"):
            assert await found(ours, words) == []
            assert await found(theirs, words) == ["Anna-Lena Müller"]

    async def test_does_not_find_what_was_deleted(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            made = await leads.create(work, ANNA)
            await leads.remove(work, lead_id=made.id)
        assert await found(tenant, "anna") == []
