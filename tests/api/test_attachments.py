import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from ringdesk.kernel.settings import Settings
from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cf"
    "c0f01f0005000dff5b2d9a4e0000000049454e44ae426082"
)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "hello")
    return file.getvalue()


async def upload(
    person: Person, ticket: dict[str, Any], name: str, content: bytes, kind: str = "text/plain"
) -> Response:
    return await person.client.post(
        "/api/attachments", data={"ticket_id": str(ticket["id"])},
        files={"file": (name, content, kind)},
    )  # fmt: skip


@pytest.fixture
async def ticket(tenant: Tenant) -> AsyncIterator[dict[str, Any]]:
    yield await tenant.ticket()


class TestUploading:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [("a.png", PNG, "image/png"), ("A.PNG", PNG, "image/png"),
         ("notes.txt", b"hi", "text/plain"),
         ("t.csv", b"a,b\n1,2", "text/csv"), ("a.zip", zipped(), "application/zip"),
         ("a.pdf", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj", "application/pdf"),
         ("d.json", b'{"a": 1}', "application/json"), ("ü ß.txt", b"hi", "text/plain")],
    )  # fmt: skip
    async def test_of_what_people_send_comes_back_as_it_was(
        self, name: str, content: bytes, kind: str, tenant: Tenant, ticket: dict[str, Any]
    ) -> None:
        made = await upload(tenant.customer, ticket, name, content, "application/x-lie")
        assert made.status_code == 201, made.text
        assert (made.json()["size"], made.json()["content_type"]) == (len(content), kind)
        back = await tenant.agent.get(made.headers["location"])
        assert back.content == content and back.headers["content-type"].startswith(kind)
        assert back.headers["content-disposition"].startswith("attachment;")
        assert back.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in back.headers["content-security-policy"]

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.html", b"<html>"), ("a.svg", b"<svg/>"), ("a.js", b"x"), ("a.exe", b"MZ"),
         (".htaccess", b"x"), ("a.php", b"<?php"), ("noending", b"x"), ("a.png", b"<html>"),
         ("a.png", b""), ("a.pdf", PNG), ("a.txt", b"<!DOCTYPE html><script>"),
         ("a.txt", b"\x00\x01"), ("a.zip", b"not a zip"), ("a.png.html", PNG),
         ("a.html\u200b", b"<html>"), ("a.txt\u202egnp.exe", b"x"), ("a.", b"x"), ("..", b"x"),
         ("a.jpg", b"GIF89a<script>"), ("a.json", b"  <svg onload=alert(1)>")],
    )  # fmt: skip
    async def test_of_what_could_be_run_is_refused(
        self, name: str, content: bytes, tenant: Tenant, ticket: dict[str, Any]
    ) -> None:
        answer = await upload(tenant.customer, ticket, name, content)
        assert (answer.status_code, answer.json()["code"]) == (400, "FILE_NOT_ALLOWED")

    @pytest.mark.parametrize(
        ("name", "shown"),
        [("../../etc/passwd.txt", "passwd.txt"), ("C:\\temp\\a.txt", "a.txt"),
         ("a\u202eb.txt", "ab.txt"), ("x" * 300 + ".txt", "x" * 120 + ".txt"),
         ('a"b<c>.txt', "a_b_c_.txt"), ("  a.txt. ", "a.txt")],
    )  # fmt: skip
    async def test_cleans_the_name(
        self, name: str, shown: str, tenant: Tenant, ticket: dict[str, Any]
    ) -> None:
        made = await upload(tenant.customer, ticket, name, b"hi")
        assert (made.status_code, made.json()["name"]) == (201, shown), made.text

    async def test_splits_no_header(self, tenant: Tenant, ticket: dict[str, Any]) -> None:
        boundary = "x"
        body = (
            f'--x\r\nContent-Disposition: form-data; name="ticket_id"\r\n\r\n{ticket["id"]}\r\n'
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''a%0d%0aX-Evil"
            "%3a1.txt\r\nContent-Type: text/plain\r\n\r\nhi\r\n--x--\r\n"
        ).encode()
        made = await tenant.customer.client.post(
            "/api/attachments", content=body,
            headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
        )  # fmt: skip
        assert made.status_code in (201, 400)
        if made.status_code == 201:
            back = await tenant.customer.get(made.headers["location"])
            assert "x-evil" not in back.headers

    async def test_has_a_largest_size(
        self, tenant: Tenant, ticket: dict[str, Any], settings: Settings
    ) -> None:
        most = settings.attachment_max_mb * 1024 * 1024
        fits = await upload(tenant.customer, ticket, "a.txt", b"x" * most)
        assert fits.status_code == 201
        over = await upload(tenant.customer, ticket, "a.txt", b"x" * (most + 1))
        assert (over.status_code, over.json()["code"]) == (413, "FILE_TOO_LARGE")

    async def test_to_anothers_ticket_keeps_nothing(
        self, tenant: Tenant, ticket: dict[str, Any], settings: Settings
    ) -> None:
        kept = files_of(settings, tenant)
        answer = await upload(await tenant.person(), ticket, "a.txt", b"x")
        assert answer.status_code == 404 and files_of(settings, tenant) == kept

    @pytest.mark.parametrize(
        "form",
        [{}, {"ticket_id": "x"}, {"ticket_id": "-1"}, {"ticket_id": "9" * 30}, {"ticket_id": ""},
         {"ticket_id": "1", "tenant_id": "x"}],
    )  # fmt: skip
    async def test_with_a_form_that_makes_no_sense_is_refused(
        self, form: dict[str, str], tenant: Tenant
    ) -> None:
        for files in ({"file": ("a.txt", b"x")}, {"other": ("a.txt", b"x")}):
            answer = await tenant.customer.client.post("/api/attachments", data=form, files=files)
            assert answer.status_code == 400

    async def test_keeps_it_under_a_key_that_nobody_named(
        self, tenant: Tenant, ticket: dict[str, Any], settings: Settings
    ) -> None:
        await upload(tenant.customer, ticket, "my secret name.txt", b"x")
        [file] = files_of(settings, tenant)
        assert file.parent.name == str(tenant.id) and len(file.name) == 32
        assert not any("secret" in part for part in file.parts)


