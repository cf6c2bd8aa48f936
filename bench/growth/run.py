"""Does a list cost more where there is more? Ringdesk with 100,000 and with 1,000,000 tickets.

    python -m bench.growth.run [--quick] [--json FILE]

Two installations side by side that differ in nothing but how much is in them, each at rest before
anybody is asked. Beside the server's figures: the statements alone (pgbench), and how PostgreSQL
carries them out under the policies.
"""

import argparse
import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import msgspec

from bench.ground.at_rest import at_rest
from bench.ground.data import Size, agent_of, tenant_id
from bench.ground.database import Loaded, drained, loaded
from bench.ground.report import Figures, Verdict, conditions, table_of, table_of_verdicts
from bench.ground.rounds import Row, side_by_side
from bench.rest.pgbench import PgbenchRow
from bench.rest.rows import product_is_there, ringdesk
from bench.rest.statements import ALL, SESSION

ACTS = ("list", "newest", "get")
SAME = 1.3


async def measure(args: argparse.Namespace) -> list[Figures]:
    print(f"# Growth: {args.tickets:,} and {args.tickets * 10:,} tickets in {args.tenants} tenants")
    print(conditions(), flush=True)
    async with AsyncExitStack() as stack:
        rows: list[Row] = []
        loads: list[tuple[Loaded, asyncpg.Connection]] = []
        for place, tickets in enumerate((args.tickets, args.tickets * 10)):
            size = Size(tickets, tickets, args.tenants)
            # Nothing is written here, and a vacuum of one would be taken for the cost of a list.
            db = await stack.enter_async_context(loaded(size, autovacuum="off"))
            owner = await asyncpg.connect(db.owner_url)
            stack.push_async_callback(owner.close)
            loads.append((db, owner))
            rows.append(PgbenchRow(db, name=f"SQL alone, {tickets:,}"))
            if product_is_there():
                rows.append(stack.enter_context(ringdesk(
                    db, lambda owner=owner: drained(owner), port=8731 + place,
                    name=f"Ringdesk, {tickets:,}",
                )))  # fmt: skip
        for db, owner in loads if product_is_there() else ():
            took, resting = await at_rest(db, owner)
            print(f"{db.size.tickets:,} tickets: at rest after {took:.0f} s; with nobody asking, "
                  f"PostgreSQL spends {resting:.1%} of a processor.", flush=True)  # fmt: skip
        await explain(loads[-1][0])
        return await side_by_side(rows, ACTS, rounds=args.rounds, seconds=args.seconds)


async def explain(db: Loaded) -> None:
    """How the larger one is asked, as the role that serves and under row-level security."""
    connection = await asyncpg.connect(db.app_url, server_settings=SESSION)
    tenant = tenant_id(1)
    asked = {
        "list (status)": ("list", True, "resolved", 50, 0),
        "newest (no filter)": ("newest", True, 50, 0),
        "assigned to one": ("assigned", True, agent_of(1), 50, 0),
        "get": ("get", True, db.size.tenants + 2),
        "its messages": ("messages", db.size.tenants + 2, True, 500, 0),
    }
    try:
        await connection.execute(ALL["begin"].format(tenant_id=tenant))
        for title, (name, *values) in asked.items():
            for _ in range(2):  # the first run warms
                plan = await connection.fetch(
                    f"explain (analyze, buffers, costs off, timing off) {ALL[name]}",
                    tenant,
                    *values,
                )
            print(f"\n## EXPLAIN {title}, {db.size.tickets:,} tickets")
            print("\n".join(row[0] for row in plan))
        await connection.execute("rollback")
    finally:
        await connection.close()


def verdicts(found: list[Figures], small: int) -> list[Verdict]:
    """All that a request costs, server and database, at ten times the size over at the size."""
    cost = {(f.act, f.row): f.cpu_us + f.database_us for f in found}
    return [
        Verdict(act, f"{row}: {small * 10:,} / {small:,}",
                cost[act, f"{row}, {small * 10:,}"] / cost[act, f"{row}, {small:,}"], SAME)
        for act in ACTS
        for row in ("Ringdesk", "SQL alone")
        if (act, f"{row}, {small:,}") in cost
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small and short: does it run?")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures, for a program")
    parser.add_argument("--tickets", type=int, default=100_000, help="of the smaller one")
    parser.add_argument("--tenants", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="of each round")
    args = parser.parse_args()
    if args.quick:
        args.tickets, args.rounds, args.seconds = 10_000, 2, 1
    found = asyncio.run(measure(args))
    print(
        f"\nMedians of {args.rounds} rounds of {args.seconds:g} s, 16 connections. list: fifty of"
    )
    print("one state; newest: twenty-five of all; both newest first.\n")
    print(table_of(found))
    print()
    print(table_of_verdicts(verdicts(found, args.tickets)))
    if args.json:
        args.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))


if __name__ == "__main__":
    main()
