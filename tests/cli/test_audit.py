"""What somebody with all rights on the database could do to the log, and what is found of it."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import pytest

from ringdesk.kernel import audit, queries
from ringdesk.kernel.anchors import AnchorStore
from ringdesk.kernel.relay import Head
from ringdesk.kernel.settings import Settings
from tests.cli.conftest import Ringdesk, Said
from tests.cli.test_people import make
from tests.houses import as_superuser

pytestmark = pytest.mark.anyio

Forger: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
FACTS = 12


@pytest.fixture
async def tenant_id(ringdesk: Ringdesk) -> UUID:
    """A tenant with twelve facts in its log: two of its first administrator, ten of mistakes."""
    first = await make(ringdesk, "ada")
    tenant: str = first.json["tenant"]["id"]
    connection = await asyncpg.connect(ringdesk.environment["RINGDESK_DATABASE_APP_URL"])
    async with connection.transaction():
        await connection.execute(queries.BEGIN.partition("; ")[2].format(tenant_id=tenant))
        for _ in range(FACTS - 2):
            await connection.execute(
                queries.RECORD, tenant, 1, ["SignInFailed"], ['{"x": 1}'], "r", None
            )
    while await connection.fetch(queries.CARRY_OUT, 100, [], []):
        continue
    await connection.close()
    return UUID(tenant)


@pytest.fixture
async def forger(ringdesk: Ringdesk, settings: Settings) -> AsyncIterator[Forger]:
    """Above every policy, and deaf to triggers."""
    connection = await as_superuser(settings, ringdesk.owner_url)
    await connection.execute("set session_replication_role = replica")
    yield connection
    await connection.close()


def verdict(said: Said) -> dict[str, Any]:
    (found,) = said.json["tenants"]
    assert isinstance(found, dict)
    return found


async def rewrite(forger: Forger, tenant_id: UUID, *, from_seq: int) -> None:
    """What a forger does who knows how the chain is made: all hashes anew, and the head."""
    links = await forger.fetch(queries.CHAIN, tenant_id, 0, 1000)
    state = audit.first_hash(tenant_id)
    for row in links:
        state = audit.next_hash(state, tenant_id, audit.Link(*row))
        if row["seq"] >= from_seq:
            await forger.execute(
                "update events set hash = $3 where tenant_id = $1 and seq = $2",
                tenant_id, row["seq"], state,
            )  # fmt: skip
    await forger.execute("update event_heads set hash = $2 where tenant_id = $1", tenant_id, state)


@pytest.mark.usefixtures("tenant_id")
class TestAnUntouchedLog:
    async def test_it_is_intact(self, ringdesk: Ringdesk) -> None:
        said = await ringdesk("audit", "verify", "--json")
        assert (said.code, said.json["intact"]) == (0, True)
        assert (verdict(said)["state"], verdict(said)["facts"]) == ("intact", FACTS)

    async def test_it_agrees_with_an_anchor_also_later(
        self, ringdesk: Ringdesk, folder: Path
    ) -> None:
        file = folder / "anchor.json"
        assert (await ringdesk("audit", "anchor", "--out", str(file))).code == 0
        await ringdesk("tenant", "create", "Another")
        said = await ringdesk("audit", "verify", "--anchor", str(file), "--json")
        assert (said.code, said.json["intact"]) == (0, True)

    async def test_a_file_that_is_no_anchor(self, ringdesk: Ringdesk, folder: Path) -> None:
        (folder / "no-anchor.json").write_text("{}")
        said = await ringdesk("audit", "verify", "--anchor", str(folder / "no-anchor.json"))
        assert said.code == 1
        assert "Traceback" not in said.err


class TestAForgedLog:
    async def test_a_changed_row_is_named(
        self, ringdesk: Ringdesk, forger: Forger, tenant_id: UUID
    ) -> None:
        await forger.execute("update events set actor_id = 99 where seq = 7")
        said = await ringdesk("audit", "verify", "--json")
        assert (said.code, verdict(said)["state"], verdict(said)["bad_seq"]) == (3, "changed", 7)
        plain = await ringdesk("audit", "verify", "--tenant", str(tenant_id))
        assert (plain.code, "7" in plain.out, "BROKEN" in plain.out) == (3, True, True)

    @pytest.mark.usefixtures("tenant_id")
    async def test_a_deleted_row_is_named(self, ringdesk: Ringdesk, forger: Forger) -> None:
        await forger.execute("delete from events where seq = 5")
        said = await ringdesk("audit", "verify", "--json")
        assert (said.code, verdict(said)["state"], verdict(said)["bad_seq"]) == (3, "changed", 5)

    @pytest.mark.usefixtures("tenant_id")
    async def test_a_cut_tail_is_told_from_it(self, ringdesk: Ringdesk, forger: Forger) -> None:
        await forger.execute("delete from events where seq > 9")
        said = await ringdesk("audit", "verify", "--json")
        assert (said.code, verdict(said)["state"], verdict(said)["bad_seq"]) == (3, "truncated", 10)

    async def test_a_file_of_another_installation(self, ringdesk: Ringdesk, folder: Path) -> None:
        file = folder / "theirs.json"
        assert (await ringdesk("audit", "anchor", "--out", str(file))).code == 0
        theirs = json.loads(file.read_text()) | {"installation": "0123456789abcdef"}
        file.write_text(json.dumps(theirs))
        said = await ringdesk("audit", "verify", "--anchor", str(file))
        assert said.code == 1
        assert "another installation" in said.err

    async def test_a_whole_new_chain_fits_but_not_the_anchor(
        self, ringdesk: Ringdesk, forger: Forger, tenant_id: UUID, folder: Path
    ) -> None:
        file = folder / "kept-elsewhere.json"
        await ringdesk("audit", "anchor", "--out", str(file))
        await forger.execute("update events set actor_id = 99 where seq = 7")
        await rewrite(forger, tenant_id, from_seq=7)
        assert (await ringdesk("audit", "verify")).code == 0
        said = await ringdesk("audit", "verify", "--anchor", str(file), "--json")
        assert (said.code, verdict(said)["state"]) == (3, "anchor_mismatch")

    async def test_a_log_that_is_gone_is_missed_by_the_anchor(
        self, ringdesk: Ringdesk, forger: Forger, tenant_id: UUID, folder: Path
    ) -> None:
        file = folder / "all-heads.json"
        await ringdesk("audit", "anchor", "--out", str(file))
        assert json.loads(file.read_text())["heads"][str(tenant_id)]["seq"] == FACTS
        for table in ("events", "event_heads", "tenants"):
            await forger.execute(f"delete from {table}")
        said = await ringdesk("audit", "verify", "--anchor", str(file), "--json")
        assert (said.code, verdict(said)["state"]) == (3, "truncated")


class TestHeadsThatWereKept:
    async def test_are_asked_without_being_told_to(
        self, ringdesk: Ringdesk, forger: Forger, tenant_id: UUID
    ) -> None:
        """The server keeps them beside the database; here somebody did in its place."""
        given = ringdesk.environment
        kept = AnchorStore.of(
            Settings(data_dir=given["RINGDESK_DATA_DIR"], secret=given["RINGDESK_SECRET"])
        )
        row = await forger.fetchrow(queries.HEAD, tenant_id)
        assert row is not None
        heads = {str(tenant_id): Head(row["seq"], row["hash"])}
        await kept.keep(datetime.now(UTC), heads)
        assert (await ringdesk("audit", "verify")).code == 0
        await forger.execute("update events set actor_id = 99 where seq = 7")
        await rewrite(forger, tenant_id, from_seq=7)
        said = await ringdesk("audit", "verify", "--json")
        assert (said.code, verdict(said)["state"]) == (3, "anchor_mismatch")
