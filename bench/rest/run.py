"""The four acts of the desk, on Ringdesk and beside its peers, in one run.

    python -m bench.rest.run [--quick] [--json FILE] [--only get,list,create,message]

Rounds are interleaved (there and back again), figures are medians, CPU is user and system time
of the server's processes over the requests answered, with what was put off until after them.
"""

import argparse
import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import asyncpg
import msgspec

from bench.ground.at_rest import at_rest
from bench.ground.data import Size
from bench.ground.database import Loaded, drained, loaded, unforced
from bench.ground.report import (
    Figures,
    Verdict,
    conditions,
    table_of,
    table_of_verdicts,
)
from bench.ground.rounds import Row, side_by_side
from bench.rest import rows, statements
from bench.rest.answers import compare_answers
from bench.rest.pgbench import PgbenchRow

ACTS = ("get", "list", "create", "message")
OURS, BARE, NODE, DJANGO = (
    "Ringdesk", "bare asyncpg + ASGI", "Fastify 5, Node", "Django REST framework",
)  # fmt: skip


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small and short: does it run?")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures, for a program")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--tenants", type=int, default=50)
    parser.add_argument("--only", default=",".join(ACTS), help="acts, comma-separated")
    parser.add_argument("--rows", default="ringdesk,asgi,fastify,drf,pgbench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4, help="of each round")
    args = parser.parse_args(given)
    if args.quick:
        args.tickets, args.messages, args.rounds, args.seconds = 5_000, 50_000, 2, 1
    unknown = set(args.only.split(",")) - set(ACTS)
    if unknown:
        parser.error(f"unknown acts: {', '.join(sorted(unknown))}; there are {', '.join(ACTS)}")
    return args


async def run(args: argparse.Namespace) -> list[Figures]:
    size = Size(args.tickets, args.messages, args.tenants)
    print(f"# REST: {size.tickets:,} tickets, {size.messages:,} messages, {size.tenants} tenants")
    print(conditions(), flush=True)
    async with loaded(size) as db:
        owner = await asyncpg.connect(db.owner_url)
        try:
            await prepare(owner, db, with_django="drf" in args.rows)
            with ExitStack() as stack:
                beside = open_rows(stack, args.rows.split(","), db, owner)
                await at_rest(db, owner)
                await compare_answers([r for r in beside if isinstance(r, rows.HttpRow)])
                return await side_by_side(
                    beside, args.only.split(","), rounds=args.rounds, seconds=args.seconds
                )
        finally:
            await owner.close()


async def prepare(owner: asyncpg.Connection, db: Loaded, *, with_django: bool) -> None:
    role = await owner.fetchval("select current_database() || '_app'")
    await owner.execute(statements.PREPARE.format(role=role))
    statements.write(db.home / "sql.json")
    if not with_django:
        return
    if await owner.fetchval("select to_regclass('drf.message') is null"):
        async with unforced(owner), owner.transaction():
            await owner.execute((rows.HERE / "drf" / "tables.sql").read_text())
    else:
        await owner.execute("delete from drf.message where id > $1", db.size.messages)
        await owner.execute("delete from drf.ticket where id > $1", db.size.tickets)
        await owner.execute("truncate drf.event")
    await owner.execute("vacuum analyze drf.ticket, drf.message")


def open_rows(
    stack: ExitStack, wanted: list[str], db: Loaded, owner: asyncpg.Connection
) -> list[Row]:
    makers: dict[str, Callable[[], AbstractContextManager[rows.HttpRow]]] = {
        "ringdesk": partial(rows.ringdesk, db, lambda: drained(owner)),
        "asgi": partial(rows.asgi, db),
        "fastify": partial(rows.fastify, db),
        "drf": partial(rows.drf, db),
    }
    if "ringdesk" in wanted and not rows.product_is_there():
        print("Ringdesk itself cannot be started from this checkout: its row is left out.")
        wanted = [name for name in wanted if name != "ringdesk"]
    opened: list[Row] = [stack.enter_context(makers[name]()) for name in wanted if name in makers]
    return [*opened, PgbenchRow(db)] if "pgbench" in wanted else opened


def verdicts(found: list[Figures]) -> list[Verdict]:
    """What was aimed at (CPU of a request against the peers'), where both were measured."""
    of = {(f.act, f.row): f for f in found}
    aims = [(act, DJANGO, 0.2) for act in ACTS] + [(act, NODE, 1.0) for act in ACTS]
    aims += [("get", BARE, 1.5), ("list", BARE, 1.5)]
    return [
        Verdict(act, f"CPU, Ringdesk / {peer}", of[act, OURS].cpu_us / of[act, peer].cpu_us, aim)
        for act, peer, aim in aims
        if (act, OURS) in of and (act, peer) in of and of[act, peer].cpu_us
    ]


def main() -> None:
    args = arguments()
    found = asyncio.run(run(args))
    print(f"\nMedians of {args.rounds} rounds of {args.seconds:g} s, 16 connections.\n")
    print(table_of(found))
    print()
    print(table_of_verdicts(verdicts(found)))
    if args.json:
        args.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))


if __name__ == "__main__":
    main()
