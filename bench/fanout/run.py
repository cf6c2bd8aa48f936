"""One message to many screens: our hub beside Node's socket.io 4, driven by the same stock client.

    python bench/fanout/run.py [--quick] [--json] [--with-python-socketio]

Everything is on loopback. Rounds are interleaved, because machines drift; the figures are medians
over rounds. CPU is the server's user and system time over what was delivered.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

HERE = Path(__file__).parent
NODE = HERE / "node"
CLIENTS, ROOMS = 500, 50
RATE = 100  # messages a second in the fixed-rate phase
OURS, PEER, STOCK = "ours", "node socket.io 4", "python-socketio, one put per queue"
FIGURES = ("per_second", "p50_ms", "p99_ms", "cpu_us")


def command_of(server: str, port: int) -> list[str]:
    node = shutil.which("node") or "node"
    return {
        OURS: [sys.executable, str(HERE / "ours.py"), str(port)],
        STOCK: [sys.executable, str(HERE / "python_socketio.py"), str(port)],
        PEER: [node, str(NODE / "server.js"), str(port)],
    }[server]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise SystemExit("The server ended before it served.")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("The server did not start within ten seconds.")


def cpu_seconds(pid: int) -> float:
    used = psutil.Process(pid).cpu_times()
    return used.user + used.system


def measure(name: str, seconds: float, rate: int) -> dict[str, float]:
    """One server, one run of the client: deliveries/s, delays in ms, CPU in us per delivery."""
    port = free_port()
    source = str(HERE.parent.parent / "src")
    server = subprocess.Popen(command_of(name, port), env={**os.environ, "PYTHONPATH": source})
    try:
        wait_for(port, server)
        node = shutil.which("node") or "node"
        given = [f"http://127.0.0.1:{port}", CLIENTS, ROOMS, seconds, rate]
        client = subprocess.Popen(
            [node, str(NODE / "client.js"), *map(str, given)], stdout=subprocess.PIPE, text=True
        )
        if client.stdout is None or client.stdout.readline().strip() != "begin":
            raise SystemExit(f"{name}: the client could not begin.")
        before = cpu_seconds(server.pid)
        found: dict[str, float] = json.loads(client.stdout.readline())
        used = cpu_seconds(server.pid) - before
        client.wait()
    finally:
        server.terminate()
        server.wait()
    return {**found, "cpu_us": used / max(1, found["delivered"]) * 1e6}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    parser.add_argument("--with-python-socketio", action="store_true")
    asked = parser.parse_args()
    if not (NODE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=NODE, check=True)
    servers = [OURS, PEER, *([STOCK] if asked.with_python_socketio else [])]
    rounds, seconds = (1, 3.0) if asked.quick else (5, 6.0)
    runs: dict[str, dict[str, list[dict[str, float]]]] = {}
    for turn in range(rounds):
        for phase, rate in (("closed loop", 0), (f"{RATE} messages/s", RATE)):
            # Who begins changes from round to round.
            for name in servers if turn % 2 == 0 else servers[::-1]:
                found = measure(name, seconds, rate)
                runs.setdefault(phase, {}).setdefault(name, []).append(found)
    report = {
        phase: {name: medians(found) for name, found in by.items()} for phase, by in runs.items()
    }
    print(json.dumps(report, indent=2) if asked.json else as_text(report, rounds, seconds))


def medians(found: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(one[name] for one in found) for name in FIGURES}


def as_text(report: dict[str, dict[str, Any]], rounds: int, seconds: float) -> str:
    lines = [
        f"{CLIENTS} stock clients in {ROOMS} rooms, 200-byte bodies, websocket transport; medians "
        f"of {rounds} interleaved rounds of {seconds:g} s", "",
    ]  # fmt: skip
    for phase, by in report.items():
        lines += [
            f"**{phase}**", "",
            "| server | deliveries/s | p50 ms | p99 ms | server CPU us/delivery | ratio to Node |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
        ]  # fmt: skip
        for name, one in by.items():
            ratio = one["cpu_us"] / by[PEER]["cpu_us"]
            lines.append(
                f"| {name} | {one['per_second']:,.0f} | {one['p50_ms']:.1f} | {one['p99_ms']:.1f} "
                f"| {one['cpu_us']:.1f} | {ratio:.2f} |"
            )
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
