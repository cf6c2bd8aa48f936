"""Imports of nothing: a file of a million rows of which none can be taken.

    python -m bench.imports.bad [--rows N] [--quick]

Nine ways to be wrong, one after another. The dry run and the commit have to count all, keep the
first thousand and bring nothing in; the error file has to hold every row.
"""

import argparse
import asyncio
from pathlib import Path
from random import Random
from uuid import uuid4

from msgspec import Struct

from bench.ground.database import SECRET
from bench.ground.report import conditions, table
from bench.imports.run import HEADER, MOST_MB, database, pieces_slowly
from bench.imports.watch import Stage, timed
from ringdesk.domains.leads import imports
from ringdesk.domains.leads.imports.working import Ticket
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office

FAULTS_KEPT = 1000
LEADS = "select count(*) from leads where tenant_id = $1"
WRONG = (
    b"none %d,Ann,,,,,\n",  # no number
    b",Bob %d,,,,,\n",  # neither a number nor an address
    b"+1212%07d,Cem,no address,,,,\n",
    b"+1415%07d,Dan,,some day,,,\n",  # no priority
    b'=cmd|%d!A0,"=1+1",,,,,\n',  # a formula
    b"+1312%07d,a,b,c,d,e,f,g\n",  # more cells than columns
    b"+1617%07d,\x00,,,,,\n",
    b"+1202%07d,\x81a\x8d,,,,,\n",  # no letters in the encoding that the file is taken for
    b"12345678901234567890%d,Eve,,,,,\n",  # too long for any plan
)


class Found(Struct):
    stages: list[Stage]
    totals: imports.Counts
    kept: int
    leads: int
    told: int  # rows of the error file
    told_bytes: int


def write_file(path: Path, rows: int) -> int:
    """How many bytes it has."""
    chance = Random(5)
    with path.open("wb") as file:
        file.write(",".join(HEADER).encode() + b"\n")
        file.writelines(WRONG[n % len(WRONG)] % chance.randrange(10**6) for n in range(rows))
    return path.stat().st_size


async def measured(app_url: str, home: Path, path: Path, rows: int) -> Found:
    tenant = uuid4()
    actor = Actor(id=1, tenant_id=tenant, role="admin", scopes=frozenset({"*"}))
    storage = Storage.of(Settings(data_dir=str(home), secret=SECRET))
    base = Database(app_url, size=4)
    told = told_bytes = 0
    async with base.connected():
        office = Office(base, Registry())
        lanes = imports.Importing(office, storage)
        async with office.open(actor) as work:
            made = await imports.upload(
                work, storage, name=path.name, pieces=pieces_slowly(path), most_bytes=1 << 31
            )

        async def act(verb: str) -> None:
            async with office.open(actor) as work:
                await getattr(imports, verb)(work, import_id=made.id)
            await lanes.carry_out(Ticket(tenant, made.id))

        async def errors() -> None:
            nonlocal told, told_bytes
            async with office.open(actor) as work:
                _, bodies = await imports.faulty_file(work, storage, import_id=made.id)
            async for body in bodies:
                told += body.count(b"\r\n")
                told_bytes += len(body)

        stages = [
            await timed("dry run", rows, act("check")),
            await timed("commit", rows, act("bring_in")),
            await timed("error file", rows, errors()),
        ]
        async with office.open(actor) as work:
            found = await imports.get(work, import_id=made.id)
            leads = await work.value(int, LEADS) or 0
    return Found(stages, found.totals, len(found.first_faults), leads, told - 1, told_bytes)


def shown(stage: Stage) -> tuple[str, ...]:
    return (
        stage.name, f"{stage.seconds:.1f}", f"{stage.rows / stage.seconds:,.0f}",
        f"{stage.cpu_s / stage.rows * 1e6:.1f}", f"{stage.peak_mb:.0f}", f"{stage.loop_p99_ms:.1f}",
    )  # fmt: skip


async def main(rows: int) -> int:
    print(f"# Imports: a file of {rows:,} rows, all wrong\n{conditions()}", flush=True)
    async with database() as (_, app_url, home):
        path = home / "leads.csv"
        print(f"{write_file(path, rows) / 1e6:.0f} MB", flush=True)
        found = await measured(app_url, home, path, rows)
    heads = ("", "s", "rows/s", "CPU µs/row", "MB", "loop late, p99 ms")
    print(table(heads, [shown(one) for one in found.stages]))
    peak = max(one.peak_mb for one in found.stages)
    aims = [
        ("every row is counted", f"{found.totals.errors:,}", found.totals.errors == rows),
        ("the first are kept", f"{found.kept:,}", found.kept == min(rows, FAULTS_KEPT)),
        ("the error file has all", f"{found.told:,} ({found.told_bytes / 1e6:.0f} MB)",
         found.told == rows),
        ("nothing came in", f"{found.leads}", found.leads == 0 and found.totals.new == 0),
        (f"memory below {MOST_MB} MB", f"{peak:.0f}", peak < MOST_MB),
    ]  # fmt: skip
    print(table(("aim", "is", ""), [(a, b, "held" if c else "MISSED") for a, b, c in aims]))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="few rows: does it run?")
    given = parser.parse_args()
    raise SystemExit(asyncio.run(main(20_000 if given.quick else given.rows)))
