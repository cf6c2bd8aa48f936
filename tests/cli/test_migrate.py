import asyncpg
import pytest
from alembic.script import ScriptDirectory

from ringdesk.kernel import migrate
from tests.cli.conftest import Ringdesk

pytestmark = pytest.mark.anyio


class TestMigrate:
    async def test_a_check_tells_what_is_missing_and_changes_nothing(
        self, newcomer: Ringdesk
    ) -> None:
        for _ in range(2):
            said = await newcomer("migrate", "--check", "--json")
            assert said.code == 1
            assert said.json["missing"] == migrate.revision_names()
            assert said.json["revision"] is None

    async def test_it_applies_what_is_missing_and_says_what(self, newcomer: Ringdesk) -> None:
        first = await newcomer("migrate", "--json")
        assert (first.code, first.json["applied"]) == (0, migrate.revision_names())
        again = await newcomer("migrate", "--json")
        assert (again.code, again.json["applied"]) == (0, [])
        assert (await newcomer("migrate", "--check")).code == 0

    async def test_a_newer_database_is_refused(self, ringdesk: Ringdesk) -> None:
        connection = await asyncpg.connect(ringdesk.owner_url)
        await connection.execute("update alembic_version set version_num = '9999'")
        await connection.close()
        said = await ringdesk("migrate")
        assert said.code == 4
        assert "9999" in said.err


def test_file_names_tell_the_chain_that_alembic_walks() -> None:
    chain = ScriptDirectory.from_config(migrate.config())
    walked = [one.revision for one in chain.walk_revisions()][::-1]
    assert walked == [name[:4] for name in migrate.revision_names()]
    assert chain.get_heads() == [migrate.newest_revision()]
