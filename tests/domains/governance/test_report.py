"""The compliance report: what it tells is what is so; as JSON and as pages."""

from typing import Any

import pypdfium2
import pytest

from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio
REPORT = "/api/v1/compliance/report"
HEADINGS = (
    "Compliance report", "The record", "Security events", "People", "Roles and rights", "Sign-in",
    "Privacy", "How long data is kept", "Calling rules", "Providers",
)  # fmt: skip


async def report(person: Person, **asked: Any) -> dict[str, Any]:
    answer = await person.get(REPORT, params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


class TestTheReport:
    async def test_counts_people_and_roles(self, tenant: Tenant) -> None:
        found = await report(tenant.admin)
        assert (found["people"]["total"], found["people"]["administrators"]) == (3, 1)
        assert found["people"]["staff"] == 2
        roles = {one["name"]: one for one in found["roles"]}
        assert roles["admin"]["members"] == 1
        assert "audit:read" in roles["admin"]["permissions"]

    async def test_tells_how_the_record_stands(self, tenant: Tenant) -> None:
        await tenant.ticket()
        facts = len(await tenant.log())
        found = (await report(tenant.admin))["audit"]
        assert found["facts"] == found["in_period"] == facts
        assert len(found["head"]) == 64
        assert found["by_status"]["failure"] == 0

    async def test_counts_sign_ins_and_refusals_of_the_period(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get(REPORT)).status_code == 403
        await tenant.log()
        found = await report(tenant.admin)
        assert found["sign_in"]["succeeded"] == 3
        assert found["sign_in"]["open_sessions"] == 3
        then = await report(tenant.admin, start_date="2024-01-01", end_date="2024-01-31")
        assert (then["sign_in"]["succeeded"], then["audit"]["in_period"]) == (0, 0)
        assert then["period"] == {"start": "2024-01-01", "end": "2024-01-31"}

    async def test_tells_of_consents_privacy_retention_calling_and_providers(
        self, tenant: Tenant
    ) -> None:
        given = {"type": "marketing", "value": True}
        assert (await tenant.customer.post("/api/v1/compliance/gdpr/consents", given)).status_code
        await tenant.customer.post("/api/v1/compliance/gdpr/request-access")
        carrier = {"kind": "simulation", "name": "Played"}
        assert (await tenant.admin.post("/api/app/carriers", carrier)).status_code == 201
        found = await report(tenant.admin)
        marketing = next(one for one in found["consents"] if one["type"] == "marketing")
        assert (marketing["given"], marketing["withdrawn"], marketing["recorded"]) == (1, 0, 1)
        assert (found["privacy_requests"]["access"], found["privacy_requests"]["open"]) == (1, 1)
        assert {"of": "calls", "kind": "simulation", "name": "Played", "enabled": True} in (
            found["providers"]
        )
        assert {one["kind"] for one in found["retention"]} >= {"tickets", "calls", "messages"}
        assert found["calling"]["abandonment_rate"] == 0

    async def test_is_itself_an_entry_of_the_log(self, tenant: Tenant) -> None:
        await report(tenant.admin)
        kinds = [fact.kind for fact in await tenant.log()]
        assert kinds.count("ComplianceReportRead") == 1

    async def test_of_one_tenant_counts_nothing_of_another(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        await other.person("admin")
        assert (await report(tenant.admin))["people"]["administrators"] == 1

    @pytest.mark.parametrize("asked", [{"start_date": "x"}, {"end_date": "2026-02-30"}])
    async def test_refuses_what_is_no_day(self, tenant: Tenant, asked: dict[str, str]) -> None:
        assert (await tenant.admin.get(REPORT, params=asked)).status_code == 400


class TestThePages:
    async def test_can_be_read(self, tenant: Tenant) -> None:
        await tenant.ticket()
        await tenant.log()
        made = await tenant.admin.get("/api/app/audit/report.pdf")
        assert made.status_code == 200, made.text
        assert made.headers["content-type"] == "application/pdf"
        assert "attachment" in made.headers["content-disposition"]
        document = pypdfium2.PdfDocument(made.content)
        words = "".join(page.get_textpage().get_text_range() for page in document)
        for heading in HEADINGS:
            assert heading in words

    async def test_are_for_administrators(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get("/api/app/audit/report.pdf")).status_code == 403
