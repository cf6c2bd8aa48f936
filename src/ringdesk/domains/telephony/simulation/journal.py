"""What the simulated carrier was asked for: the memory that a real one has of its own.

Lines of JSON, a file a day, appended with one write each, read by every process of the
installation: so a call that one process plays can be ended by another, and found after the first
was killed. What became of a call is not written down: it follows from its seed, its attempt and
its beginning.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import TypeAlias

from msgspec import DecodeError, Struct, json

KEPT_DAYS = 2
PLAYED: set[str] = set()  # calls that a carrier of this process plays, whichever


class Asked(Struct, frozen=True, kw_only=True, tag="asked", omit_defaults=True):
    """`at`: seconds since 1970, by the clock on the wall. `player`: whose turn it is to play."""

    carrier: str
    attempt: str
    call: str
    number: str
    ring_timeout_s: int
    detects: bool
    at: float
    seed: int
    speed: float
    player: str
    pid: int


class Ended(Struct, frozen=True, tag="ended"):
    """Somebody of ours hung up."""

    call: str
    at: float


Entry: TypeAlias = Asked | Ended


class Journal:
    """`folder` None: kept in memory only."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder, self.player = folder, token_hex(8)
        self.by_attempt: dict[str, Asked] = {}
        self.by_call: dict[str, Asked] = {}
        self.ended: dict[str, float] = {}
        self._read: dict[Path, int] = {}

    def ask(self, entry: Asked) -> Asked:
        """The entry that counts: the first of an attempt, whichever process wrote it."""
        self.write(entry)
        return self.by_attempt[entry.attempt]

    def end(self, call: str, at: float) -> float:
        """When it was ended first."""
        self.write(Ended(call, at))
        return self.ended[call]

    def write(self, entry: Entry) -> None:
        if self.folder is None:
            self.take(entry)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"calls-{datetime.now(UTC):%Y-%m-%d}.jsonl"
        if not file.exists():
            self.tidy()
        opened = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        try:
            os.write(opened, json.encode(entry) + b"\n")
        finally:
            os.close(opened)
        self.refresh()

    def refresh(self) -> None:
        """Takes in what was written since, by any process."""
        if self.folder is None or not self.folder.exists():
            return
        for file in sorted(self.folder.glob("calls-*.jsonl")):
            done = self._read.get(file, 0)
            if file.stat().st_size == done:
                continue
            with file.open("rb") as lines:
                lines.seek(done)
                news = lines.read()
            whole = news.rfind(b"\n") + 1  # the rest is being written
            self._read[file] = done + whole
            for line in news[:whole].splitlines():
                try:
                    self.take(json.decode(line, type=Entry))
                except DecodeError:  # cut off by a full disk: one line of a simulation
                    continue

    def take(self, entry: Entry) -> None:
        if isinstance(entry, Ended):
            self.ended.setdefault(entry.call, entry.at)
        elif entry.attempt not in self.by_attempt:
            self.by_attempt[entry.attempt] = self.by_call[entry.call] = entry

    def tidy(self) -> None:
        assert self.folder is not None
        for file in sorted(self.folder.glob("calls-*.jsonl"))[: -KEPT_DAYS + 1 or None]:
            file.unlink(missing_ok=True)

    def orphans(self, carrier: str) -> list[Asked]:
        """Calls of a carrier whose process is dead: nobody reports what becomes of them. (Within a
        container the next process may well have the same number as the last.)"""
        self.refresh()
        return [
            asked for asked in self.by_call.values()
            if asked.carrier == carrier and asked.call not in PLAYED
            and (asked.pid == os.getpid() or not alive(asked.pid))
        ]  # fmt: skip


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
