"""Where files are read: small ones in a thread, all others in a process of their own."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, suppress
from pathlib import Path

from msgspec import json, structs

from ringdesk.domains.leads.imports.child import answers
from ringdesk.domains.leads.imports.frames import SIZES, THE_END, Order, pack
from ringdesk.domains.leads.imports.reading import Batch
from ringdesk.kernel.sheets import Unreadable

SMALL = 256 * 1024  # a thread reads this in 50 ms; a process needs longer to begin
# A reader needs no secret: of the environment only what an interpreter starts with.
PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")
LONGEST_COMPLAINT = 2000
BEGINNING = Path(__file__).with_name("alone.py")


class ReaderDied(RuntimeError):
    """The process ended before the file did."""


async def frames_of(
    pieces: AsyncIterator[bytes], order: Order, *, size: int,
    fed: Callable[[int], None] = lambda _bytes: None,
) -> AsyncGenerator[tuple[bytes, bytes], None]:  # fmt: skip
    """What the reader says, as it says it. Whoever stops listening closes it (`aclosing`).
    `fed`: told how many bytes it was given. Unreadable, ReaderDied."""
    if size <= SMALL:
        content = b"".join([piece async for piece in pieces])
        fed(len(content))
        for frame in await asyncio.to_thread(lambda: list(answers(order, iter([content])))):
            yield frame
        return
    reader = await asyncio.create_subprocess_exec(
        sys.executable, "-P", str(BEGINNING),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, limit=1 << 20,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
    )  # fmt: skip
    feeding = asyncio.create_task(feed(reader, pieces, order, fed))
    try:
        async with aclosing(frames_from(reader)) as frames:
            async for frame in frames:
                yield frame
        await feeding
    finally:
        feeding.cancel()
        with suppress(ProcessLookupError):
            reader.kill()
        await reader.wait()
        with suppress(asyncio.CancelledError, OSError):
            await feeding


async def feed(
    reader: asyncio.subprocess.Process, pieces: AsyncIterator[bytes], order: Order,
    fed: Callable[[int], None],
) -> None:  # fmt: skip
    entry = reader.stdin
    assert entry is not None
    try:
        entry.write(pack(json.encode(order), b""))
        async for piece in pieces:
            entry.write(piece)
            await entry.drain()
            fed(len(piece))
    except (BrokenPipeError, ConnectionResetError):
        return  # it said why, or it died: whoever listens hears of it
    finally:
        entry.close()


async def frames_from(
    reader: asyncio.subprocess.Process,
) -> AsyncGenerator[tuple[bytes, bytes], None]:
    out, complaints = reader.stdout, reader.stderr
    assert out is not None and complaints is not None
    listening = asyncio.create_task(complaints.read(LONGEST_COMPLAINT))
    try:
        while True:
            try:
                sizes = await out.readexactly(SIZES.size)
                head, body = SIZES.unpack(sizes)
                frame = await out.readexactly(head), await out.readexactly(body)
            except asyncio.IncompleteReadError as error:
                status = await reader.wait()
                said = (await listening).decode("utf-8", "replace")
                raise ReaderDied(said or f"Status {status}") from error
            if frame[0] == THE_END:
                return
            if frame[0].startswith(b'{"unreadable"'):
                raise Unreadable(json.decode(frame[0])["unreadable"])
            yield frame
    finally:
        listening.cancel()


def batch_from(frame: tuple[bytes, bytes]) -> Batch:
    return structs.replace(json.decode(frame[0], type=Batch), copy=frame[1])
