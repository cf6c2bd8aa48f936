import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from alembic import command

from ringdesk.kernel import migrate
from ringdesk.kernel.database import Urls, up_to_date
from ringdesk.kernel.settings import Settings
from tests.houses import empty_database

pytestmark = pytest.mark.anyio

SHAPE = """
select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
  || coalesce(column_default, '') from information_schema.columns where table_schema = 'public'
union all select indexdef from pg_indexes where schemaname = 'public'
union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
  where connamespace = 'public'::regnamespace
union all select tablename || ' ' || policyname || ' ' || coalesce(qual, '')
  || coalesce(with_check, '')
  from pg_policies where schemaname = 'public'
union all select pg_get_functiondef(oid) from pg_proc
  where pronamespace = 'public'::regnamespace and prokind <> 'a'
order by 1
"""


@pytest.fixture
async def owner_url(settings: Settings, database: Urls) -> AsyncIterator[str]:
    async with empty_database(settings, database.owner) as url:
        yield url


@pytest.fixture
async def second_owner_url(settings: Settings, database: Urls) -> AsyncIterator[str]:
    async with empty_database(settings, database.owner) as url:
        yield url


async def shape_of(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row[0] for row in await connection.fetch(SHAPE)]
    finally:
        await connection.close()


async def upgrade_to(url: str, revision: str) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415

    async def connect() -> object:
        return await asyncpg.connect(url)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect)
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(migrate.config(sync), revision))
    await engine.dispose()


class TestUpgrading:
    async def test_step_by_step_leads_to_the_same_as_at_once(
        self, settings: Settings, owner_url: str, second_owner_url: str
    ) -> None:
        revisions = sorted(path.stem[:4] for path in (migrate.folder() / "versions").glob("0*.py"))
        assert len(revisions) >= 6 and revisions[0] == "0001"
        for _ in revisions:
            await upgrade_to(owner_url, "+1")
        await up_to_date(settings, owner_url)
        await up_to_date(settings, second_owner_url)
        first, second = await shape_of(owner_url), await shape_of(second_owner_url)
        assert first == second and len(first) > 200

    async def test_again_changes_nothing(self, settings: Settings, owner_url: str) -> None:
        urls = await up_to_date(settings, owner_url)
        before = await shape_of(owner_url)
        assert not await migrate.migrate(urls.owner, migrate.role_of(urls.app))
        assert await shape_of(owner_url) == before

    async def test_by_several_processes_at_once_happens_once(
        self, settings: Settings, owner_url: str
    ) -> None:
        urls = await asyncio.gather(*(up_to_date(settings, owner_url) for _ in range(4)))
        assert len({one.app for one in urls}) == 1
        connection = await asyncpg.connect(urls[0].app)
        await connection.close()

    async def test_that_fails_leaves_the_database_as_it_was(
        self, settings: Settings, owner_url: str
    ) -> None:
        connection = await asyncpg.connect(owner_url)
        await connection.execute("create table saved_views (in_the_way int)")
        await connection.close()
        before = await shape_of(owner_url)
        with pytest.raises(Exception, match="saved_views"):
            await up_to_date(settings, owner_url)
        assert await shape_of(owner_url) == before


class TestARoleOfItsOwn:
    async def test_may_serve_what_comes_later_too(self, settings: Settings, owner_url: str) -> None:
        """Rights are given after every upgrade, also for tables that are new in it."""
        urls = await up_to_date(settings, owner_url)
        app = await asyncpg.connect(urls.app)
        tables = await app.fetch(
            "select tablename from pg_tables where schemaname = 'public'"
            " and tablename <> 'alembic_version'"
        )
        for (table,) in tables:
            assert await app.fetchval(f"select count(*) from {table}") == 0
        await app.close()

    async def test_can_not_be_guessed_from_outside(
        self, settings: Settings, owner_url: str
    ) -> None:
        urls = await up_to_date(settings, owner_url)
        wrong = migrate.with_login(urls.owner, migrate.role_of(urls.app), "0" * 64)
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(wrong)
