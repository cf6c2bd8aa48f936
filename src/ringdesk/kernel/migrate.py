"""Brings the database up to date, as its owner, one process at a time; and makes the role that
serves, which owns nothing."""

import hashlib
import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg
from alembic import command, op
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from ringdesk.kernel import queries

log = logging.getLogger(__name__)


def folder() -> Path:
    """In a checkout beside `src`, in a wheel inside the package."""
    inside = Path(__file__).parents[1] / "migrations"
    return inside if inside.exists() else Path(__file__).parents[3] / "migrations"


def run_file(revision_file: str) -> None:
    """The SQL file beside a revision, as a whole: Alembic's own way would take it apart."""
    statements = Path(revision_file).with_suffix(".sql").read_text()
    adapted: Any = op.get_bind().connection.dbapi_connection
    adapted.run_async(lambda driver: driver.execute(statements))


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(folder()))
    made.attributes["connection"] = connection
    return made


def newest_revision() -> str:
    head = ScriptDirectory.from_config(config()).get_current_head()
    if head is None:
        raise RuntimeError("There are no migrations beside the program.")
    return head


@asynccontextmanager
async def alone(owner_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """An owner's connection that holds the lock: of several processes that start, one migrates."""
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute(queries.MIGRATION_LOCK)
        yield connection
    finally:
        await connection.close()  # lets the lock go


async def present_revision(connection: "asyncpg.Connection[asyncpg.Record]") -> str | None:
    if not await connection.fetchval(queries.REVISION_TABLE_EXISTS):
        return None
    found: str | None = await connection.fetchval(queries.REVISION)
    return found


async def migrate(owner_url: str, app_role: str) -> bool:
    """Apply what is missing, then see to the rights of the role that serves. True if it changed."""
    async with alone(owner_url) as connection:
        changed = await present_revision(connection) != newest_revision()
        if changed:
            await upgrade(owner_url)
            log.info("The database is now at revision %s.", newest_revision())
        await connection.execute(queries.GRANT.format(role=app_role))
    return changed


async def upgrade(owner_url: str) -> None:
    async def connect() -> Any:  # noqa: ANN401 - asyncpg's own connection, as SQLAlchemy wants it
        return await asyncpg.connect(owner_url)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(lambda sync: command.upgrade(config(sync), "head"))
    finally:
        await engine.dispose()


async def ensure_app_role(owner_url: str, secret: bytes) -> str:
    """Make the role that serves, on a server that the owner brought; return its address.

    The password is made from the installation's secret, so that every process knows it.
    Raises asyncpg.InsufficientPrivilegeError where the owner may not make roles.
    """
    async with alone(owner_url) as connection:
        role = f"{await connection.fetchval('select current_database()')}_app"
        password = hmac.new(secret, role.encode(), hashlib.sha256).hexdigest()
        if not await connection.fetchval(queries.ROLE_EXISTS, role):
            await connection.execute(queries.CREATE_ROLE.format(role=role))
        await connection.execute(queries.SET_PASSWORD.format(role=role, password=password))
    return with_login(owner_url, role, password)


def with_login(url: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role, safe='')}:{password}@{host}"))


def role_of(url: str) -> str:
    return urlsplit(url).username or ""
