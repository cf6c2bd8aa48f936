"""A tenant in a file, a tenant gone, and gone again after a restore."""

import zipfile
from pathlib import Path

import asyncpg
import pytest

from tests.cli.conftest import Ringdesk

pytestmark = pytest.mark.anyio

INSTALLATION = "00000000-0000-0000-0000-000000000000"
BACK = f"""
insert into tenants (tenant_id, id, name) values ('{INSTALLATION}', $1, 'Acme')
"""


async def acme(ringdesk: Ringdesk) -> str:
    made = await ringdesk("tenant", "create", "Acme", "--json")
    assert made.code == 0, made.err
    tenant_id: str = made.json["id"]
    return tenant_id


async def names(ringdesk: Ringdesk) -> list[str]:
    return [one["name"] for one in (await ringdesk("tenant", "list", "--json")).json]


class TestExport:
    async def test_writes_one_file_that_others_can_not_read(
        self, ringdesk: Ringdesk, tmp_path: Path
    ) -> None:
        await acme(ringdesk)
        out = tmp_path / "acme.zip"
        told = await ringdesk("tenant", "export", "Acme", "--out", str(out), "--json")
        assert told.code == 0, told.err
        assert told.json["bytes"] == out.stat().st_size
        assert out.stat().st_mode & 0o077 == 0
        assert "tables/people.ndjson" in zipfile.ZipFile(out).namelist()

    async def test_of_nobody_says_so(self, ringdesk: Ringdesk, tmp_path: Path) -> None:
        told = await ringdesk("tenant", "export", "Nobody", "--out", str(tmp_path / "x.zip"))
        assert told.code == 1
        assert "There is no tenant" in told.err


class TestErase:
    async def test_needs_the_name(self, ringdesk: Ringdesk) -> None:
        await acme(ringdesk)
        refused = await ringdesk("tenant", "erase", "Acme", "--confirm", "acme")
        assert refused.code == 1
        assert "Acme" in await names(ringdesk)

    async def test_waits_and_can_be_called_off(self, ringdesk: Ringdesk) -> None:
        await acme(ringdesk)
        planned = await ringdesk("tenant", "erase", "Acme", "--confirm", "Acme", "--json")
        assert planned.json["due_at"]
        assert "Acme" in await names(ringdesk)
        kept = await ringdesk("tenant", "erase", "Acme", "--keep")
        assert (kept.code, kept.out.strip()) == (0, "Acme stays.")
        again = await ringdesk("tenant", "erase", "Acme", "--keep")
        assert again.code == 1

    async def test_at_once_leaves_nothing_and_a_restore_is_told(self, ringdesk: Ringdesk) -> None:
        tenant_id = await acme(ringdesk)
        gone = await ringdesk(
            "tenant", "erase", "Acme", "--confirm", "Acme", "--days", "0", "--json"
        )
        assert gone.code == 0, gone.err
        assert "Acme" not in await names(ringdesk)
        owner = await asyncpg.connect(ringdesk.owner_url)
        try:
            await owner.execute(f"set app.tenant = '{INSTALLATION}'")
            await owner.execute(BACK, tenant_id)
        finally:
            await owner.close()
        assert "Acme" in await names(ringdesk)
        told = await ringdesk("privacy", "replay", "--json")
        assert [one["tenant"] for one in told.json] == ["Acme"]
        assert "Acme" not in await names(ringdesk)
        assert (await ringdesk("privacy", "replay", "--json")).json == []
