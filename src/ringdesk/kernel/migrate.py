"""Brings the database up to date, as its owner, one process at a time; and makes the role that
serves, which owns nothing.

Alembic is imported only where there is something to apply: on every other start it would cost
more than all the rest of it.
"""

import hashlib
import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from ringdesk.kernel import queries

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

log = logging.getLogger(__name__)


class DatabaseIsNewer(RuntimeError):
    """A newer program has been here; this one would not know its tables."""


class Revisions(NamedTuple):
    """`present` is None in an empty database; both are the numbers that files begin with."""

    present: str | None
    newest: str

    @property
    def missing(self) -> list[str]:
        """Names of the revisions to apply, oldest first."""
        return [name for name in revision_names() if name[:4] > (self.present or "")]


def folder() -> Path:
    """In a checkout beside `src`, in a wheel inside the package."""
    inside = Path(__file__).parents[1] / "migrations"
    return inside if inside.exists() else Path(__file__).parents[3] / "migrations"


def revision_names() -> list[str]:
    """`0001_kernel` and so on, oldest first. A test holds that Alembic sees the same chain."""
    names = sorted(file.stem for file in (folder() / "versions").glob("[0-9]*.py"))
    if not names:
        raise RuntimeError("There are no migrations beside the program.")
    return names


def newest_revision() -> str:
    return revision_names()[-1][:4]


def run_file(revision_file: str) -> None:
    """The SQL file beside a revision, as a whole: Alembic's own way would take it apart."""
    from alembic import op  # noqa: PLC0415 - see above

    statements = Path(revision_file).with_suffix(".sql").read_text()
    adapted: Any = op.get_bind().connection.dbapi_connection
    adapted.run_async(lambda driver: driver.execute(statements))


def config(connection: "Connection | None" = None) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see above

    made = Config()
    made.set_main_option("script_location", str(folder()))
    made.attributes["connection"] = connection
    return made


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


async def revisions(connection: "asyncpg.Connection[asyncpg.Record]") -> Revisions:
    return Revisions(await present_revision(connection), newest_revision())


async def migrate(owner_url: str, app_role: str) -> list[str]:
    """Apply what is missing, then see to the rights of the role that serves. What was applied.

    Raises DatabaseIsNewer rather than serve from tables that it does not know."""
    async with alone(owner_url) as connection:
        found = await revisions(connection)
        if (found.present or "") > found.newest:
            raise DatabaseIsNewer(
                f"The database is at revision {found.present}, this program knows {found.newest}: "
                "install the newer version again."
            )
        if found.missing:
            await upgrade(owner_url)
            log.info("The database is now at revision %s.", found.newest)
        await connection.execute(queries.GRANT.format(role=app_role))
    return found.missing


async def upgrade(owner_url: str) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    async def connect() -> Any:  # noqa: ANN401 - asyncpg's own connection, as SQLAlchemy wants it
        return await asyncpg.connect(owner_url)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(lambda sync: command.upgrade(config(sync), "head"))
    finally:
        await engine.dispose()


def app_login(database: str, secret: bytes) -> tuple[str, str]:
    """The role that serves and its password, made from the installation's secret, so that every
    process knows it."""
    role = f"{database}_app"
    return role, hmac.new(secret, role.encode(), hashlib.sha256).hexdigest()


async def ensure_app_role(owner_url: str, secret: bytes) -> str:
    """Make the role that serves, on a server that the owner brought; return its address.

    Raises asyncpg.InsufficientPrivilegeError where the owner may not make roles.
    """
    async with alone(owner_url) as connection:
        role, password = app_login(await connection.fetchval(queries.CURRENT_DATABASE), secret)
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