def files_of(settings: Settings, tenant: Tenant) -> list[Path]:
    return sorted((settings.folder / "files" / str(tenant.id)).glob("*"))


class TestInAMessage:
    async def test_is_listed_and_downloaded(self, tenant: Tenant, ticket: dict[str, Any]) -> None:
        added = (await upload(tenant.customer, ticket, "a.png", PNG, "image/png")).json()
        body = {"ticket_id": ticket["id"], "content": "See", "attachment_ids": [added["id"]]}
        said = await tenant.customer.post("/api/messages", body)
        [shown] = said.json()["attachments"]
        assert shown == added | {"url": f"/api/attachments/{added['id']}"}
        assert (await tenant.agent.get(shown["url"])).content == PNG

    async def test_goes_to_one_message_of_its_own_ticket_and_uploader(
        self, tenant: Tenant, ticket: dict[str, Any]
    ) -> None:
        added = (await upload(tenant.customer, ticket, "a.txt", b"x")).json()
        other = await tenant.ticket()
        body = {"ticket_id": ticket["id"], "content": "See", "attachment_ids": [added["id"]]}
        for person, change in (
            (tenant.agent, {}), (tenant.customer, {"ticket_id": other["id"]}),
            (tenant.customer, {"attachment_ids": [added["id"], 10**12]}),
        ):  # fmt: skip
            answer = await person.post("/api/messages", body | change)
            assert (answer.status_code, answer.json()["code"]) == (404, "ATTACHMENT_NOT_FOUND")
        assert (await tenant.customer.post("/api/messages", body)).status_code == 201
        assert (await tenant.customer.post("/api/messages", body)).status_code == 404

    async def test_of_an_internal_note_is_staff_only(
        self, tenant: Tenant, ticket: dict[str, Any]
    ) -> None:
        added = (await upload(tenant.agent, ticket, "a.txt", b"x")).json()
        note = {
            "ticket_id": ticket["id"], "content": "See", "internal": True,
            "attachment_ids": [added["id"]],
        }  # fmt: skip
        assert (await tenant.agent.post("/api/messages", note)).status_code == 201
        assert (await tenant.customer.get(added["url"])).status_code == 404
        assert (await tenant.agent.get(added["url"])).status_code == 200

    async def test_not_yet_in_any_message_is_its_uploaders_alone(
        self, tenant: Tenant, ticket: dict[str, Any]
    ) -> None:
        """What an agent prepares may yet become part of an internal note."""
        added = (await upload(tenant.agent, ticket, "draft.txt", b"x")).json()
        assert (await tenant.customer.get(added["url"])).status_code == 404
        assert (await tenant.agent.get(added["url"])).status_code == 200

    async def test_of_another_customer_is_not_found(
        self, tenant: Tenant, ticket: dict[str, Any]
    ) -> None:
        added = (await upload(tenant.customer, ticket, "a.txt", b"x")).json()
        assert (await (await tenant.person()).get(added["url"])).status_code == 404

    async def test_whose_file_is_gone_is_not_found(
        self, tenant: Tenant, ticket: dict[str, Any], settings: Settings
    ) -> None:
        added = (await upload(tenant.customer, ticket, "a.txt", b"x")).json()
        files_of(settings, tenant)[0].unlink()
        answer = await tenant.customer.get(added["url"])
        assert answer.status_code == 404 and json.loads(answer.content)["code"] == "NOT_FOUND"
