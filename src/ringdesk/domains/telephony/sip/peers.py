"""Where a trunk is: every address of its names. One of them is asked; calls come from any."""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence

from ringdesk.domains.telephony.sip.messages import Address


class Unreachable(OSError):
    """Names that no address is known of."""


class Peers:
    """`hosts`: the first is asked; the others, in their order, once it is silent."""

    def __init__(self, hosts: Sequence[str], port: int) -> None:
        self._names, self._port = tuple(hosts), port
        self._found: dict[str, str] = {}  # the name that each address is of, in the order asked

    @property
    def current(self) -> Address:
        return next(iter(self._found), ""), self._port

    def knows(self, source: Address) -> bool:
        return source[0] in self._found

    def name_of(self, host: str) -> str:
        """What the certificate at an address has to name: wherever a call's way leads, the trunk's
        own name."""
        return self._found.get(host, self._names[0])

    async def look(self) -> None:
        """Unreachable: none of the names has an address."""
        found: dict[str, str] = {}
        missing: Unreachable | None = None
        for name in self._names:
            try:
                for host in await addresses_of(name, self._port):
                    found.setdefault(host, name)
            except Unreachable as error:
                missing = error
        if not found and missing is not None:
            raise missing
        self._found = found

    async def another(self) -> None:
        """The one that is asked is silent: the next of them, and those that are new since."""
        before = list(self._found)
        try:
            await self.look()
        except Unreachable:
            return  # what was known is the best there is
        # Those after the silent one in their order, then those before it, and it last of all.
        known = {host: place for place, host in enumerate([*before[1:], *before[:1]])}
        order = sorted(self._found, key=lambda host: known.get(host, len(known)))
        self._found = {host: self._found[host] for host in order}


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
