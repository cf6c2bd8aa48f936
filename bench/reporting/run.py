"""Do dashboards, trends and reports cost more where more happened? And is a file of a million rows
written in the memory of a small one?

    python -m bench.reporting.run [--quick] [--facts N] [--rows N] [--json FILE]

Two installations that differ in nothing but how much is in them: 100,000 and 10,000,000 facts of
one tenant over two years, 50 agents, 20 campaigns, a zone with summer time. Through the product's
own acts, as the role that row-level security holds.
"""

import argparse
import asyncio
import gc
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import psutil

from bench.ground.report import Verdict, conditions, table, table_of_verdicts
from bench.reporting.facts import DAYS, TENANT, facts
from ringdesk.domains import analytics, reporting
from ringdesk.kernel.work import Actor, Office, Work

SAME, FLAT_MB = 1.3, 40.0
LINEAR = 14  # times as long at most for ten times the rows
TODAY = datetime.now(UTC).date()
ADMIN = Actor(
    id=1, tenant_id=TENANT, role="admin",
    scopes=frozenset({"analytics:read", "leads:read", "calls:read", "tickets:read"}),
)  # fmt: skip
Act = Callable[[Work], Awaitable[object]]


def since(days: int) -> date:
    return TODAY - timedelta(days=days - 1)


ACTS: dict[str, Act] = {
    "dashboard of tickets": analytics.overview,
    "dashboard of calls": analytics.calling_dashboard,
    "trend, leads, 30 days": lambda w: reporting.trend(w, metric="leads", start=since(30)),
    "trend, answer rate, 30 days":
        lambda w: reporting.trend(w, metric="answer_rate", start=since(30)),
    "trend, calls, a year": lambda w: reporting.trend(w, metric="calls", start=since(365)),
    "leads by source, ever":
        lambda w: reporting.distribution(w, metric="lead_source_distribution", filters={}),
    "report of agents, a month":
        lambda w: reporting.draw_up(w, reporting.Wanted("agent_performance", since(30))),
    "report of sources, a quarter":
        lambda w: reporting.draw_up(w, reporting.Wanted("lead_source", since(90))),
}  # fmt: skip


class Took(msgspec.Struct):
    act: str
    facts: int
    p50_ms: float
    p95_ms: float


async def times(office: Office, act: Act, rounds: int) -> list[float]:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        async with office.open(ADMIN) as work:
            await act(work)
        took.append((time.perf_counter() - began) * 1000)
    return took


async def measure(offices: dict[int, Office], rounds: int) -> list[Took]:
    """Turn about, so that a busy moment of the machine falls on both."""
    found = []
    for name, act in ACTS.items():
        took: dict[int, list[float]] = {size: [] for size in offices}
        for office in offices.values():
            await times(office, act, 5)
        for _ in range(5):
            for size, office in offices.items():
                took[size] += await times(office, act, rounds // 5)
        for size in offices:
            cuts = statistics.quantiles(took[size], n=20)
            found.append(Took(name, size, round(cuts[9], 2), round(cuts[18], 2)))
    return found


async def written(
    office: Office, form: reporting.DataFormat, days: int
) -> tuple[int, float, float]:
    """Bytes, seconds, and by how many MB the process grew on the way, at most."""
    gc.collect()
    process = psutil.Process()
    before, most, size = process.memory_info().rss, 0, 0
    began = time.perf_counter()
    _, pieces = await reporting.export_rows(
        office, ADMIN, dataset="leads", format=form, start=since(days)
    )
    async for piece in taken(pieces):
        size += len(piece)
        most = max(most, process.memory_info().rss - before)
    return size, time.perf_counter() - began, most / 2**20


async def taken(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for piece in pieces:
        yield piece


async def exports(office: Office, rows: int, of: int) -> list[tuple[str, ...]]:
    """A tenth of the rows first, then all: memory must not follow."""
    lines = []
    every = min(DAYS, max(10, round(DAYS * rows / (of * 0.3))))
    for form in ("csv", "json", "parquet"):
        seconds = []
        for days in (every // 10, every):
            size, took, grew = await written(office, form, days)
            seconds.append(took)
            lines.append((
                form, f"{round(of * 0.3 * days / DAYS):,}", f"{size / 2**20:.1f}",
                f"{took:.1f}", f"{grew:.1f}", "flat" if grew <= FLAT_MB else "GROWS",
                "as many" if seconds[-1] <= LINEAR * seconds[0] else "SLOWER, the more",
            ))  # fmt: skip
    return lines


def verdicts(found: list[Took], sizes: tuple[int, int]) -> list[Verdict]:
    p95 = {(one.act, one.facts): one.p95_ms for one in found}
    what = f"p95, {sizes[1]:,} / {sizes[0]:,}"
    return [
        Verdict(act, what, p95[act, sizes[1]] / p95[act, sizes[0]], SAME) for act in ACTS
    ]  # fmt: skip


async def run(args: argparse.Namespace) -> list[Took]:
    sizes = (args.facts, args.facts * args.times)
    async with AsyncExitStack() as stack:
        offices = {size: await stack.enter_async_context(facts(size)) for size in sizes}
        found = await measure(offices, args.rounds)
        print(table(("act", "facts", "p50 ms", "p95 ms"),
                    [(t.act, f"{t.facts:,}", t.p50_ms, t.p95_ms) for t in found]))  # fmt: skip
        print()
        print(table_of_verdicts(verdicts(found, sizes)))
        print("\nRows as files; MB by which the process grew at most:\n")
        office = offices[sizes[1]]
        lines = await exports(office, args.rows, sizes[1])
        print(
            table(("form", "rows, about", "MB", "s", "grew by MB", "", "rows a second"), lines),
            flush=True,
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small and short: does it run?")
    parser.add_argument("--facts", type=int, default=100_000, help="of the smaller one")
    parser.add_argument("--times", type=int, default=100, help="how much more the larger one has")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the file")
    parser.add_argument("--rounds", type=int, default=200, help="of each act")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures, for a program")
    args = parser.parse_args()
    if args.quick:
        args.facts, args.times, args.rows, args.rounds = 5_000, 20, 20_000, 40
    print(f"# Reporting: {args.facts:,} and {args.facts * args.times:,} facts")
    print(conditions(), flush=True)
    found = asyncio.run(run(args))
    if args.json:
        args.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))


if __name__ == "__main__":
    main()
