"""Too much of everything, over the bare socket where a client would be too polite."""

import asyncio
import json

import psutil
import pytest

from ringdesk.kernel.settings import Settings
from tests.conftest import Tenant

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("address")]

MB = 1024 * 1024


async def raw(settings: Settings, head: str, *pieces: bytes) -> bytes:
    """Sends what it is given, whatever that is; gives back the head of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", settings.port)
    try:
        writer.write(head.replace("\n", "\r\n").encode("latin-1"))
        for piece in pieces:
            writer.write(piece)
            await asyncio.wait_for(writer.drain(), 10)
        return await asyncio.wait_for(reader.read(65536), 10)
    except ConnectionError:
        return await asyncio.wait_for(reader.read(65536), 10)
    finally:
        writer.close()


def head(tenant: Tenant, path: str, more: str) -> str:
    bearer = f"Authorization: Bearer {tenant.agent.token}"
    return f"POST {path} HTTP/1.1\nHost: localhost\n{bearer}\n{more}\n\n"


class TestHugeBodies:
    async def test_of_json_are_413(self, tenant: Tenant) -> None:
        body = {"title": "x", "description": "x" * 2 * MB}
        answer = await tenant.customer.post("/api/tickets", body)
        assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")

    async def test_of_a_form_are_413(self, tenant: Tenant, settings: Settings) -> None:
        ticket = await tenant.ticket()
        size = settings.most_bytes + 1
        answer = await tenant.customer.client.post(
            "/api/attachments", data={"ticket_id": str(ticket["id"])},
            files={"file": ("a.txt", b"x" * size)},
        )  # fmt: skip
        assert (answer.status_code, answer.json()["status"]) == (413, 413)

    @pytest.mark.parametrize("path", ["/api/tickets", "/api/attachments"])
    async def test_announced_are_413_before_they_are_sent(
        self, path: str, tenant: Tenant, settings: Settings
    ) -> None:
        kind = "application/json" if path.endswith("tickets") else "multipart/form-data; boundary=x"
        more = f"Content-Type: {kind}\nContent-Length: {10**9}"
        got = await raw(settings, head(tenant, path, more), b"x" * 1000)
        assert got.startswith(b"HTTP/1.1 413 ") and b'"TOO_LARGE"' in got

    async def test_that_never_end_are_413_and_cost_no_memory(
        self, tenant: Tenant, settings: Settings
    ) -> None:
        """200 MB in pieces without a length, to a server that takes 21."""
        before = psutil.Process().memory_info().rss
        piece = b"%x\r\n%s\r\n" % (MB, b"x" * MB)
        more = "Content-Type: application/json\nTransfer-Encoding: chunked"
        got = await raw(settings, head(tenant, "/api/tickets", more), *[piece] * 200)
        assert got == b"" or got.startswith(b"HTTP/1.1 413 ")
        assert psutil.Process().memory_info().rss - before < 120 * MB

    async def test_without_a_token_are_not_even_read(self, settings: Settings) -> None:
        more = f"POST /api/tickets HTTP/1.1\nHost: x\nContent-Length: {10**9}\n\n"
        got = await raw(settings, more, b"x" * 1000)
        assert got.startswith(b"HTTP/1.1 401 ")

    async def test_leave_the_server_well(self, tenant: Tenant, settings: Settings) -> None:
        more = f"Content-Type: application/json\nContent-Length: {10**9}"
        for _ in range(20):
            await raw(settings, head(tenant, "/api/tickets", more), b"x")
        assert (await tenant.agent.get("/api/tickets")).status_code == 200


class TestForms:
    async def test_with_ten_thousand_fields_are_refused(self, tenant: Tenant) -> None:
        field = '--x\r\nContent-Disposition: form-data; name="f{}"\r\n\r\n1\r\n'
        body = "".join(field.format(nr) for nr in range(10_000)) + "--x--\r\n"
        answer = await tenant.agent.client.post(
            "/api/attachments", content=body.encode(),
            headers={"Content-Type": "multipart/form-data; boundary=x"},
        )  # fmt: skip
        assert answer.status_code in (400, 413) and answer.json()["status"] == answer.status_code

    @pytest.mark.parametrize(
        ("kind", "body"),
        [("multipart/form-data", b"--x--\r\n"), ("multipart/form-data; boundary=", b"x"),
         ("multipart/form-data; boundary=x", b""), ("multipart/form-data; boundary=x", b"--x"),
         ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--"),
         ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: x\r\n\r\n1\r\n--x--"),
         ("multipart/form-data; boundary=" + "x" * 300, b"--x--"), ("text/plain", b"x"),
         ("application/json", b"{}"), ("application/x-www-form-urlencoded", b"ticket_id=1"),
         ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="
          b"\"file\"; filename=\"a.txt\"\r\nContent-Type: application/json\r\n\r\n{\r\n--x--\r\n"),
         ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="
          b"\"ticket_id\"\r\nContent-Type: application/json\r\n\r\n{\r\n--x--\r\n")],
    )  # fmt: skip
    async def test_that_are_none_are_refused(self, kind: str, body: bytes, tenant: Tenant) -> None:
        answer = await tenant.agent.client.post(
            "/api/attachments", content=body, headers={"Content-Type": kind}
        )
        assert 400 <= answer.status_code < 500, answer.text
        assert answer.json()["status"] == answer.status_code


class TestHeaders:
    async def test_that_are_split_or_endless_are_refused(
        self, tenant: Tenant, settings: Settings
    ) -> None:
        for more in (
            "X-A: b\n c: d\n\nGET / HTTP/1.1", "If-Match: W/\"1\"\0", "X: " + "y" * 200_000,
            "Content-Length: -1", "Content-Length: x", "Content-Length: 1\nContent-Length: 2",
            "Transfer-Encoding: chunked\nContent-Length: 5", "\n" * 3, "No colon",
        ):  # fmt: skip
            got = await raw(settings, head(tenant, "/api/tickets", more), b"0\r\n\r\n")
            assert not got.startswith(b"HTTP/1.1 5"), more[:40]
        assert (await tenant.agent.get("/api/tickets")).json() == []

    async def test_of_odd_kinds_make_no_500(self, tenant: Tenant) -> None:
        for name, value in [
            ("Idempotency-Key", b"\xff\xfe"), ("If-Match", b"\xff"), ("Accept", b"\xff"),
            ("Cookie", b"\xff=\xff; ringdesk_session"), ("X-Forwarded-For", b"\xff" * 100),
            ("Origin", b"\xff"), ("User-Agent", b"\xff" * 1000), ("Host", b"\xff"),
            ("Accept-Encoding", b"x"), ("Range", b"bytes=0-"), ("Expect", b"nothing"),
        ]:  # fmt: skip
            body = {"title": "x", "description": "x"}
            answer = await tenant.agent.client.post(
                "/api/tickets", content=json.dumps(body),
                headers=[(b"content-type", b"application/json"), (name.encode(), value)],
            )  # fmt: skip
            assert answer.status_code < 500, f"{name}: {answer.text}"

    async def test_of_an_authorization_with_odd_bytes_are_401(self, tenant: Tenant) -> None:
        for value in (b"Bearer \xff", b"\xff", b"Bearer " + b"x" * 8000, b"Bearer a b c"):
            answer = await tenant.agent.client.get(
                "/api/tickets", headers=[(b"authorization", value)]
            )
            assert answer.status_code == 401


class TestStrangers:
    @pytest.mark.parametrize("path", ["/api/tickets", "/api/attachments", "/api/messages"])
    async def test_are_turned_away_before_their_body_is_read(
        self, path: str, settings: Settings
    ) -> None:
        """Half of it is sent, and the rest never: the answer does not wait for it."""
        kind = "multipart/form-data; boundary=x" if "att" in path else "application/json"
        start = f"POST {path} HTTP/1.1\nHost: x\nContent-Type: {kind}\nContent-Length: 1000000\n\n"
        got = await raw(settings, start, b"--x\r\n" + b"x" * 1000)
        assert got.startswith(b"HTTP/1.1 401 "), got[:200]
