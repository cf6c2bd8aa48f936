"""Files of leads through the web app's doors: uploaded, checked, committed, undone."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import Response

from ringdesk.domains import compliance
from ringdesk.domains.leads import imports
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from tests.conftest import MakeTenant, Person, Tenant, eventually

pytestmark = pytest.mark.anyio

IMPORTS = "/api/app/imports"
PLAIN = (
    "Phone,Name,E-Mail,Priority,Tags,Company\n"
    '+12125550101,Ann,ann@example.org,high,"a, b",Acme\n'
    "(212) 555-0102,Bob,,,,\n"
    "nothing,Eve,,,,\n"
    "+12125550101,Ann again,,,,\n"
)
LEADS = """
select string_agg(phone || ' ' || name || ' ' || rank, ', ' order by phone) from leads
where tenant_id = $1 and deleted_at is null
"""
ONE_LEAD = """
select row_to_json(l)::text from leads l where tenant_id = $1 and phone = $2
"""
TOUCH = "update leads set version = version + 1 where tenant_id = $1 and phone = $2"


async def upload(person: Person, content: str | bytes, name: str = "leads.csv") -> Response:
    content = content.encode() if isinstance(content, str) else content
    return await person.post(IMPORTS, files={"file": (name, content, "text/csv")})


async def settled(tenant: Tenant, import_id: int) -> dict[str, Any]:
    """The import, once nothing is in hand."""
    found: dict[str, Any] = {}

    async def is_through() -> bool:
        found.update((await tenant.admin.get(f"{IMPORTS}/{import_id}")).json())
        return found["doing"] is None

    await eventually(is_through, seconds=90)
    return found


async def act(tenant: Tenant, import_id: int, verb: str) -> dict[str, Any]:
    begun = await tenant.admin.post(f"{IMPORTS}/{import_id}/{verb}")
    assert begun.status_code == 200, begun.text
    doing = "bring_in" if verb == "commit" else verb
    assert (begun.json()["state"], begun.json()["doing"]) == ("running", doing)
    return await settled(tenant, import_id)


async def import_all(tenant: Tenant, content: str | bytes, **set_up: Any) -> dict[str, Any]:
    made = await upload(tenant.admin, content)
    assert made.status_code == 201, made.text
    import_id = made.json()["id"]
    if set_up:
        changed = await tenant.admin.put(f"{IMPORTS}/{import_id}", set_up)
        assert changed.status_code == 200, changed.text
    assert (await act(tenant, import_id, "check"))["state"] == "checked"
    return await act(tenant, import_id, "commit")


async def leads(tenant: Tenant) -> str | None:
    async with tenant.work() as work:
        return await work.value(str, LEADS)


class TestUpload:
    async def test_shows_the_file_and_proposes_fields(self, tenant: Tenant) -> None:
        made = await upload(tenant.admin, PLAIN, "../../spring leads.csv")
        assert made.status_code == 201
        shown = made.json()
        assert made.headers["Location"] == f"{IMPORTS}/{shown['id']}"
        assert shown["name"] == "spring leads.csv" and shown["state"] == "uploaded"
        assert (shown["encoding"], shown["delimiter"], shown["has_header"]) == ("utf-8", ",", True)
        assert shown["mapping"] == {
            "Phone": "phone", "Name": "name", "E-Mail": "email", "Priority": "priority",
            "Tags": "tags", "Company": "custom",
        }  # fmt: skip
        assert shown["sample"][0] == ["+12125550101", "Ann", "ann@example.org", "high", "a, b",
                                      "Acme"]  # fmt: skip
        assert await leads(tenant) is None
        assert (await tenant.admin.get(IMPORTS)).json()[0]["id"] == shown["id"]

    async def test_knows_headers_in_four_languages_and_any_encoding(self, tenant: Tenant) -> None:
        text = "Телефон;ФИО;Приоритет\n+79123456789;Иван Петров;срочно\n"
        for encoding in ("windows-1251", "koi8-r", "utf-16", "utf-8-sig"):
            shown = (await upload(tenant.admin, text.encode(encoding))).json()
            assert list(shown["mapping"].values()) == ["phone", "name", "priority"], encoding
            assert shown["sample"] == [["+79123456789", "Иван Петров", "срочно"]]
        spanish = (await upload(tenant.admin, "Teléfono\tNombre\tCorreo\n1\t2\t3")).json()
        assert list(spanish["mapping"].values()) == ["phone", "name", "email"]
        german = (await upload(tenant.admin, "Handynummer,Vorname,Nachname\n1,2,3")).json()
        assert list(german["mapping"].values()) == ["phone", "first_name", "last_name"]

    async def test_finds_numbers_where_no_header_is(self, tenant: Tenant) -> None:
        shown = (await upload(tenant.admin, "Ann,+12125550101\nBob,+12125550102\n")).json()
        assert not shown["has_header"] and shown["columns"] == ["column 1", "column 2"]
        assert shown["mapping"]["column 2"] == "phone" and len(shown["sample"]) == 2

    @pytest.mark.parametrize(
        ("content", "word"),
        [(b"", "empty"), (b"PK\x03\x04" + b"x" * 100, "spreadsheet"), (b"\x00" * 4000, "no text"),
         (bytes(range(256)) * 50, "no text"), (b",".join([b"a"] * 10_000), "columns")],
    )  # fmt: skip
    async def test_refuses_what_is_no_table(
        self, tenant: Tenant, content: bytes, word: str
    ) -> None:
        refused = await upload(tenant.admin, content)
        assert refused.status_code == 400
        assert word in refused.json()["details"]["errors"][0]["message"]
        assert (await tenant.admin.get(IMPORTS)).json() == []

    async def test_is_for_those_who_may_import(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        for person in (operator, tenant.agent, tenant.customer):
            assert (await upload(person, PLAIN)).status_code == 403
            assert (await person.get(IMPORTS)).status_code == 403

    async def test_is_refused_before_it_is_read_if_it_is_too_large(
        self, tenant: Tenant, settings: Settings
    ) -> None:
        for person, status in ((tenant.admin, b"413"), (tenant.customer, b"403")):
            reader, writer = await asyncio.open_connection("127.0.0.1", settings.port)
            head = (
                f"POST {IMPORTS} HTTP/1.1", "Host: localhost", f"Content-Length: {10**9}",
                f"Authorization: Bearer {person.token}",
                "Content-Type: multipart/form-data; boundary=x", "", "--x",
            )  # fmt: skip
            writer.write("\r\n".join(head).encode())
            assert (await reader.read(12)).endswith(status)
            writer.close()

    async def test_above_the_setting_is_refused_and_leaves_no_file(
        self, tenant: Tenant, settings: Settings
    ) -> None:
        storage = Storage.of(settings)
        folder = settings.folder / "files" / str(tenant.id)

        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(100):
                yield b"phone\n" * 1000

        with pytest.raises(imports.ImportTooLarge):
            async with tenant.work() as work:
                await imports.upload(
                    work, storage, name="x.csv", pieces=pieces(), most_bytes=100_000
                )
        assert not folder.exists() or not list(folder.iterdir())
        assert (await tenant.admin.get(IMPORTS)).json() == []

    async def test_needs_a_file_and_nothing_else(self, tenant: Tenant) -> None:
        assert (await tenant.admin.post(IMPORTS, data={"file": "text"})).status_code == 400
        more = await tenant.admin.post(
            IMPORTS, files={"file": ("a.csv", b"phone\n1")}, data={"tenant_id": "x"}
        )
        assert more.status_code == 400


class TestCheck:
    async def test_tells_what_would_be_and_changes_nothing(self, tenant: Tenant) -> None:
        await import_all(tenant, "phone,name\n+12125550102,Bob\n")
        async with tenant.work() as work:
            await compliance.forbid(work, number="+12125550101")
        before = await leads(tenant)
        import_id = (await upload(tenant.admin, PLAIN)).json()["id"]
        checked = await act(tenant, import_id, "check")
        counts = checked["counts"]
        assert (counts["rows"], counts["new"], counts["duplicates"]) == (4, 1, 2)
        assert (counts["errors"], counts["do_not_call"]) == (1, 1)
        assert counts["duplicates_in_file"] == 1
        assert checked["errors"] == [{"line": 4, "reason": "No telephone number: nothing"}]
        assert await leads(tenant) == before

    async def test_comes_before_a_commit(self, tenant: Tenant) -> None:
        import_id = (await upload(tenant.admin, PLAIN)).json()["id"]
        early = await tenant.admin.post(f"{IMPORTS}/{import_id}/commit")
        assert (early.status_code, early.json()["code"]) == (409, "IMPORT_NOT_CHECKED")
        await act(tenant, import_id, "check")
        changed = await tenant.admin.put(f"{IMPORTS}/{import_id}", {"on_duplicate": "update"})
        assert changed.json()["state"] == "uploaded"
        again = await tenant.admin.post(f"{IMPORTS}/{import_id}/commit")
        assert again.status_code == 409


class TestSetUp:
    async def test_takes_another_mapping_and_defaults(self, tenant: Tenant) -> None:
        done = await import_all(
            tenant, "a,b,c\n2125550101,Ann,x\n0171 1234567,Bob,y\n",
            mapping={"a": "phone", "b": "name", "c": "skip"}, has_header=True,
            defaults={"priority": "urgent", "source": "fair", "tags": ["Spring"], "region": "DE"},
        )  # fmt: skip
        assert done["counts"]["new"] == 2
        assert await leads(tenant) == "+491711234567 Bob 0, +492125550101 Ann 0"
        async with tenant.work() as work:
            lead = await work.value(str, ONE_LEAD, "+491711234567") or ""
        assert '"source":"fair"' in lead and '"tags":["spring"]' in lead

    async def test_reads_the_file_otherwise(self, tenant: Tenant) -> None:
        made = (await upload(tenant.admin, "phone;name\n+12125550101;Zoë\n".encode())).json()
        latin = await tenant.admin.put(f"{IMPORTS}/{made['id']}", {"encoding": "windows-1252"})
        assert latin.json()["sample"][0][1] == "ZoÃ«"
        one = await tenant.admin.put(f"{IMPORTS}/{made['id']}", {"delimiter": "|"})
        assert one.status_code == 400  # then no column is a number

    @pytest.mark.parametrize(
        "body",
        [{"mapping": {"Name": "name"}}, {"mapping": {"Phone": "phone", "Name": "phone"}},
         {"mapping": {"Nobody": "phone"}}, {"mapping": {"Phone": "telephone"}},
         {"encoding": "ebcdic"}, {"delimiter": "x"}, {"on_duplicate": "merge"},
         {"defaults": {"region": "XX"}}, {"defaults": {"list_id": 999999}},
         {"defaults": {"campaign_id": 999999}}, {"defaults": {"tags": ["x" * 41]}},
         {"defaults": {"source": "\x00"}}, {"defaults": {"owner": 1}}, {"state": "done"}],
    )  # fmt: skip
    async def test_that_makes_no_sense_is_refused(
        self, tenant: Tenant, body: dict[str, Any]
    ) -> None:
        import_id = (await upload(tenant.admin, PLAIN)).json()["id"]
        answer = await tenant.admin.put(f"{IMPORTS}/{import_id}", body)
        assert answer.status_code == 400, answer.text


class TestCommit:
    async def test_brings_the_leads_in(self, tenant: Tenant) -> None:
        done = await import_all(tenant, PLAIN)
        assert done["state"] == "done" and done["progress"] == 1
        counts = done["counts"]
        assert (counts["rows"], counts["new"], counts["errors"]) == (4, 2, 1)
        assert (counts["duplicates"], counts["duplicates_in_file"]) == (1, 1)
        assert await leads(tenant) == "+12125550101 Ann 1, +12125550102 Bob 2"
        async with tenant.work() as work:
            lead = await work.value(str, ONE_LEAD, "+12125550101") or ""
        assert '"zones":["America/New_York"]' in lead and '"email":"ann@example.org"' in lead
        assert '"tags":["a","b"]' in lead and '"custom":{"Company": "Acme"}' in lead

    async def test_is_told_by_one_fact(self, tenant: Tenant) -> None:
        done = await import_all(tenant, PLAIN)
        facts = [fact for fact in await tenant.log() if fact.kind.startswith("Lead")]
        assert [fact.kind for fact in facts] == ["LeadsChanged"]
        assert facts[0].actor_id == tenant.admin.id
        assert f'"import_id": {done["id"]}' in facts[0].body and '"count": 2' in facts[0].body

    async def test_of_the_same_file_again_brings_nothing(self, tenant: Tenant) -> None:
        await import_all(tenant, PLAIN)
        again = await import_all(tenant, PLAIN)
        assert (again["counts"]["new"], again["counts"]["duplicates"]) == (0, 3)

    async def test_updates_what_is_known_if_asked(self, tenant: Tenant) -> None:
        await import_all(tenant, PLAIN)
        text = "phone,name,priority,tags,city\n+12125550101,Anna,low,c,Oslo\n+12125550103,New,,,\n"
        done = await import_all(tenant, text, on_duplicate="update")
        assert (done["counts"]["new"], done["counts"]["updated"]) == (1, 1)
        async with tenant.work() as work:
            lead = await work.value(str, ONE_LEAD, "+12125550101") or ""
        assert '"name":"Anna"' in lead and '"rank":3' in lead and '"version":2' in lead
        assert '"tags":["a","b","c"]' in lead and '"email":"ann@example.org"' in lead
        assert '"Company": "Acme"' in lead and '"city": "Oslo"' in lead
        again = await import_all(tenant, text, on_duplicate="update")
        assert (again["counts"]["new"], again["counts"]["updated"]) == (0, 0)

    async def test_takes_rows_by_their_address_where_no_number_is(self, tenant: Tenant) -> None:
        text = "email,name\nann@example.org,Ann\nANN@example.org,Ann\nbob@example.org,Bob\n,Eve\n"
        done = await import_all(tenant, text)
        counts = done["counts"]
        assert (counts["new"], counts["duplicates_in_file"], counts["errors"]) == (2, 1, 1)
        again = await import_all(tenant, text)
        assert (again["counts"]["new"], again["counts"]["duplicates"]) == (0, 3)

    async def test_reads_a_large_file_in_a_process_of_its_own(self, tenant: Tenant) -> None:
        rows = "".join(
            f"+1212{2000000 + n},Lead {n},note {n % 7} {'x' * 20}\n" for n in range(12_000)
        )
        done = await import_all(tenant, "phone,name,notes\n" + rows + "bad,row,\n")
        assert done["size"] > 512 * 1024
        assert (done["counts"]["new"], done["counts"]["errors"]) == (12_000, 1)
        assert done["errors"] == [{"line": 12_002, "reason": "No telephone number: bad"}]
        undone = await act(tenant, done["id"], "undo")
        assert (undone["counts"]["undone"], undone["counts"]["left"]) == (12_000, 0)

    async def test_is_over_once_it_is_done(self, tenant: Tenant) -> None:
        done = await import_all(tenant, PLAIN)
        for verb in ("check", "commit"):
            answer = await tenant.admin.post(f"{IMPORTS}/{done['id']}/{verb}")
            assert (answer.status_code, answer.json()["code"]) == (409, "IMPORT_OVER")
        answer = await tenant.admin.put(f"{IMPORTS}/{done['id']}", {"on_duplicate": "update"})
        assert answer.status_code == 409

    async def test_is_of_its_tenant(self, make_tenant: MakeTenant) -> None:
        one, other = await make_tenant(), await make_tenant()
        done = await import_all(one, PLAIN)
        assert (await import_all(other, PLAIN))["counts"]["new"] == 2
        path = f"{IMPORTS}/{done['id']}"
        assert (await other.admin.get(path)).status_code == 404
        assert (await other.admin.post(f"{path}/undo")).status_code == 404
        assert (await other.admin.get(f"{path}/errors.csv")).status_code == 404


class TestErrorFile:
    async def test_has_the_rows_to_be_mended(self, tenant: Tenant) -> None:
        text = PLAIN + '=cmd|\' /C calc\'!A0,"=1+1",,,,\n"open,x\n+12125550109,\x00,,,,\n'
        import_id = (await upload(tenant.admin, text)).json()["id"]
        await act(tenant, import_id, "check")
        answer = await tenant.admin.get(f"{IMPORTS}/{import_id}/errors.csv")
        assert answer.status_code == 200
        assert 'filename="leads-errors.csv"' in answer.headers["Content-Disposition"]
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0][-2:] == ["line", "error"]
        assert [row[-2] for row in rows[1:]] == ["4", "6", "7", "8"]
        assert rows[2][:2] == ["'=cmd|' /C calc'!A0", "'=1+1"]


class TestUndo:
    async def test_takes_back_what_nobody_touched(self, tenant: Tenant) -> None:
        done = await import_all(tenant, PLAIN)
        async with tenant.work() as work:
            await work.run(TOUCH, "+12125550102")
        undone = await act(tenant, done["id"], "undo")
        assert undone["state"] == "undone"
        assert (undone["counts"]["undone"], undone["counts"]["left"]) == (1, 1)
        assert await leads(tenant) == "+12125550102 Bob 2"
        again = await import_all(tenant, PLAIN)
        assert again["counts"]["new"] == 1

    async def test_needs_something_to_take_back(self, tenant: Tenant) -> None:
        made = (await upload(tenant.admin, PLAIN)).json()
        answer = await tenant.admin.post(f"{IMPORTS}/{made['id']}/undo")
        assert (answer.status_code, answer.json()["code"]) == (409, "NOTHING_TO_UNDO")
