"""Open widgets and agents at work: is every message heard once, and how soon?

    python -m bench.chats.run [--widgets 2000] [--agents 50] [--rate 200] [--seconds 60]
                              [--reconnects 1000] [--quick]

`ringdesk serve` as it ships, with its own database, on this machine; the client beside it. Each
customer's words are looked at by the assistant, and answered if a FAQ entry fits. One more agent
stops reading: they must be cut off, and nobody else may notice. Delays are from sending to hearing,
at the widget and at every agent; what was missed while cut off comes by resuming, and is counted,
but not timed.
"""

import argparse
import asyncio
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64encode
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from bench.ground.places import ROOT
from ringdesk.demo.shelf import shelf
from ringdesk.domains import conversations, identity, knowledge
from ringdesk.kernel.database import prepared
from ringdesk.kernel.db import Database
from ringdesk.kernel.events import Registry
from ringdesk.kernel.jobs import Jobs
from ringdesk.kernel.relay import Relay
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Office

HERE = Path(__file__).parent
CALLER = identity.Caller(address="127.0.0.1")
TEXTS = (
    "Hello, is anybody there?", "My order has not arrived yet and I need it on Friday",
    "How do I reset my password?", "The VPN drops every ten minutes when I work from home",
    "That is really annoying, it is the third time this week", "Thank you, that helped a lot",
    "Can I change the delivery address after ordering?", "The printer shows error 49 again",
    "I was charged twice this month", "Where do I see how far my request is?",
)  # fmt: skip


class Wanted(NamedTuple):
    widgets: int
    agents: int
    rate: int
    seconds: int
    reconnects: int


class Spent(NamedTuple):
    """CPU seconds: of the server's event loop, of its other threads (the encoder is one), and of
    the database below it."""

    loop: float
    threads: float
    database: float


async def furnish(settings: Settings, wanted: Wanted) -> dict[str, Any]:
    """A tenant with so many people, a chat for each customer, and something to know."""
    async with prepared(settings) as urls:
        database = Database(urls.app, size=4)
        async with database.connected():
            office = Office(database, Registry())
            async with office.open(Actor.the_house(INSTALLATION)) as work:
                tenant = await identity.add_tenant(work, "Bench")
            signer = identity.Signer(settings.secret_key())
            staff = [
                await hire(office, signer, tenant, "support_agent", n)
                for n in range(wanted.agents + 1)
            ]
            customers = []
            for n in range(wanted.widgets):
                actor, token = await hire(office, signer, tenant, "customer", n)
                async with office.open(actor) as work:
                    room = await conversations.open_room(work, channel="widget")
                customers.append({"token": token, "room": room.id})
            async with office.open(staff[0][0]) as work:
                for one in shelf("en").faq:
                    entry = knowledge.NewEntry(title=one.question, body=one.answer)
                    await knowledge.add_entry(work, "faq", entry)
            registry = Registry()
            relay = Relay(office, registry, Jobs(office, registry))
            while await relay.carry_out():  # all of it is old news when the server starts
                continue
    tokens = [token for _, token in staff]
    return {"customers": customers, "agents": tokens[1:], "slow": tokens[0]}


async def hire(
    office: Office, signer: identity.Signer, tenant: identity.Tenant, role: str, n: int
) -> tuple[Actor, str]:
    new = identity.NewAccount(
        username=f"{role}-{n}", email=f"{role}-{n}@example.org", password=secrets.token_hex(16),
        full_name=f"{role.title()} {n}", role=role,
    )  # fmt: skip
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        person = await identity.add_person(work, tenant, new, None)
    signed = await identity.begin_session(office, signer, tenant, person, CALLER)
    actor = Actor(
        id=person.id, tenant_id=tenant.id, role=role, name=person.full_name,
        scopes=identity.scopes_of(role, None),
    )  # fmt: skip
    return actor, signed.access_token


class Sleeper:
    """An agent who stops reading: connected, welcomed, and then nothing. The buffers of its socket
    are small, as far as they are ours to choose, so that the server soon has to keep what it says.
    """

    def __init__(self, port: int, token: str) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._socket.connect(("127.0.0.1", port))
        self._socket.sendall(
            (
                f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {b64encode(bytes(16)).decode()}\r\n"
                f"Sec-WebSocket-Version: 13\r\nAuthorization: Bearer {token}\r\n\r\n"
            ).encode()
        )
        if b" 101 " not in self._socket.recv(1024):
            raise SystemExit("The client that is to stop reading was not let in.")
        here = self._socket.getsockname()[1]
        self._line = re.compile(rf":{port:04X} [0-9A-F]+:{here:04X} (..)")

    def is_served(self) -> bool:
        """Whether the server's side of it is still open: 01 is ESTABLISHED in /proc/net/tcp."""
        found = self._line.search(Path("/proc/net/tcp").read_text())
        return found is not None and found[1] == "01"


class Watch(threading.Thread):
    """What the server's processes hold and use, once a second, and when they let the sleeper go."""

    def __init__(self, server: int, sleeper: Sleeper) -> None:
        super().__init__(daemon=True)
        self._server, self._sleeper = psutil.Process(server), sleeper
        self.resident: list[int] = []
        self.cut_off_after_s: float | None = None
        self.stopped = threading.Event()

    def run(self) -> None:
        began = time.monotonic()
        while not self.stopped.wait(1):
            self.resident.append(self._server.memory_info().rss)
            if self.cut_off_after_s is None and not self._sleeper.is_served():
                self.cut_off_after_s = time.monotonic() - began

    def cpu_seconds(self) -> Spent:
        own = self._server.cpu_times()
        loop = sum(
            one.user_time + one.system_time
            for one in self._server.threads()
            if one.id == self._server.pid
        )
        below = 0.0
        for child in self._server.children(recursive=True):
            try:
                used = child.cpu_times()
            except psutil.NoSuchProcess:
                continue
            below += used.user + used.system + used.children_user + used.children_system
        return Spent(loop, own.user + own.system - loop, below)


