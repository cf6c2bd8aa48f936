"""Other people's SIP: sipp as the telephone network, Kamailio as the edge of a carrier."""

import asyncio
import random
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from typing_extensions import override

from ringdesk.domains.telephony.sip.messages import Address
from ringdesk.domains.telephony.sip.stack import SipStack
from tests.conftest import eventually
from tests.realtime.conftest import free_port

HERE = Path(__file__).parent
SIPP, KAMAILIO = shutil.which("sipp"), shutil.which("kamailio")
TLS_MODULE = next(Path("/usr/lib").glob("*/kamailio/modules/tls.so"), None)
WHY = "sip-tester and kamailio are not installed: deploy/system-packages"

BY_TLS = """loadmodule "tls.so"
modparam("tls", "certificate", "{pem}")
modparam("tls", "private_key", "{pem}")
modparam("tls", "tls_method", "TLSv1.2+")
loadmodule "tm.so\""""


def spawned(command: list[str], folder: Path) -> "subprocess.Popen[bytes]":
    with (folder / "said.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)


def said(folder: Path) -> str:
    return (folder / "said.log").read_text(errors="replace")


@asynccontextmanager
async def running(command: list[str], port: int, folder: Path) -> AsyncIterator[Address]:
    """Until it answers OPTIONS, or anything at all."""
    process = spawned(command, folder)
    probe = SipStack()
    await probe.start()

    async def answers() -> bool:
        assert process.poll() is None, said(folder)
        return await probe.options("sip:probe@127.0.0.1", ("127.0.0.1", port), 0.3) is not None

    try:
        await eventually(answers, 10)
        yield "127.0.0.1", port
    finally:
        await probe.stop()
        process.terminate()
        await asyncio.to_thread(process.wait)


@asynccontextmanager
async def sipp(folder: Path, *, transport: str = "u1") -> AsyncIterator[Address]:
    """The scenario beside this file. It answers no OPTIONS: its port says that it is there."""
    port = free_port()
    command = [
        str(SIPP), "-sf", str(HERE / "pstn.xml"), "-i", "127.0.0.1", "-p", str(port), "-nostdin",
        "-t", transport, "-mp", str(free_port()), "-trace_err",
    ]  # fmt: skip
    process = spawned(command, folder)
    sockets = Path("/proc/net/udp" if transport.startswith("u") else "/proc/net/tcp")

    async def listens() -> bool:
        assert process.poll() is None, said(folder)
        table = await asyncio.to_thread(sockets.read_text)
        return f":{port:04X}" in table

    try:
        await eventually(listens, 10)
        yield "127.0.0.1", port
    finally:
        process.kill()
        await asyncio.to_thread(process.wait)


@asynccontextmanager
async def kamailio(folder: Path, pstn: Address, *, certificate: str = "") -> AsyncIterator[Address]:
    """With a certificate by TLS, too, at its address; what it is asked for first is by UDP."""
    port = free_port()
    config = folder / "kamailio.cfg"
    text = await asyncio.to_thread((HERE / "kamailio.cfg").read_text)
    text = text.replace("PSTN_PORT", str(pstn[1]))
    listens = ["-l", f"udp:127.0.0.1:{port}"]
    if certificate:
        await asyncio.to_thread((folder / "edge.pem").write_text, certificate)
        text = text.replace("disable_tcp=yes", "enable_tls=yes\ntcp_children=2")
        text = text.replace('loadmodule "tm.so"', BY_TLS.format(pem=folder / "edge.pem"))
        listens += ["-l", f"tls:127.0.0.1:{port}"]
    await asyncio.to_thread(config.write_text, text)
    command = [
        str(KAMAILIO), "-f", str(config), *listens, "-DD", "-E", "-m", "32",
        "-M", "4", "-Y", str(folder), "-P", str(folder / "kamailio.pid"),
    ]  # fmt: skip
    async with running(command, port, folder) as address:
        yield address


class Lossy(asyncio.DatagramProtocol):
    """Between us and a network: datagrams are lost, both ways, by a seed."""

    def __init__(self, to: Address, share: float, seed: int = 7) -> None:
        self._to, self._share, self._chance = to, share, random.Random(seed)
        self._back: Address | None = None
        self._socket: asyncio.DatagramTransport | None = None
        self.passed = self.lost = 0
        self.counts: Callable[[bytes], bool] = lambda data: True

    @override
    def connection_made(self, transport: Any) -> None:
        self._socket = transport

    @override
    def datagram_received(self, data: bytes, addr: Any) -> None:
        if addr != self._to:
            self._back = addr
        if self._chance.random() < self._share:
            self.lost += 1
            return
        self.passed += 1
        to = self._back if addr == self._to else self._to
        if to is not None and self._socket is not None:
            self._socket.sendto(data, to)


@asynccontextmanager
async def losing(to: Address, share: float) -> AsyncIterator[tuple[Address, Lossy]]:
    loop = asyncio.get_running_loop()
    opened, proxy = await loop.create_datagram_endpoint(
        lambda: Lossy(to, share), local_addr=("127.0.0.1", 0)
    )
    try:
        yield opened.get_extra_info("sockname")[:2], proxy
    finally:
        with suppress(OSError):
            opened.close()
