"""Wait until an installation has nothing left to do but to answer.

A server that starts on freshly loaded rows has work of its own: the marks that each new ticket left
are folded into the numbers (ADR 30), a minute and more of one processor's time for a million, and
every nightly chore is due at once. None of it belongs to a list, and it grows with what was loaded.
"""

import asyncio
import time

import asyncpg

from bench.ground.database import Loaded, checkpoint
from bench.ground.servers import cpu_us

WINDOW_S = 7.0  # longer than the five seconds between two foldings
AT_REST = 0.03  # of one processor; the schedules that only look take a hundredth
LONGEST_S = 900.0
MARKS_LEFT = "select exists (select from ticket_marks)"  # the owner sees those of all tenants


async def at_rest(db: Loaded, owner: asyncpg.Connection) -> tuple[float, float]:
    """How long it took in seconds, and what PostgreSQL then spends with nobody asking, as a part of
    one processor. TimeoutError where it finds no rest."""
    began = time.monotonic()
    async with asyncio.timeout(LONGEST_S):
        while await spent(db) > AT_REST or await owner.fetchval(MARKS_LEFT):
            pass  # asking is waiting, too
        took = time.monotonic() - began
        await owner.execute("vacuum analyze")  # autovacuum would by now, where it is on
        await checkpoint(db.owner_url, db.home)
        return took, await spent(db)


async def spent(db: Loaded) -> float:
    """By all of PostgreSQL's processes, over one window."""
    before = cpu_us(db.postmaster)
    await asyncio.sleep(WINDOW_S)
    return (cpu_us(db.postmaster) - before) / WINDOW_S / 1e6
