"""Which database: the one that was brought, or the embedded one; up to date, and as the role that
serves. One page, because `serve`, `worker`, the command line and the tests all begin here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from ringdesk.kernel.embedded import postgres
from ringdesk.kernel.migrate import ensure_app_role, migrate, role_of
from ringdesk.kernel.settings import Settings


class Urls(NamedTuple):
    owner: str
    app: str


@asynccontextmanager
async def prepared(settings: Settings, **server: str) -> AsyncIterator[Urls]:
    """The addresses for owner and program, for as long as the block runs.

    `server`: settings for the embedded server.
    """
    if settings.database_url:
        yield await up_to_date(settings, settings.database_url)
        return
    async with postgres(settings.folder / "postgres", **server) as owner_url:
        yield await up_to_date(settings, owner_url)


async def up_to_date(settings: Settings, owner_url: str) -> Urls:
    app_url = settings.database_app_url
    if not app_url:
        app_url = await ensure_app_role(owner_url, settings.secret_key())
    await migrate(owner_url, role_of(app_url))
    return Urls(owner_url, app_url)
