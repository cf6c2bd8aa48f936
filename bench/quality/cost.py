"""What understanding costs: one core, one process; run it on a quiet machine."""

import asyncio
import os
import statistics
import subprocess
import sys
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import NamedTuple

from bench.quality import sets
from ringdesk.domains import assistant

ROUNDS = 5
AT_ONCE = 32
TICKET_OF = 12  # messages joined are as long as a ticket


class Cost(NamedTuple):
    what: str
    p50_ms: float
    p99_ms: float


def on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


async def latencies() -> list[Cost]:
    on_one_core()
    await assistant.warm()
    texts = [row["text"] for row in sets.own_messages() if row["language"] == "en"]
    longer = [" ".join(texts[at : at + TICKET_OF]) for at in range(0, len(texts) - TICKET_OF, 4)]
    return [
        await _timed("understand a message", texts, _understand),
        await _timed("understand a ticket's length", longer, _understand),
        await _timed("categorise a ticket's length, words and meaning", longer, _categorise),
        await _crowd(texts),
    ]


async def _understand(text: str) -> object:
    return await assistant.understand(text)


async def _categorise(text: str) -> object:
    return await assistant.categorise_for(None, title="A ticket", description=text)


async def _timed(
    what: str, texts: list[str], act: Callable[[str], Awaitable[object]]
) -> Cost:  # fmt: skip
    taken = []
    for turn in range(ROUNDS):
        for text in texts:
            fresh = f"{text} {turn}"  # the encoder remembers the last texts
            start = perf_counter()
            await act(fresh)
            taken.append((perf_counter() - start) * 1_000)
    return Cost(what, statistics.median(taken), statistics.quantiles(taken, n=100)[98])


async def _crowd(texts: list[str]) -> Cost:
    taken = []

    async def one(text: str) -> None:
        start = perf_counter()
        await _understand(text)
        taken.append((perf_counter() - start) * 1_000)

    for at in range(0, len(texts) - AT_ONCE, AT_ONCE):
        await asyncio.gather(*(one(f"{text} again") for text in texts[at : at + AT_ONCE]))
    named = f"a message among {AT_ONCE} at once"
    return Cost(named, statistics.median(taken), statistics.quantiles(taken, n=100)[98])


def memory_and_start() -> str:
    """Of a fresh process, beside one that has only imported msgspec."""
    program = (
        "import msgspec,resource,time,asyncio;"
        "held=lambda:int(open('/proc/self/statm').read().split()[1])*resource.getpagesize()/2**20;"
        "before=held();start=time.perf_counter();"
        "from ringdesk.domains import assistant;"
        "imported=time.perf_counter()-start;"
        "asyncio.run(assistant.understand('where is my parcel'));"
        "print(f'{held()-before:.0f} MiB more than an empty process; imports {imported:.2f} s, '"
        "f'first answer after {time.perf_counter()-start:.2f} s')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    return done.stdout.strip()
