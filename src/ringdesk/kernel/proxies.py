"""Whose `X-Forwarded-For` is believed: single addresses, and whole networks (10.0.0.0/8)."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network


class Proxies:
    """`address in proxies`, remembered for the latest: every request asks."""

    def __init__(self, entries: Iterable[str]) -> None:
        """ValueError for what is neither an address nor a network."""
        self._networks = [ip_network(entry) for entry in entries]
        self._belongs = lru_cache(1024)(self._look)

    def __contains__(self, address: str) -> bool:
        return bool(self._networks) and self._belongs(address)

    def _look(self, text: str) -> bool:
        try:
            address = ip_address(text)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped  # how a socket that listens on :: sees IPv4
        return any(address in network for network in self._networks)
