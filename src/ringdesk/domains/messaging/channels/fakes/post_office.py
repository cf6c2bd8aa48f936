"""A provider that keeps count: which letter it was handed how often. One JSON object a line over
TCP, so that it outlives the workers that are killed in front of it. It can be told to lose its
answers, and whether it knows what it was asked before."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from msgspec import Struct

from ringdesk.domains.messaging.channels.channel import (
    Accepted,
    CannotTell,
    Health,
    Kind,
    Letter,
    Setup,
    offer,
)

SILENCE_S = 1.0  # how long a sender of this kind waits for an answer


class PostOffice:
    """`loses`: the part of the answers that never arrive, though the letter was taken. `slow_s`:
    how long it thinks at most."""

    def __init__(self, *, loses: float = 0.0, slow_s: float = 0.0, seed: int = 1) -> None:
        self.taken: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.loses, self.slow_s = loses, slow_s
        self._random = random.Random(seed)  # noqa: S311 - for tests, and the same every time

    @asynccontextmanager
    async def open(self) -> AsyncIterator[int]:
        """Its port."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                while line := await reader.readline():
                    said = self._answer(json.loads(line))
                    if said is not None:
                        group.create_task(self._say(writer, said))
        except* OSError:
            pass  # whoever was killed reads no more
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, said: dict[str, Any]) -> None:
        if self.slow_s:
            await asyncio.sleep(self._random.random() * self.slow_s)
        writer.write(json.dumps(said).encode() + b"\n")

    def _answer(self, question: dict[str, Any]) -> dict[str, Any] | None:
        letter = question["id"]
        if question["do"] == "look_up":
            self.asked[letter] += 1
            return {"id": letter, "taken": letter in self.taken}
        self.taken[letter] += 1
        if self._random.random() < self.loses:
            return None
        return {"id": letter, "taken": True}


class Lines:
    """One connection of a worker; answers find their questions by id."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._opening = asyncio.Lock()

    async def ask(self, do: str, letter: str) -> dict[str, Any]:
        """CannotTell."""
        async with self._opening:
            if self._writer is None:
                reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
                self._listening = asyncio.create_task(self._listen(reader))
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[letter] = answer
        self._writer.write(json.dumps({"do": do, "id": letter}).encode() + b"\n")
        try:
            async with asyncio.timeout(SILENCE_S):
                return await answer
        except TimeoutError as error:
            raise CannotTell("No answer") from error
        finally:
            self._waiting.pop(letter, None)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            said = json.loads(line)
            if (waits := self._waiting.get(said["id"])) and not waits.done():
                waits.set_result(said)


class PostOfficeSender:
    def __init__(self, lines: Lines, *, knows: bool, at_once: int) -> None:
        self._lines, self._knows, self.at_once = lines, knows, at_once

    async def send(self, letter: Letter) -> Accepted:
        await self._lines.ask("send", letter.id)
        return Accepted(f"post-{letter.id}")

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        if not self._knows:
            raise CannotTell("It can't be asked")
        found = await self._lines.ask("look_up", letter.id)
        return Accepted(f"post-{letter.id}") if found["taken"] else None

    async def check(self) -> Health:
        return Health(True)

    async def close(self) -> None:
        return None


class NoSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """There is nothing to set: the worker knows the port."""


def stand_in(port: int, *, knows: bool, at_once: int = 20) -> None:
    """In this process SMS by Twilio go to the post office instead."""
    lines = Lines(port)

    def make(_: Setup) -> PostOfficeSender:
        return PostOfficeSender(lines, knows=knows, at_once=at_once)

    offer(Kind(channel="sms", kind="twilio", settings=NoSettings, make=make, per_second=10_000))
