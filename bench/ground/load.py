"""The load generator: wrk, one thread, its figures read from the line that our script prints."""

import asyncio
import json
import random
from pathlib import Path

from msgspec import Struct

CONNECTIONS = 16


class Load(Struct):
    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    errors: int


class Shot(Struct):
    """One round of one act against one server."""

    rps: float
    p50_ms: float
    p99_ms: float
    cpu_us: float  # of the server's processes, per request
    database_us: float  # of PostgreSQL's processes, per request
    errors: int


async def wrk(
    script: Path, url: str, *args: str, seconds: float, connections: int = CONNECTIONS
) -> Load:
    """RuntimeError if wrk says nothing that can be read."""
    process = await asyncio.create_subprocess_exec(
        "wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s",
        "-s", str(script), url, "--", *args, str(random.randrange(1 << 30)),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    for line in output.decode().splitlines():
        if line.startswith("MEASURED "):
            return Load(**json.loads(line.removeprefix("MEASURED ")))
    raise RuntimeError(f"wrk said: {output.decode()}")
