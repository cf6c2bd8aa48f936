"""The database we serve from, and the refusal to start with a role that row-level security would
not hold."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ringdesk.kernel import queries
from ringdesk.kernel.connections import Connection, Connections

SESSION = {
    "application_name": "ringdesk",
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",
    "timezone": "UTC",
    "standard_conforming_strings": "on",  # literals are written for it: kernel.literals
}

__all__ = ["Connection", "Database", "UnsafeDatabaseRole"]


class UnsafeDatabaseRole(RuntimeError):
    pass


class Database:
    def __init__(self, url: str, *, size: int = 16) -> None:
        self._url, self._size = url, size
        self.connections: Connections

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Opened here, not at import: connections belong to the event loop that made them."""
        self.connections = Connections(self._url, size=self._size, session=SESSION)
        watching = asyncio.create_task(self.connections.watch())
        try:
            await self._refuse_unsafe_role()
            yield
        finally:
            watching.cancel()
            await self.connections.close()

    async def _refuse_unsafe_role(self) -> None:
        connection = await self.connections.take()
        try:
            faults = [row["fault"] for row in await connection.fetch(queries.FAULTS_OF_OUR_ROLE)]
        finally:
            self.connections.give(connection)
        if faults:
            raise UnsafeDatabaseRole(f"Our database role {' and '.join(faults)}.")
