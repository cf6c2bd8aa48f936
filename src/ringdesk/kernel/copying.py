"""Many rows on their way to the database."""

from collections.abc import AsyncIterator

COPIED_AT_ONCE = 64 * 1024


async def in_pieces(rows: bytes) -> AsyncIterator[bytes]:
    """asyncpg would take half a megabyte at once, and a process that copies for minutes grow by
    that a hundred times over: what is as long is never given back from where it was."""
    for start in range(0, len(rows), COPIED_AT_ONCE):
        yield rows[start : start + COPIED_AT_ONCE]
