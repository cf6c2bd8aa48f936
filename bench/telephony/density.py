"""How many calls one media process carries: bridged pairs of RTP legs, G.711, mixed as in a real
call, the packets from a second process.

    python -m bench.telephony.density [--calls 80] [--seconds 20] [--recorded 0]

Aim: 80 bridged calls on 60 % of a core at most, and no packet lost.
"""

import argparse
import asyncio
import json
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

import psutil

from ringdesk.domains.telephony.media import Far, Media, Range
from ringdesk.domains.telephony.media.protocol import Place
from ringdesk.domains.telephony.media.tables import PCMA, PCMU, encode, tone

HEAD = struct.Struct("!BBHII")
AIM_SHARE = 0.60


class End:
    """The other end of a leg: sends a frame each 20 ms, and notices what does not come back."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 512 * 1024)
        self.target = 0
        self.sent = self.received = self.gaps = 0
        self._next: int | None = None
        self._came = 0.0
        self.spaces: list[float] = []

    def send(self, payload: bytes, codec: int) -> None:
        head = HEAD.pack(0x80, codec, self.sent & 0xFFFF, self.sent * 160 & 0xFFFFFFFF, 1)
        self.socket.sendto(head + payload, ("127.0.0.1", self.target))
        self.sent += 1

    def read(self, now: float) -> None:
        while True:
            try:
                data = self.socket.recv(1500)
            except BlockingIOError:
                return
            number = HEAD.unpack_from(data)[2]
            if self._next is not None:
                self.gaps += number - self._next & 0xFFFF
            self._next = number + 1 & 0xFFFF
            self.received += 1
            if self._came and self.received % 8 == 0:
                self.spaces.append(now - self._came)
            self._came = now


def generate(legs: int) -> None:
    """The second process: tells its ports, is told where to send and for how long, counts."""
    ends = [End() for _ in range(legs)]
    print(json.dumps([one.socket.getsockname()[1] for one in ends]), flush=True)
    told = json.loads(sys.stdin.readline())
    for end, port in zip(ends, told["ports"], strict=True):
        end.target = port
    sounds = [(codec, encode(codec, tone(300 + 50 * codec, 160))) for codec in (PCMU, PCMA)]
    due = time.perf_counter()
    for _ in range(int(told["seconds"] * 50)):
        due += 0.02
        for number, end in enumerate(ends):
            end.send(sounds[number % 2][1], sounds[number % 2][0])
        while (left := due - time.perf_counter()) > 0:
            time.sleep(min(left, 0.002))
            now = time.perf_counter()
            for end in ends:
                end.read(now)
    time.sleep(0.3)
    for end in ends:
        end.read(time.perf_counter())
    spaces = [one for end in ends for one in end.spaces]
    print(json.dumps({
        "sent": sum(end.sent for end in ends), "received": sum(end.received for end in ends),
        "gaps": sum(end.gaps for end in ends),
        "spacing_p99_ms": quantiles(spaces, n=100)[98] * 1000 if len(spaces) > 100 else 0.0,
    }), flush=True)  # fmt: skip


async def measure(calls: int, seconds: float, recorded: int) -> dict[str, Any]:
    """{cpu_share, rss_mb, sent, received, gaps, lost, …} of `calls` bridged calls."""
    media = Media(Range("127.0.0.1"))
    command = [sys.executable, "-m", "bench.telephony.density", "--generate", str(2 * calls)]
    second = subprocess.Popen(  # noqa: ASYNC220 - a moment before anything is measured
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert second.stdin is not None
    assert second.stdout is not None
    ports = json.loads(await asyncio.to_thread(second.stdout.readline))
    legs = [await media.open() for _ in ports]
    with tempfile.TemporaryDirectory() as folder:
        for number, (leg, port) in enumerate(zip(legs, ports, strict=True)):
            await leg.aim(Far("127.0.0.1", port, (PCMU, PCMA)[number % 2], 101))
            room = f"call {number // 2}"
            await media.ask(Place(leg.id, room, "agent" if number % 2 else "party"))
        for number in range(recorded):
            await media.enter(f"call {number}", "bench", legs[2 * number])
            await media.record(f"call {number}", Path(folder) / f"{number}.wav", consent="given")
        told = {"ports": [leg.port for leg in legs], "seconds": seconds + 4}
        second.stdin.write(json.dumps(told) + "\n")
        second.stdin.flush()
        await asyncio.sleep(2)  # until everything flows
        share = await cpu_share(media, seconds)
        found = json.loads(await asyncio.to_thread(second.stdout.readline))
        second.wait()
        rss = psutil.Process(media.process_id).memory_info().rss / 1e6
        counts = await media.counts()
        lost = sum([(await leg.counts())["lost"] for leg in legs])
        await media.stop()
    return {"cpu_share": share, "rss_mb": rss, "lost_by_us": lost, **found, **counts}


async def cpu_share(media: Media, seconds: float) -> float:
    process = psutil.Process(media.process_id)
    before, began = process.cpu_times(), time.monotonic()
    await asyncio.sleep(seconds)
    after, passed = process.cpu_times(), time.monotonic() - began
    return (after.user + after.system - before.user - before.system) / passed


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=80)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--recorded", type=int, default=0, help="so many of them to disk")
    parser.add_argument("--quick", action="store_true", help="few calls, for a moment")
    parser.add_argument("--generate", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.generate:
        generate(given.generate)
        return 0
    calls, seconds = (8, 3.0) if given.quick else (given.calls, given.seconds)
    found = asyncio.run(measure(calls, seconds, min(given.recorded, calls)))
    missing = found["gaps"] + found["lost_by_us"]
    print(
        f"{calls} bridged calls ({min(given.recorded, calls)} recorded), {seconds:.0f} s: "
        f"{found['cpu_share']:.0%} of one core, {found['rss_mb']:.0f} MB; {found['received']:,} "
        f"packets out of it, {missing:.0f} lost; spacing p99 {found['spacing_p99_ms']:.0f} ms, "
        f"{found['late_ticks']:.0f} ticks late, slowest {found['slowest_tick_ms']:.1f} ms"
    )
    print(f"aim: {AIM_SHARE:.0%} at most, none lost")
    return 0 if given.quick or (found["cpu_share"] <= AIM_SHARE and not missing) else 1


if __name__ == "__main__":
    sys.exit(main())
