"""The pool, and the refusal to start with a role that row-level security would not hold."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

import asyncpg

from ringdesk.kernel import queries

Connection: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"

SESSION = {
    "application_name": "ringdesk",
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",
    "timezone": "UTC",
}


class UnsafeDatabaseRole(RuntimeError):
    pass


async def nothing_to_reset(_: object) -> None:
    """Work alone holds connections, and what it sets ends with its transaction: save the trip."""


class Database:
    def __init__(self, url: str, *, size: int = 16) -> None:
        self._url, self._size = url, size
        self.pool: asyncpg.Pool[asyncpg.Record]

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Opened here, not at import: a pool belongs to the event loop that made it."""
        async with asyncpg.create_pool(
            self._url, min_size=min(2, self._size), max_size=self._size,
            reset=nothing_to_reset, server_settings=SESSION,
        ) as self.pool:  # fmt: skip
            await self._refuse_unsafe_role()
            yield

    async def _refuse_unsafe_role(self) -> None:
        faults = [row["fault"] for row in await self.pool.fetch(queries.FAULTS_OF_OUR_ROLE)]
        if faults:
            raise UnsafeDatabaseRole(f"Our database role {' and '.join(faults)}.")
