"""Where SIP comes in and goes out: one UDP socket, or connections both ways, by TCP or TLS.

Our own, because aiosipua's UDP endpoint asserts a base class that asyncio's transports have from
Python 3.12 on only, and its TCP endpoint does not connect by itself.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Literal, Protocol, TypeAlias, cast

from typing_extensions import override

from ringdesk.domains.telephony.sip.messages import Address

log = logging.getLogger(__name__)

Transport: TypeAlias = Literal["UDP", "TCP", "TLS"]
Arrived: TypeAlias = Callable[[bytes, Address], None]


class Endpoint(Protocol):
    transport: Transport
    reliable: bool
    local: Address

    async def start(self, host: str, port: int, arrived: Arrived) -> None:
        """OSError: the port is taken."""

    def send(self, raw: bytes, to: Address) -> None:
        """Never fails: what does not get through is noticed by its not being answered."""

    async def reach(self, to: Address) -> bool:
        """Whether something can be sent there; where nobody connects, always."""

    async def stop(self) -> None:
        """Nothing comes and goes any more."""


class Udp(asyncio.DatagramProtocol):
    transport: Transport = "UDP"
    reliable = False

    def __init__(self) -> None:
        self.local: Address = ("", 0)
        self._socket: asyncio.DatagramTransport | None = None
        self._arrived: Arrived = lambda raw, source: None

    async def start(self, host: str, port: int, arrived: Arrived) -> None:
        self._arrived = arrived
        loop = asyncio.get_running_loop()
        opened, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(host, port))
        self.local = opened.get_extra_info("sockname")[:2]

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._socket = cast(asyncio.DatagramTransport, transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._arrived(data, (addr[0], addr[1]))

    @override
    def error_received(self, exc: Exception) -> None:
        log.debug("A datagram came back: %s", exc)

    def send(self, raw: bytes, to: Address) -> None:
        if self._socket is not None and not self._socket.is_closing():
            with suppress(OSError, ValueError):
                self._socket.sendto(raw, to)

    async def reach(self, to: Address) -> bool:
        return self._socket is not None

    async def stop(self) -> None:
        if self._socket is not None:
            self._socket.close()
