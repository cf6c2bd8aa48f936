"""A telephone exchange on a real socket, outside of the processes that are killed. It knows what
was dialled, whatever they know; it loses words, and repeats those that nobody acknowledged."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any

RETRY_S = 1.0
LIVE = ("initiated", "ringing", "answered")


@dataclass
class Line:
    attempt: str
    number: str
    state: str = "initiated"
    seq: "count[int]" = field(default_factory=count)
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Exchange:
    """`mute`: the share of dials whose answer is lost; `deaf`: of last words that are lost."""

    seed: int = 1
    mute: float = 0.02
    deaf: float = 0.03
    lines: dict[str, Line] = field(default_factory=dict)
    dialled: Counter[str] = field(default_factory=Counter)  # by number
    at_once: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    faults: list[str] = field(default_factory=list)
    port: int = 0
    _mouths: list[asyncio.StreamWriter] = field(default_factory=list)
    _waiting: dict[int, asyncio.Event] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Exchange"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            for task in list(self._tasks):
                task.cancel()
            for mouth in self._mouths:
                mouth.close()
            server.close()

    @property
    def live(self) -> list[Line]:
        return [line for line in self.lines.values() if line.state in LIVE]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._mouths.append(writer)
        try:
            while text := await reader.readline():
                said = json.loads(text)
                if "ack" in said:
                    if waits := self._waiting.get(said["ack"]):
                        waits.set()
                elif (answer := self._answer(said)) is not None:
                    writer.write(json.dumps({"id": said["id"], **answer}).encode() + b"\n")
        except (ConnectionError, ValueError, asyncio.CancelledError):
            pass
        finally:
            self._mouths.remove(writer)
            writer.close()

    def _answer(self, said: dict[str, Any]) -> dict[str, Any] | None:
        if said["do"] == "dial":
            return self._dial(said["attempt"], said["number"])
        line = self.lines.get(said["attempt"])
        if said["do"] == "hang_up" and line is not None:
            line.hung_up.set()
        return {"state": None if line is None else line.state}

    def _dial(self, attempt: str, number: str) -> dict[str, Any] | None:
        if attempt in self.lines:
            self.faults.append(f"{attempt} was dialled twice")
            return {"state": self.lines[attempt].state}
        if self.at_once[number]:
            self.faults.append(f"{number} was dialled while it was in a call")
        line = self.lines[attempt] = Line(attempt, number)
        self.dialled[number] += 1
        self.at_once[number] += 1
        self._begin(self._play(line))
        lost = Random(f"{self.seed}:{attempt}:mute").random() < self.mute
        return None if lost else {"state": line.state}

    async def _play(self, line: Line) -> None:
        chance = Random(f"{self.seed}:{line.attempt}")
        await asyncio.sleep(chance.uniform(0.02, 0.1))
        self._say(line, "ringing")
        await self._or_hung_up(line, chance.uniform(0.02, 0.2))
        if line.hung_up.is_set():
            return self._say(line, "canceled")
        drawn = chance.random()
        if drawn < 0.5:
            self._say(line, "answered")
            await self._or_hung_up(line, chance.uniform(0.1, 0.5))
            return self._say(line, "completed", lost=chance.random() < self.deaf)
        last = "busy" if drawn < 0.65 else "no-answer" if drawn < 0.85 else "failed"
        return self._say(line, last, lost=chance.random() < self.deaf)

    async def _or_hung_up(self, line: Line, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await line.hung_up.wait()

    def _say(self, line: Line, kind: str, *, lost: bool = False) -> None:
        line.state = kind
        if kind not in LIVE:
            self.at_once[line.number] -= 1
        if not lost:
            event = {
                "attempt": line.attempt, "seq": next(line.seq), "kind": kind,
                "at": datetime.now(UTC).isoformat(), "permanent": False,
            }  # fmt: skip
            self._begin(self._tell(event))

    async def _tell(self, event: dict[str, Any]) -> None:
        """Until somebody has heard it, now this one and now that one."""
        nr = next(self._numbers)
        heard = self._waiting[nr] = asyncio.Event()
        for turn in count():
            if self._mouths:
                mouth = self._mouths[(nr + turn) % len(self._mouths)]
                with suppress(ConnectionError):
                    mouth.write(json.dumps({"event": event, "nr": nr}).encode() + b"\n")
            with suppress(TimeoutError):
                async with asyncio.timeout(RETRY_S):
                    await heard.wait()
                    break
        del self._waiting[nr]

    def _begin(self, play: Any) -> None:
        task = asyncio.create_task(play)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
