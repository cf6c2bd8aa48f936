"""Do-not-call lists and refusals, as the web app sees them."""

from typing import Any

import pytest
from httpx import Response

from ringdesk.domains import compliance
from tests.conftest import MakeTenant, Person, Tenant

pytestmark = pytest.mark.anyio

LIST = "/api/app/do-not-call"


async def send(person: Person, content: bytes, **fields: Any) -> Response:
    return await person.post(
        f"{LIST}/import", files={"file": ("list.csv", content, "text/csv")}, data=fields
    )


class TestEntries:
    async def test_are_made_shown_and_taken_off(self, tenant: Tenant) -> None:
        made = await tenant.admin.post(LIST, {"number": "(212) 555-0101", "reason": "asked"})
        assert made.status_code == 201
        entry = made.json()
        assert entry["number"] == "+12125550101" and entry["source"] == "person"
        assert entry["created_by_name"] == "Ada Admin"
        assert (await tenant.admin.get(made.headers["Location"])).json() == entry
        assert (await tenant.admin.get(LIST)).json() == [entry]
        assert (await tenant.admin.delete(made.headers["Location"])).status_code == 200
        assert (await tenant.admin.get(LIST)).json() == []
        assert (await tenant.admin.delete(made.headers["Location"])).status_code == 404

    async def test_come_in_pages(self, tenant: Tenant) -> None:
        for n in range(5):
            await tenant.admin.post(LIST, {"number": f"+121255501{n:02}"})
        page = await tenant.admin.get(f"{LIST}?limit=2&number=%2B1212")
        seen = [one["number"] for one in page.json()]
        while "next" in page.links:
            page = await tenant.admin.get(page.links["next"]["url"])
            seen += [one["number"] for one in page.json()]
        assert seen == [f"+121255501{n:02}" for n in (4, 3, 2, 1, 0)]

    async def test_are_made_by_operators_and_taken_off_by_administrators(
        self, tenant: Tenant
    ) -> None:
        operator = await tenant.person("operator")
        made = await operator.post(LIST, {"number": "+12125550101"})
        assert made.status_code == 201
        assert (await operator.delete(made.headers["Location"])).status_code == 403
        assert (await operator.get(LIST)).status_code == 200
        assert (await operator.get(f"{LIST}/export")).status_code == 403
        assert (await tenant.customer.get(LIST)).status_code == 403
        assert (await tenant.customer.post(LIST, {"number": "+12125550102"})).status_code == 403

    async def test_are_of_their_tenant(self, make_tenant: MakeTenant) -> None:
        one, other = await make_tenant(), await make_tenant()
        made = await one.admin.post(LIST, {"number": "+12125550101"})
        assert (await other.admin.get(LIST)).json() == []
        assert (await other.admin.get(made.headers["Location"])).status_code == 404
        assert (await other.admin.delete(made.headers["Location"])).status_code == 404

    @pytest.mark.parametrize(
        "body",
        [{}, {"number": ""}, {"number": "call me"}, {"number": "+12125550101", "tenant_id": "x"},
         {"number": "+12125550101", "expires_at": "2001-01-01T00:00:00Z"},
         {"number": "+12125550101", "expires_at": "2031-01-01T00:00:00"},
         {"number": "+12125550101", "reason": "x" * 501},
         {"number": "+12125550101", "reason": "\x00"}],
    )  # fmt: skip
    async def test_that_make_no_sense_are_refused(
        self, tenant: Tenant, body: dict[str, Any]
    ) -> None:
        assert (await tenant.admin.post(LIST, body)).status_code == 400

    async def test_for_no_campaign_are_refused(self, tenant: Tenant) -> None:
        body = {"number": "+12125550101", "campaign_id": 123456789}
        assert (await tenant.admin.post(LIST, body)).status_code == 404


class TestFiles:
    async def test_are_read_and_their_faults_told_by_line(self, tenant: Tenant) -> None:
        content = b"Name;Phone\nAnn;+1 212 555 0101\nBob;nothing\nEve;2125550103\nAnn;+12125550101"
        sent = await send(tenant.admin, content, reason="from the old system")
        assert sent.status_code == 200, sent.text
        assert sent.json() == {
            "rows": 4, "added": 2, "known": 1, "faulty": 1,
            "errors": [{"line": 3, "reason": "No telephone number"}],
        }  # fmt: skip
        again = (await send(tenant.admin, content)).json()
        assert (again["added"], again["known"]) == (0, 3)

    async def test_need_no_header(self, tenant: Tenant) -> None:
        sent = (await send(tenant.admin, b"+12125550101\n+12125550102\n")).json()
        assert (sent["rows"], sent["added"]) == (2, 2)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 100])
    async def test_that_are_none_are_refused(self, tenant: Tenant, content: bytes) -> None:
        sent = await send(tenant.admin, content)
        assert sent.status_code == 400 and sent.json()["details"]["errors"][0]["field"] == "file"

    async def test_that_are_too_large_are_refused(self, tenant: Tenant) -> None:
        content = b"+12125550101\n" * (11 * 1024 * 1024 // 13)
        assert (await send(tenant.admin, content)).status_code == 413

    async def test_come_from_administrators(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        assert (await send(operator, b"+12125550101")).status_code == 403

    async def test_come_out_again_without_formulas(self, tenant: Tenant) -> None:
        await tenant.admin.post(LIST, {"number": "+12125550101", "reason": "=HYPERLINK()"})
        await send(tenant.admin, b"\n".join(b"+1212555%04d" % n for n in range(2500)))
        out = await tenant.admin.get(f"{LIST}/export")
        assert "attachment" in out.headers["Content-Disposition"]
        lines = out.text.splitlines()
        assert len(lines) == 2501 and lines[0].startswith("number,")
        assert any(line.startswith("+12125550101,,'=HYPERLINK()") for line in lines)


class TestRefusals:
    async def test_are_told_with_their_rule(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            await compliance.refuse(work, rule="calling_hours", lead_id=3, number="+12125550101")
            await compliance.refuse(work, rule="do_not_call", lead_id=4)
        found = (await tenant.admin.get("/api/app/refusals")).json()
        assert [one["rule"] for one in found] == ["do_not_call", "calling_hours"]
        found = (await tenant.admin.get("/api/app/refusals?rule=calling_hours&lead=3")).json()
        assert [one["lead_id"] for one in found] == [3]
        counts = await tenant.admin.get("/api/app/refusals/by-rule")
        assert counts.json() == {"do_not_call": 1, "calling_hours": 1}
        assert (await tenant.admin.get("/api/app/refusals?rule=whim")).status_code == 400
        assert (await tenant.customer.get("/api/app/refusals")).status_code == 403
