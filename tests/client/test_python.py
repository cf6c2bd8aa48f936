"""The Python client: it is what the document says, is typed, and walks a real server."""

import asyncio
import secrets
import sys
from pathlib import Path

import pytest

from tests.client import python_walk as walk
from tests.client.test_typescript import run
from tests.conftest import PASSWORD, Tenant

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "clients" / "python"
GENERATED = ("models.py", "api.py", "async_api.py")


class TestTheClient:
    async def test_is_what_the_document_says(self, tmp_path: Path) -> None:
        document = str(ROOT / "openapi.json")
        status, out, err = await run(
            sys.executable, str(CLIENT / "generator"), document, str(tmp_path), at=ROOT
        )
        assert status == 0, out + err
        files = [str(tmp_path / name) for name in GENERATED]
        config = str(ROOT / "pyproject.toml")
        await run(sys.executable, "-m", "ruff", "format", "-q", "--config", config, *files, at=ROOT)
        for name in GENERATED:
            kept = (CLIENT / "src" / "ringdesk_client" / name).read_text()
            assert (tmp_path / name).read_text() == kept, f"{name} is not: run make types"

    async def test_is_typed_and_so_is_who_uses_it(self) -> None:
        status, out, err = await run(
            sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null",
            "src/ringdesk_client", str(ROOT / "tests" / "client" / "python_walk.py"),
            at=CLIENT, MYPYPATH="src",
        )  # fmt: skip
        assert status == 0, out + err

    async def test_walks_a_real_server(self, tenant: Tenant) -> None:
        username = f"walker-{secrets.token_hex(6)}"
        walker = {
            "username": username, "email": f"{username}@example.org", "password": PASSWORD,
            "role": "admin",
        }  # fmt: skip
        made = await tenant.admin.post("/api/auth/register", walker)
        assert made.status_code == 201, made.text
        seen = await asyncio.to_thread(
            walk.sign_in_and_work, tenant.address, username, PASSWORD
        )  # fmt: skip
        assert seen == [
            "signed in as admin", "lead Lena Lead is qualified", "listed [True]",
            "tickets ['The printer is on fire']", "stats 1", "Lead deleted successfully",
            "resolved None",
        ]  # fmt: skip

    async def test_says_why_it_was_refused(self, tenant: Tenant) -> None:
        address = tenant.address
        for token, why in (
            (tenant.admin.token, (400, "INVALID")),
            (tenant.customer.token, (403, "MAY_NOT_CHANGE_LEAD")),
            (None, (401, "NOT_SIGNED_IN")),
        ):  # fmt: skip
            assert await asyncio.to_thread(walk.refused, address, token) == why

    async def test_can_be_awaited(self, tenant: Tenant) -> None:
        found = await walk.ask_meanwhile(tenant.address, tenant.agent.token)
        assert found == ("local", ["local"])
