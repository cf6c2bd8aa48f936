"""A real coturn on loopback, and just enough of STUN and TURN (RFC 8489, 8656) to ask it things."""

import asyncio
import hashlib
import hmac
import os
import secrets
import shutil
import socket
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.conftest import eventually

TURNSERVER = shutil.which("turnserver") or ""
CONF = Path(__file__).parents[1] / "deploy" / "coturn.conf"
COOKIE = 0x2112A442
ALLOCATE, CREATE_PERMISSION = 0x003, 0x008
USERNAME, INTEGRITY, ERROR_CODE, PEER = 0x006, 0x008, 0x009, 0x012
REALM, NONCE, TRANSPORT = 0x014, 0x015, 0x019


def ours(line: str) -> bool:
    """Not what a test needs otherwise: port, secret, and (for calls on loopback) who is denied."""
    return not line.startswith(("listening-port", "static-auth-secret", "min-port", "max-port"))


class Coturn:
    """With the configuration that we ship. `relays_to_loopback`: only so can a test make calls."""

    def __init__(self, folder: Path, port: int, *, relays_to_loopback: bool = False) -> None:
        self.secret, self.port = secrets.token_hex(16), port
        self.url = f"turn:127.0.0.1:{port}?transport=udp"
        self._process: subprocess.Popen[bytes] | None = None
        lines = [line for line in CONF.read_text().splitlines() if ours(line)]
        if relays_to_loopback:
            lines = [line for line in lines if not line.startswith("denied-peer-ip")]
            lines.append("allow-loopback-peers")
        lines += [
            f"static-auth-secret={self.secret}", f"listening-port={port}", "min-port=40000",
            "max-port=45000", "listening-ip=127.0.0.1", "relay-ip=127.0.0.1", "no-tls", "no-dtls",
            f"pidfile={folder}/turn.pid", f"userdb={folder}/turndb", "log-file=stdout",
        ]  # fmt: skip
        self._conf = folder / "coturn.conf"
        self._conf.write_text("\n".join(lines))

    def _spawn(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [TURNSERVER, "-c", str(self._conf)], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(self._conf.parent)},
        )  # fmt: skip

    async def start(self) -> None:
        self._process = self._spawn()

        async def it_answers() -> bool:
            with Turn(self.port, "x", "x") as asking:
                return await asking.refusal() == 401

        await eventually(it_answers, 10)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + b"\0" * (-len(value) % 4)


def attributes_of(message: bytes) -> dict[int, bytes]:
    found, at = dict[int, bytes](), 20
    while at + 4 <= len(message):
        kind, size = struct.unpack_from("!HH", message, at)
        found[kind] = message[at + 4 : at + 4 + size]
        at += 4 + size + (-size % 4)
    return found


def peer_address(address: str, port: int) -> bytes:
    """XOR-PEER-ADDRESS, IPv4."""
    number = struct.unpack("!I", socket.inet_aton(address))[0]
    return struct.pack("!BBHI", 0, 1, port ^ (COOKIE >> 16), number ^ COOKIE)


@dataclass
class Turn:
    """One allocation over UDP, on one socket."""

    port: int
    username: str
    password: str

    def __post_init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(2)
        self._socket.connect(("127.0.0.1", self.port))
        self._realm = self._nonce = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _ask(self, method: int, *more: bytes, signed: bool) -> tuple[int, dict[int, bytes]]:
        """The error code, 0 for success; and the answer's attributes."""
        body = b"".join(more)
        if signed:
            body += attribute(USERNAME, self.username.encode())
            body += attribute(REALM, self._realm) + attribute(NONCE, self._nonce)
        head = struct.pack("!HHI", method, len(body) + 24 * signed, COOKIE) + secrets.token_bytes(
            12
        )
        if signed:
            known = f"{self.username}:{self._realm.decode()}:{self.password}".encode()
            key = hashlib.md5(known, usedforsecurity=False).digest()
            body += attribute(INTEGRITY, hmac.new(key, head + body, hashlib.sha1).digest())
        try:
            self._socket.send(head + body)
            answer = attributes_of(self._socket.recv(4096))
        except OSError:
            return -1, {}
        error = answer.get(ERROR_CODE)
        return (0 if error is None else error[2] * 100 + error[3]), answer

    def _allocate(self) -> int:
        wanted = attribute(TRANSPORT, b"\x11\0\0\0")  # UDP
        code, answer = self._ask(ALLOCATE, wanted, signed=False)
        self._realm, self._nonce = answer.get(REALM, b""), answer.get(NONCE, b"")
        return code if not self._nonce else self._ask(ALLOCATE, wanted, signed=True)[0]

    async def refusal(self) -> int:
        """Of an allocation: 0 if it was given, 401 for bad credentials, -1 for no answer."""
        return await asyncio.to_thread(self._allocate)

    async def denied(self, address: str) -> int:
        """Whether the relay would pass anything on to this address: 403 if not. Nothing is sent."""
        permission = attribute(PEER, peer_address(address, 9))
        code, _ = await asyncio.to_thread(self._ask, CREATE_PERMISSION, permission, signed=True)
        return code
