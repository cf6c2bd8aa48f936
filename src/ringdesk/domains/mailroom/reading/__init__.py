"""A mail, read: in a process of its own, with bounds on time and memory (`reader.py`)."""

import asyncio
import os
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from ringdesk.domains.mailroom.reading.shapes import Bounce, File, Read

__all__ = ["Bounce", "CannotRead", "File", "Read", "read"]

READER = Path(__file__).parent / "reader.py"
TIME_LIMIT_S = 20.0
AT_ONCE = 2


class Result(Struct, frozen=True):
    read: Read | None
    unread: str | None


class CannotRead(Exception):
    """`reason`, one word: too_deep, too_many_parts, head_too_large, several_senders, too_long,
    broken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_readers = asyncio.Semaphore(AT_ONCE)


async def read(raw: bytes, *, time_limit_s: float = TIME_LIMIT_S) -> Read:
    """Raises CannotRead."""
    async with _readers:
        child = await asyncio.create_subprocess_exec(
            sys.executable, str(READER), str(int(time_limit_s)),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env=little_environment(),
        )  # fmt: skip
        try:
            async with asyncio.timeout(time_limit_s):
                made, _ = await child.communicate(raw)
        except TimeoutError as error:
            raise CannotRead("too_long") from error
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    if child.returncode != 0:
        raise CannotRead("broken")
    result = msgspec.msgpack.decode(made, type=Result)
    if result.read is None:
        raise CannotRead(result.unread or "broken")
    return result.read


def little_environment() -> dict[str, str]:
    """None of our settings."""
    kept = ("PATH", "PYTHONHOME", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ}
