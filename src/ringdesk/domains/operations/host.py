"""The load of the machine we run on, as the operating system tells it."""

import asyncio
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

import psutil

from ringdesk.domains.operations.models import ProcessState, Sample

FIRST_LOOK_S = 0.2  # CPU use is a difference between two looks; the first has to make its own


class Host:
    """Remembers when it last looked: CPU use is the average since then."""

    def __init__(self) -> None:
        self._process = psutil.Process(os.getpid())
        self._looked = False
        self._lock = Lock()

    async def process(self) -> ProcessState:
        """In a thread: the kernel walks every page for it."""
        return await asyncio.to_thread(self._process_state)

    def _process_state(self) -> ProcessState:
        memory = self._process.memory_full_info()
        used = int(getattr(memory, "uss", memory.rss))
        held = max(int(getattr(memory, "data", 0)), used)
        age = time.time() - self._process.create_time()
        return ProcessState(max(0, int(age)), int(memory.rss), held, used)

    async def measure(self, folder: Path = Path("/")) -> Sample:
        """`folder` says which disk. In a thread: /proc may be slow on a machine in trouble."""
        return await asyncio.to_thread(self._measure, folder)

    def _measure(self, folder: Path) -> Sample:
        with self._lock:
            cpu = psutil.cpu_percent(None if self._looked else FIRST_LOOK_S)
            self._looked = True
        now = time.time()
        disk = folder if folder.exists() else Path("/")
        return Sample(
            at=datetime.fromtimestamp(now, UTC),
            cpu_usage=cpu,
            memory_usage=psutil.virtual_memory().percent,
            disk_usage=psutil.disk_usage(str(disk)).percent,
            uptime_s=max(0.0, now - psutil.boot_time()),
            process_memory=float(self._process.memory_info().rss),
            process_uptime_s=max(0.0, now - self._process.create_time()),
        )


HOST = Host()


async def process_state() -> ProcessState:
    return await HOST.process()
