"""Document 002's upload of leads: it answers when the leads are there."""

import pytest
from httpx import Response

from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio

UPLOAD = "/api/leads/upload-csv"
MEGABYTE = 1024 * 1024
LEADS = """
select string_agg(concat_ws(' ', phone, name, rank, custom), ', ' order by id) from leads
where tenant_id = $1 and deleted_at is null
"""
COUNT = "select count(*) from leads where tenant_id = $1"
IMPORTS = "select count(*) from imports where tenant_id = $1"


async def send(person: Person, content: str | bytes, field: str = "csvFile") -> Response:
    content = content.encode() if isinstance(content, str) else content
    return await person.post(UPLOAD, files={field: ("leads.csv", content, "text/csv")})


async def count(tenant: Tenant, statement: str = COUNT) -> int:
    async with tenant.work() as work:
        return await work.value(int, statement) or 0


class TestUpload:
    async def test_brings_leads_in_and_tells_the_rest_by_line(self, tenant: Tenant) -> None:
        content = (
            "NAME,Phone Number,e-mail,Priority,Tags,Company\r\n"
            "Ann,+1234567890,ann@example.org,HIGH,hot;new,Acme\r\n"
            "Bob,no number,,,,\r\n"
            "Cem,,,,,\r\n"
            "Ann,+1234567890,,,,\r\n"
            "Dan,2125550104,not an address,,,\r\n"
            "Eve,2125550105,,someday,,\r\n"
            "Fay,(212) 555-0106,,,,\r\n"
        )
        sent = await send(tenant.admin, content)
        assert sent.status_code == 200, sent.text
        body = sent.json()
        assert body["message"] == "CSV upload completed"
        assert body["summary"] == {
            "totalProcessed": 7, "successCount": 2, "duplicateCount": 1, "errorCount": 4,
        }  # fmt: skip
        assert [fault["line"] for fault in body["errors"]] == [3, 4, 6, 7]
        assert "telephone number" in body["errors"][1]["reason"]
        async with tenant.work() as work:
            assert await work.value(str, LEADS) == (
                '+1234567890 Ann 1 {"Company": "Acme"}, +12125550106 Fay 2 {}'
            )

    async def test_of_the_same_file_again_brings_nothing(self, tenant: Tenant) -> None:
        content = "phone\n" + "".join(f"+1212555{n:04}\n" for n in range(300))
        first = (await send(tenant.admin, content)).json()["summary"]
        again = (await send(tenant.admin, content)).json()["summary"]
        assert (first["successCount"], first["duplicateCount"]) == (300, 0)
        assert (again["successCount"], again["duplicateCount"]) == (0, 300)
        assert await count(tenant) == 300

    async def test_can_be_undone_in_the_app(self, tenant: Tenant) -> None:
        await send(tenant.admin, "phone\n+12125550101\n")
        shown = (await tenant.admin.get("/api/app/imports")).json()
        assert [(one["state"], one["counts"]["new"]) for one in shown] == [("done", 1)]
        undone = await tenant.admin.post(f"/api/app/imports/{shown[0]['id']}/undo")
        assert undone.status_code == 200

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
    async def test_reads_any_encoding(self, tenant: Tenant, encoding: str) -> None:
        content = "phone;name\n+12125550101;Zoë Müller\n".encode(encoding)
        assert (await send(tenant.admin, content)).json()["summary"]["successCount"] == 1
        async with tenant.work() as work:
            assert "Zoë Müller" in (await work.value(str, LEADS) or "")

    async def test_keeps_formulas_as_the_text_they_are(self, tenant: Tenant) -> None:
        sent = await send(tenant.admin, 'phone,name\n+12125550101,"=1+1"\n=1+2,x\n')
        assert sent.json()["summary"] == {
            "totalProcessed": 2, "successCount": 1, "duplicateCount": 0, "errorCount": 1,
        }  # fmt: skip


class TestAFileThatIsNoGood:
    @pytest.mark.parametrize(
        ("content", "word"),
        [("", "empty"), ("name,city\nAnn,Oslo\n", "names no column"), ("+12125550101\n", "names"),
         (b"PK\x03\x04" + bytes(5000), "spreadsheet"), (bytes(range(256)) * 20, "no text"),
         (b"\x00" * 3000, "no text"), (b"phone," + b",".join([b"x"] * 9999), "columns"),
         ("phone,name\n" + '+12125550101,"open\n' * 2500, "cannot be read")],
    )  # fmt: skip
    async def test_is_refused_with_a_reason(
        self, tenant: Tenant, content: str | bytes, word: str
    ) -> None:
        sent = await send(tenant.admin, content)
        assert sent.status_code == 400, sent.text
        problem = sent.json()["details"]["errors"][0]
        assert problem["field"] == "file" and word in problem["message"]
        assert await count(tenant) == 0 and await count(tenant, IMPORTS) == 0

    @pytest.mark.parametrize("size", [10 * MEGABYTE + 1, 11 * MEGABYTE, 30 * MEGABYTE])
    async def test_is_refused_above_ten_megabytes(self, tenant: Tenant, size: int) -> None:
        row = b"+12125550101," + b"x" * 986 + b"\n"
        content = (b"phone,notes\n" + row * (size // len(row) + 1))[:size]
        assert (await send(tenant.admin, content)).status_code == 413
        assert await count(tenant) == 0

    async def test_is_missing(self, tenant: Tenant) -> None:
        assert (await send(tenant.admin, "phone\n1", field="upload")).status_code == 400
        assert (await tenant.admin.post(UPLOAD, {"csvFile": "phone"})).status_code == 400
        assert (await tenant.admin.post(UPLOAD, data={"csvFile": "phone"})).status_code == 400

    async def test_with_bad_rows_only_brings_nothing(self, tenant: Tenant) -> None:
        sent = await send(tenant.admin, "phone,name\n" + "none,x\n" * 40_000)
        summary = sent.json()["summary"]
        assert (summary["errorCount"], summary["successCount"]) == (40_000, 0)
        assert len(sent.json()["errors"]) == 1000

    async def test_has_rows_that_are_damaged(self, tenant: Tenant) -> None:
        content = (
            b"phone,name\n+12125550101,\x00\n+12125550102," + b"x" * 100_000 + b"\n"
            b'+12125550103,"never closed\n+12125550104,' + b"y" * 201 + b"\n"
            b"+12125550105,a,b,c\n+12125550106,ok\n"
        )
        sent = await send(tenant.admin, content)
        assert sent.json()["summary"]["successCount"] == 1
        assert [fault["line"] for fault in sent.json()["errors"]] == [2, 3, 4, 5, 6]


class TestWhoMay:
    async def test_upload_is_who_may_import(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        for person in (operator, tenant.agent, tenant.customer):
            assert (await send(person, "phone\n+12125550101\n")).status_code == 403
        other = await tenant.person("operator", scopes=["leads:read", "leads:import"])
        assert (await send(other, "phone\n+12125550101\n")).status_code == 200