def measure(settings: Settings, plan: dict[str, Any], wanted: Wanted, home: Path) -> dict[str, Any]:
    plan |= {
        "port": settings.port, "texts": TEXTS, "rate": wanted.rate,
        "seconds": wanted.seconds, "reconnects": wanted.reconnects,
    }  # fmt: skip
    file = home / "plan.json"
    file.write_text(json.dumps(plan))
    env = os.environ | {
        "PYTHONPATH": str(ROOT / "src"), "RINGDESK_DATA_DIR": settings.data_dir,
        "RINGDESK_PORT": str(settings.port), "RINGDESK_RATE_LIMIT_ENABLED": "false",
        "RINGDESK_SECRET": settings.secret, "RINGDESK_METRICS_PORT": "0",
    }  # fmt: skip
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "ringdesk", "serve"], env=env, stdout=log, stderr=log
        )
    try:
        wait_until_ready(settings.port, server)
        watch = Watch(server.pid, Sleeper(settings.port, plan["slow"]))
        client = subprocess.Popen(
            [shutil.which("node") or "node", str(HERE / "client.js"), str(file)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        watch.start()
        line(client, "begin")
        watch.resident.clear()
        before, began = watch.cpu_seconds(), time.monotonic()
        line(client, "end")
        after, took = watch.cpu_seconds(), time.monotonic() - began
        watch.stopped.set()
        found: dict[str, Any] = json.loads(line(client))
        client.wait(30)
        third = max(1, len(watch.resident) // 3)
        found |= {
            **costs(Spent(*(b - a for a, b in zip(before, after, strict=True))), found, took),
            "slow_cut_off_after_s": watch.cut_off_after_s,
            "rss_first_third_mb": sum(watch.resident[:third]) / third / 2**20,
            "rss_last_third_mb": sum(watch.resident[-third:]) / third / 2**20,
        }
        return found
    finally:
        server.terminate()
        server.wait(60)


def costs(spent: Spent, found: dict[str, Any], took: float) -> dict[str, float]:
    """What doesn't change with what else the machine does: CPU for a message that was said (there
    and in the log, on all screens, and understood), and for one that was heard."""
    said = found["per_second"] * took
    server = spent.loop + spent.threads
    return {
        "server_cores": server / took, "database_cores": spent.database / took,
        "client_cores": found["client_cpu_s"] / took,
        "loop_ms_per_said": spent.loop / said * 1e3,
        "threads_ms_per_said": spent.threads / said * 1e3,
        "database_ms_per_said": spent.database / said * 1e3,
        "client_ms_per_said": found["client_cpu_s"] / said * 1e3,
        "server_us_per_heard": server / max(1, found["delivered"]) * 1e6,
    }  # fmt: skip


def wait_until_ready(port: int, server: "subprocess.Popen[bytes]") -> None:
    import urllib.error  # noqa: PLC0415
    import urllib.request  # noqa: PLC0415

    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("The server ended before it served: see server.log.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server was not ready within a minute.")


def line(client: "subprocess.Popen[str]", expected: str = "") -> str:
    said = client.stdout.readline().strip() if client.stdout else ""
    if not said or (expected and said != expected):
        raise SystemExit(f"The client said {said!r} where {expected or 'its figures'!r} was due.")
    return said


def show(wanted: Wanted, found: dict[str, Any]) -> bool:
    print(f"# {wanted.widgets:,} widgets, {wanted.agents} agents, {wanted.rate} messages/s for "
          f"{wanted.seconds} s, {wanted.reconnects:,} forced reconnects")  # fmt: skip
    for name, value in found.items():
        print(f"{name:<22} {value:,.1f}" if isinstance(value, float) else f"{name:<22} {value}")
    growth = found["rss_last_third_mb"] / found["rss_first_third_mb"]
    verdicts = {
        "p99 below 250 ms": found["p99_ms"] < 250,
        "nothing lost": found["lost"] == 0,
        "nothing doubled": found["doubled"] == 0,
        f"memory flat ({growth:.2f} of the first third)": growth < 1.1,
        "who stops reading is cut off": found["slow_cut_off_after_s"] is not None,
    }
    for what, held in verdicts.items():
        print(f"{'held  ' if held else 'MISSED'} {what}")
    return all(verdicts.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name, default in zip(Wanted._fields, (2000, 50, 200, 60, 1000), strict=True):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    wanted = Wanted(*(getattr(given, name) for name in Wanted._fields))
    if given.quick:
        wanted = Wanted(100, 5, 40, 10, 50)
    home = Path(tempfile.mkdtemp(prefix="ringdesk-chats-"))
    home.chmod(0o755)
    try:
        settings = Settings(
            data_dir=str(home / "data"), port=18431, secret=secrets.token_hex(32),
            rate_limit_enabled=False,
        )  # fmt: skip
        (home / "data").mkdir(mode=0o755)
        plan = asyncio.run(furnish(settings, wanted))
        show(wanted, measure(settings, plan, wanted, home))
    finally:
        if os.environ.get("RINGDESK_BENCH_KEEP"):
            print(f"Kept: {home}")
        else:
            shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
