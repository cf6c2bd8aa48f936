"""Imports of leads: a file of a million rows, beside bare COPY of the same file in the same run.

    python -m bench.imports.run [--rows N] [--quick]

The product's own way: the file is read in a process of its own, checked in a dry run, committed by
COPY into a staging table and one merge per batch, as the role that row-level security holds, with
fsync on. Beside it: the file copied as it is into a table of texts without a key (`bare`), and
finished rows copied into a table with all of the leads' columns, indexes and checks (`indexed`):
nothing reads them, compares them, finds their zones, keeps the words and the numbers of leads.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from random import Random
from uuid import uuid4

import asyncpg

from bench.ground.database import SECRET, checkpoint
from bench.ground.places import cache
from bench.ground.report import conditions, table
from bench.imports.ready import HEADER, LEADS_COLUMNS, pieces
from bench.imports.watch import Stage, timed
from ringdesk.domains.leads import imports
from ringdesk.domains.leads.imports.working import Ticket
from ringdesk.kernel.database import up_to_date
from ringdesk.kernel.db import Database
from ringdesk.kernel.embedded import postgres
from ringdesk.kernel.events import Registry
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office

AREAS = (212, 415, 312, 617, 202, 305, 713, 206, 602, 303)
LEAST_SHARE, MOST_MB, MOST_GROWN_MB = 0.25, 300, 15


def row(n: int, chance: Random) -> str:
    """Every hundredth row is wrong; every fiftieth stood before."""
    at = n - 7 if n % 50 == 49 else n
    phone = f"+1{AREAS[at % 10]}{2_000_000 + at // 10 * 7 % 7_900_000:07d}"
    if n % 100 == 13:
        phone = "none"
    priority = ("high", "medium", "low", "")[n % 4]
    return (
        f'{phone},Lead {chance.randrange(10**6)} Smith,lead{n}@example.org,{priority},"a,b",'
        f"Company {n % 5000},City {n % 300}\n"
    )


def write_file(path: Path, rows: int) -> int:
    """How many bytes it has."""
    chance = Random(4)
    with path.open("w") as file:
        file.write(",".join(HEADER) + "\n")
        file.writelines(row(n, chance) for n in range(rows))
    return path.stat().st_size


async def pieces_slowly(path: Path) -> AsyncIterator[bytes]:
    for piece in pieces(path):
        yield piece


async def bare(owner_url: str, path: Path, rows: int) -> Stage:
    owner = await asyncpg.connect(owner_url)
    try:
        await owner.execute("drop table if exists bare_leads")
        columns = ", ".join(f"{name} text" for name in HEADER)
        await owner.execute(f"create table bare_leads ({columns})")
        copying = owner.copy_to_table(
            "bare_leads", source=pieces_slowly(path), format="csv", header=True
        )
        stage = await timed("bare COPY", rows, copying)
        await owner.execute("drop table bare_leads")
        return stage
    finally:
        await owner.close()


async def indexed(owner_url: str, path: Path, rows: int) -> Stage:
    """The rows are made ready before the clock starts, duplicates taken out."""
    ready = path.parent / "ready.copy"
    count = await made_ready(path, ready)
    owner = await asyncpg.connect(owner_url)
    try:
        await owner.execute("drop table if exists indexed_leads")
        await owner.execute("create table indexed_leads (like leads including all)")
        copying = owner.copy_to_table(
            "indexed_leads", source=pieces_slowly(ready), columns=list(LEADS_COLUMNS)
        )
        stage = await timed("COPY with the leads' indexes", count, copying)
        await owner.execute("drop table indexed_leads")
        return stage
    finally:
        await owner.close()
        await asyncio.to_thread(ready.unlink)


async def made_ready(path: Path, ready: Path) -> int:
    command = (sys.executable, "-m", "bench.imports.ready", str(path), str(ready))
    making = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said, _ = await making.communicate()
    return int(said)


async def ours(app_url: str, home: Path, path: Path, rows: int) -> list[Stage]:
    tenant = uuid4()
    actor = Actor(id=1, tenant_id=tenant, role="admin", scopes=frozenset({"*"}))
    storage = Storage.of(Settings(data_dir=str(home), secret=SECRET))
    base = Database(app_url, size=4)
    stages = []
    async with base.connected():
        office = Office(base, Registry())
        lanes = imports.Importing(office, storage)
        import_id = 0

        async def upload() -> None:
            nonlocal import_id
            async with office.open(actor) as work:
                made = await imports.upload(
                    work, storage, name=path.name, pieces=pieces_slowly(path), most_bytes=1 << 31
                )
                import_id = made.id

        async def act(verb: str) -> None:
            async with office.open(actor) as work:
                await getattr(imports, verb)(work, import_id=import_id)
            await lanes.carry_out(Ticket(tenant, import_id))
            async with office.open(actor) as work:
                found = await imports.get(work, import_id=import_id)
            if found.state == "failed":
                raise RuntimeError(found.problem)
            print(f"{verb}: {found.totals}", flush=True)

        stages.append(await timed("upload", rows, upload()))
        stages.append(await timed("dry run", rows, act("check")))
        stages.append(await timed("commit", rows, act("bring_in")))
        stages.append(await timed("undo", rows, act("undo")))
    return stages


@contextmanager
def folder() -> Iterator[Path]:
    """The database's own user must get in."""
    with tempfile.TemporaryDirectory(dir=cache(), prefix="imports-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@asynccontextmanager
async def database() -> AsyncIterator[tuple[str, str, Path]]:
    with folder() as home:
        async with postgres(home / "postgres") as owner_url:
            urls = await up_to_date(Settings(data_dir=str(home), secret=SECRET), owner_url)
            await checkpoint(owner_url, home)
            yield urls.owner, urls.app, home


def shown(stage: Stage, base: float) -> tuple[str, ...]:
    rate = stage.rows / stage.seconds
    return (
        stage.name, f"{stage.seconds:.1f}", f"{rate:,.0f}", f"{rate / base:.2f}",
        f"{stage.cpu_s / stage.rows * 1e6:.1f}", f"{stage.peak_mb:.0f}", f"{stage.loop_p99_ms:.1f}",
    )  # fmt: skip


async def main(rows: int) -> int:
    print(f"# Imports: a file of {rows:,} rows\n{conditions()}", flush=True)
    async with database() as (owner_url, app_url, home):
        path = home / "leads.csv"
        print(f"{write_file(path, rows) / 1e6:.0f} MB", flush=True)
        plain = await bare(owner_url, path, rows)
        full = await indexed(owner_url, path, rows)
        stages = await ours(app_url, home, path, rows)
    base = plain.rows / plain.seconds
    heads = ("", "s", "rows/s", "of bare COPY", "CPU µs/row", "MB", "loop late, p99 ms")
    print(table(heads, [shown(stage, base) for stage in (plain, full, *stages)]))
    commit = next(stage for stage in stages if stage.name == "commit")
    peak = max(stage.peak_mb for stage in stages)
    grown = max(stage.peak_mb - stage.early_mb for stage in stages if stage.name != "upload")
    rate, beside = commit.rows / commit.seconds, full.rows / full.seconds
    verdicts = [
        ("commit beside bare COPY", f"{rate / base:.2f}", rate / base >= LEAST_SHARE),
        ("commit beside COPY with the same indexes", f"{rate / beside:.2f}",
         rate / beside >= LEAST_SHARE),
        (f"memory below {MOST_MB} MB", f"{peak:.0f}", peak < MOST_MB),
        (f"no more than {MOST_GROWN_MB} MB of it after the first fifth", f"{grown:.0f}",
         grown < MOST_GROWN_MB),
    ]  # fmt: skip
    print(table(("aim", "is", ""), [(a, b, "held" if c else "MISSED") for a, b, c in verdicts]))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="few rows: does it run?")
    given = parser.parse_args()
    raise SystemExit(asyncio.run(main(20_000 if given.quick else given.rows)))
