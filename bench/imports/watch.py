"""What a stage of an import costs: time, processors, memory, and how late the event loop is."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from msgspec import Struct

from bench.ground.servers import cpu_us
from ringdesk.domains.leads.imports.host import BEGINNING

SAMPLE_EVERY_S = 0.05


class Stage(Struct):
    """`cpu_s`: of this process, its readers and PostgreSQL: a busy machine leaves it as it is.
    `peak_mb`: of this process and its readers; `early_mb`: in the first fifth of the time."""

    name: str
    seconds: float
    rows: int
    peak_mb: float = 0
    loop_p99_ms: float = 0
    cpu_s: float = 0
    early_mb: float = 0


class Watch:
    """What this process and its children weigh, and how late its event loop is."""

    def __init__(self) -> None:
        self._me = psutil.Process()
        self.pid = self._me.pid
        self.late: list[float] = []
        self.weights: list[int] = []

    async def run(self) -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(SAMPLE_EVERY_S)
            self.late.append(time.monotonic() - began - SAMPLE_EVERY_S)
            self.weights.append(sum(self._weights()))

    def _weights(self) -> Iterator[int]:
        """Of this process and of the readers it has started: of all others nothing is asked, or the
        watch itself would hold up the loop that it watches."""
        yield self._me.memory_info().rss
        for pid in Path(f"/proc/{self._me.pid}/task/{self._me.pid}/children").read_text().split():
            try:
                child = psutil.Process(int(pid))
                if str(BEGINNING) in child.cmdline():
                    yield child.memory_info().rss
            except psutil.Error:
                continue


async def timed(name: str, rows: int, act: "asyncio.Future[object] | object") -> Stage:
    watch = Watch()
    watching = asyncio.create_task(watch.run())
    began, spent = time.monotonic(), cpu_us(watch.pid)
    await act  # type: ignore[misc]
    seconds, spent = time.monotonic() - began, cpu_us(watch.pid) - spent
    watching.cancel()
    late = sorted(watch.late) or [0.0]
    weights = watch.weights or [0]
    return Stage(
        name, seconds, rows,
        peak_mb=max(weights) / 1e6, early_mb=max(weights[: len(weights) // 5 + 1]) / 1e6,
        loop_p99_ms=late[min(len(late) - 1, int(len(late) * 0.99))] * 1000, cpu_s=spent / 1e6,
    )  # fmt: skip
