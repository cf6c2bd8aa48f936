"""Which addresses are somebody else's server on the public internet, and which are not."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias

import httpx

Address: TypeAlias = IPv4Address | IPv6Address

# What `is_global` lets pass and is still nobody's server: relays that reach IPv4 by other means,
# the old site-local range, documentation, and Azure's address of the host.
ALSO_FORBIDDEN = tuple(
    ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "::/96", "64:ff9b:1::/48",
                 "2001::/32", "3fff::/20", "5f00::/16", "fec0::/10")
)  # fmt: skip
NAT64 = ip_network("64:ff9b::/96")
LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*\.?", re.ASCII)
LONGEST_NAME = 253
NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.ASCII)


class NotAHost(ValueError):
    pass


def may_reach(text: str, *, private_too: bool = False) -> bool:
    """Whether an address is a public one; `private_too` adds loopback and private networks, never
    link-local ones, where clouds answer for their machines."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    address = _meant(address)
    if address.is_multicast or address.is_unspecified or address.is_link_local:
        return False
    if private_too and (address.is_loopback or address.is_private):
        return True
    return (
        address.is_global
        and not address.is_reserved
        and not any(address in network for network in ALSO_FORBIDDEN)
    )


def _meant(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that is only another way of writing or reaching it."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def host_of(url: httpx.URL) -> str:
    """As it goes to the resolver: ASCII, lower case. Raises NotAHost."""
    host = url.raw_host.decode("ascii").lower()
    if ":" not in host and (len(host) > LONGEST_NAME or not NAME.fullmatch(host)):
        raise NotAHost
    return host.rstrip(".")


def literal(host: str) -> list[str] | None:
    """The address that a host is, if it is one. Of the many spellings of IPv4 (0x7f.1, 127.1,
    2130706433, 0177.0.0.1) only the plain one is taken, so that nobody reads it otherwise."""
    try:
        return [str(ip_address(host))]
    except ValueError:
        if ":" in host or NUMBER.fullmatch(host.rpartition(".")[2]):
            raise NotAHost from None
        return None
