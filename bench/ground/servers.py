"""Servers as processes of their own: started, waited for, weighed, ended."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from bench.ground.places import cache
from ringdesk.kernel.embedded import die_with_parent

START_SECONDS = 60


class Server:
    def __init__(self, name: str, process: "subprocess.Popen[bytes]", url: str) -> None:
        self.name, self.url = name, url
        self._process = process

    def cpu_us(self) -> int:
        return cpu_us(self._process.pid)

    def memory_mb(self) -> float:
        return memory_mb(self._process.pid)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def ended(self) -> int | None:
        return self._process.poll()


@contextmanager
def serving(
    name: str, command: list[str], *, port: int, env: dict[str, str], ready: str = "/livez",
    cwd: Path | None = None,
) -> Iterator[Server]:  # fmt: skip
    """A server until the block ends. RuntimeError with its log's end, if it does not come up."""
    log = cache() / f"{name.replace(' ', '-')}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **env}, cwd=cwd, stdout=output, stderr=output,
            start_new_session=True, preexec_fn=die_with_parent,
        )  # fmt: skip
    server = Server(name, process, f"http://127.0.0.1:{port}")
    try:
        wait_until_ready(server, ready, log)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_until_ready(server: Server, path: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.ended is None:
        try:
            with urllib.request.urlopen(server.url + path, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    tail = log.read_text(errors="replace")[-1500:]
    raise RuntimeError(f"{server.name} did not come up:\n{tail}")


def tree(root: int) -> list[psutil.Process]:
    """The process and all below it that live."""
    try:
        top = psutil.Process(root)
        return [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def cpu_us(root: int) -> int:
    """User and system time of a tree of processes, with children that ended, in microseconds."""
    spent = 0.0
    for process in tree(root):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            spent += times.user + times.system + times.children_user + times.children_system
    return round(spent * 1e6)


def memory_mb(root: int) -> float:
    taken = 0.0
    for process in tree(root):
        with suppress(psutil.NoSuchProcess):
            taken += process.memory_info().rss / 1e6
    return taken
