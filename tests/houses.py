"""More houses than the one that all tests share: with other settings, or on an empty database."""

import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg
from httpx import AsyncClient
from msgspec.structs import replace

from ringdesk.kernel.database import Urls, up_to_date
from ringdesk.kernel.settings import Settings
from ringdesk.serving import server_for
from ringdesk.wiring import House, build
from tests.conftest import serving


@dataclass(frozen=True)
class OpenHouse:
    house: House
    settings: Settings
    client: AsyncClient

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"


@asynccontextmanager
async def open_house(
    settings: Settings, app_url: str, *, on: str | None = None, **changes: Any
) -> AsyncIterator[OpenHouse]:
    """A server of its own. `on`: the host it believes to be bound to (it never is elsewhere)."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    bound = replace(settings, port=port, **changes)
    believed = bound if on is None else replace(bound, host=on)
    house = build(believed, app_url)
    async with serving(server_for(house, bound)), AsyncClient(base_url=bound.address) as client:
        yield OpenHouse(house, bound, client)


async def as_superuser(settings: Settings, owner_url: str) -> "asyncpg.Connection[asyncpg.Record]":
    """On the embedded server its first user; on a brought one the owner must do."""
    password = Path(settings.folder) / "postgres" / "password"
    if settings.database_url or not password.exists():
        return await asyncpg.connect(owner_url)
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    login = f"postgres:{quote(password.read_text())}@{host}"
    return await asyncpg.connect(urlunsplit(parts._replace(netloc=login)))


@asynccontextmanager
async def empty_database(settings: Settings, owner_url: str) -> AsyncIterator[str]:
    """The owner's address of a database in which nothing is yet, not even tables."""
    name = f"test_{secrets.token_hex(6)}"
    owner = urlsplit(owner_url).username
    admin = await as_superuser(settings, owner_url)
    await admin.execute(f'create database {name} owner "{owner}"')
    try:
        yield urlunsplit(urlsplit(owner_url)._replace(path=f"/{name}"))
    finally:
        await admin.execute(f"drop database {name} with (force)")
        await admin.execute(f"drop role if exists {name}_app")
        await admin.close()


@asynccontextmanager
async def fresh_installation(settings: Settings, owner_url: str) -> AsyncIterator[Urls]:
    """A database as a newcomer has it: all tables, nobody there."""
    async with empty_database(settings, owner_url) as url:
        yield await up_to_date(settings, url)
