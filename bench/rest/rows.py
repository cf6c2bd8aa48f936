"""What is measured side by side: each row serves the same four acts from the same database."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from bench.ground import tokens
from bench.ground.database import SECRET, Loaded
from bench.ground.load import CONNECTIONS, Shot, wrk
from bench.ground.places import BENCH, ROOT, node_packages, python_of_peers
from bench.ground.servers import Server, cpu_us, serving
from bench.rest.statements import SESSION_OPTIONS

HERE = BENCH / "rest"
PORTS = {"ringdesk": 8711, "asgi": 8712, "fastify": 8713, "drf": 8714}
COMMAND = [sys.executable, "-m", "ringdesk", "serve"]
Settle = Callable[[], Awaitable[object]]


class HttpRow:
    """A server that wrk asks. `settle` waits until it has also done what it put off."""

    def __init__(
        self, name: str, server: Server, db: Loaded, token_file: Path,
        settle: Settle | None = None, *, connections: int = CONNECTIONS,
        acts: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.name, self.server, self.token_file = name, server, token_file
        self._connections, self._acts = connections, acts or {}
        self.size = db.size
        self._db, self._settle = db, settle

    async def measure(self, act: str, seconds: float) -> Shot:
        own, database = self.server.cpu_us(), cpu_us(self._db.postmaster)
        load = await wrk(
            HERE / "wrk.lua", self.server.url, self._acts.get(act, act), str(self.token_file),
            str(self._db.size.tickets), seconds=seconds, connections=self._connections,
        )  # fmt: skip
        if self._settle:
            await self._settle()
        await asyncio.sleep(0.1)
        answered = max(1, load.requests)
        return Shot(
            load.requests / load.seconds, load.p50_ms, load.p99_ms,
            (self.server.cpu_us() - own) / answered,
            (cpu_us(self._db.postmaster) - database) / answered, load.errors,
        )  # fmt: skip


def product_is_there() -> bool:
    return all(find_spec(f"ringdesk.{part}") for part in ("wiring", "cli"))


@contextmanager
def ringdesk(
    db: Loaded, settle: Settle | None = None, *, port: int = PORTS["ringdesk"],
    name: str = "Ringdesk", connections: int = CONNECTIONS,
) -> Iterator[HttpRow]:  # fmt: skip
    """The product, by its own command, in one process; nothing is left out but rate limits."""
    env = {
        "RINGDESK_PORT": str(port),
        "RINGDESK_DATA_DIR": str(db.home / "installation"),
        "RINGDESK_SECRET": SECRET,
        "RINGDESK_DATABASE_URL": db.owner_url,
        "RINGDESK_RATE_LIMIT_ENABLED": "false",
        "RINGDESK_METRICS_PORT": str(port + 1000),  # two may stand side by side
        "RINGDESK_LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT / "src"),
    }
    with serving(f"ringdesk-{port}", COMMAND, port=port, env=env, ready="/readyz") as server:
        file = tokens.from_product(db.size, server.url, db.home / "tokens-ringdesk")
        yield HttpRow(name, server, db, file, settle, connections=connections)


def peer_env(db: Loaded) -> dict[str, str]:
    return {
        "BENCH_DATABASE": db.app_url, "BENCH_SECRET": SECRET,
        "BENCH_SQL": str(db.home / "sql.json"), "PGOPTIONS": SESSION_OPTIONS,
    }  # fmt: skip


@contextmanager
def asgi(db: Loaded) -> Iterator[HttpRow]:
    command = [sys.executable, str(HERE / "asgi.py"), str(PORTS["asgi"])]
    with serving("asgi", command, port=PORTS["asgi"], env=peer_env(db)) as server:
        file = tokens.for_peers(db.size, db.home / "tokens-peers")
        yield HttpRow("bare asyncpg + ASGI", server, db, file)


@contextmanager
def fastify(db: Loaded) -> Iterator[HttpRow]:
    folder = HERE / "fastify"
    node_packages(folder)
    command = ["node", str(folder / "server.js"), str(PORTS["fastify"])]
    env = {**peer_env(db), "NODE_ENV": "production"}
    with serving("fastify", command, port=PORTS["fastify"], env=env) as server:
        file = tokens.for_peers(db.size, db.home / "tokens-peers")
        yield HttpRow("Fastify 5, Node", server, db, file)


@contextmanager
def drf(db: Loaded) -> Iterator[HttpRow]:
    """gunicorn as Django users run it: one worker, eight threads, a pool of connections."""
    folder, port = HERE / "drf", PORTS["drf"]
    env = {"BENCH_DATABASE": db.owner_url, "BENCH_SECRET": SECRET, "PYTHONPATH": str(folder)}
    command = [
        str(python_of_peers()), "-m", "gunicorn", "wsgi", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--threads", "8", "--keep-alive", "30",
        "--log-level", "warning",
    ]  # fmt: skip
    with serving("drf", command, port=port, env=env, cwd=folder) as server:
        file = tokens.for_peers(db.size, db.home / "tokens-peers")
        yield HttpRow("Django REST framework", server, db, file)


def environment_of(db: Loaded) -> dict[str, str]:
    return {**os.environ, **peer_env(db)}
