"""Where a trunk is: every address of its name. One of them is asked; calls come from any."""

import asyncio
import ipaddress
import socket

from ringdesk.domains.telephony.sip.messages import Address


class Unreachable(OSError):
    """A name that no address is known of."""


class Peers:
    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._hosts: list[str] = []

    @property
    def current(self) -> Address:
        return (self._hosts[0] if self._hosts else "", self._port)

    def knows(self, source: Address) -> bool:
        return source[0] in self._hosts

    async def look(self) -> None:
        """Unreachable."""
        self._hosts = await addresses_of(self._host, self._port)

    async def another(self) -> None:
        """The one that is asked is silent: the next of them, and those that are new since."""
        silent = self.current[0]
        try:
            await self.look()
        except Unreachable:
            return  # what was known is the best there is
        self._hosts.sort(key=lambda host: host == silent)


async def addresses_of(host: str, port: int) -> list[str]:
    """IPv4 before IPv6. Unreachable."""
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except OSError as error:
        raise Unreachable(f"{host} has no address") from error
    found.sort(key=lambda one: one[0] != socket.AF_INET)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def own_address_towards(peer: Address) -> str:
    """Which of our addresses the way to them begins with. No packet is sent."""
    family = socket.AF_INET6 if ":" in peer[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect(peer)
        return str(probe.getsockname()[0])
