"""django-helpdesk itself, beside Ringdesk with as many tickets and messages.

    python -m bench.helpdesk.run [--quick] [--json FILE]

One client that asks one thing after another: its REST API walks over all tickets for each answer,
also for a single ticket, so more clients would only wait in its queue.
"""

import argparse
import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import msgspec

from bench.ground import tokens
from bench.ground.data import Size
from bench.ground.database import SECRET, Loaded, drained, loaded
from bench.ground.places import BENCH, python_of_peers, run
from bench.ground.report import Figures, Verdict, conditions, table_of, table_of_verdicts
from bench.ground.rounds import side_by_side
from bench.ground.servers import serving
from bench.rest.rows import HttpRow, product_is_there, ringdesk

SITE = BENCH / "helpdesk" / "site"
PORT = 8721
ANSWERS = 5
PEER = "django-helpdesk 2.6"
ACTS = {"get": "get one", "newest": "list 25"}


@contextmanager
def helpdesk(db: Loaded) -> Iterator[HttpRow]:
    python = str(python_of_peers())
    env = {"BENCH_DATABASE": db.owner_url, "BENCH_SECRET": SECRET, "PYTHONPATH": str(SITE)}
    fill = [python, str(SITE / "fill.py"), str(db.size.tickets), str(ANSWERS)]
    run(*fill, cwd=SITE, env={**os.environ, **env})
    command = [python, "-m", "gunicorn", "wsgi", "--bind", f"127.0.0.1:{PORT}",
               "--worker-class", "gthread", "--threads", "4", "--keep-alive", "30"]  # fmt: skip
    with serving("helpdesk", command, port=PORT, env=env, cwd=SITE) as server:
        file = tokens.for_peers(db.size, db.home / "tokens-peers")
        named = {act: f"helpdesk-{act}" for act in ACTS}
        yield HttpRow(PEER, server, db, file, connections=1, acts=named)


async def measure(args: argparse.Namespace) -> list[Figures]:
    size = Size(args.tickets, args.tickets * ANSWERS, 1)
    print(f"# django-helpdesk: {size.tickets:,} tickets, {size.messages:,} messages")
    print(conditions(), flush=True)
    async with loaded(size) as db:
        owner = await asyncpg.connect(db.owner_url)
        try:
            await owner.execute("create schema if not exists helpdesk")
            with ringdesk(db, lambda: drained(owner), connections=1) as ours, helpdesk(db) as peer:
                return await side_by_side(
                    [ours, peer], list(ACTS), rounds=args.rounds, seconds=args.seconds
                )
        finally:
            await owner.close()


def verdicts(found: list[Figures]) -> list[Verdict]:
    of = {(f.act, f.row): f for f in found}
    return [
        Verdict(act, f"CPU, Ringdesk / {PEER}",
                of[act, "Ringdesk"].cpu_us / of[act, PEER].cpu_us, 0.2)
        for act in ACTS
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small and short: does it run?")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures, for a program")
    parser.add_argument("--tickets", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5, help="of each round")
    args = parser.parse_args()
    if args.quick:
        args.tickets, args.rounds, args.seconds = 100, 2, 1
    if not product_is_there():
        print("Ringdesk itself cannot be started from this checkout: nothing to compare.")
        return
    found = asyncio.run(measure(args))
    print(f"\nMedians of {args.rounds} rounds of {args.seconds:g} s, 1 connection.")
    print("; ".join(f"{act}: {words}" for act, words in ACTS.items()) + ".\n")
    print(table_of(found))
    print()
    print(table_of_verdicts(verdicts(found)))
    if args.json:
        args.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))


if __name__ == "__main__":
    main()
