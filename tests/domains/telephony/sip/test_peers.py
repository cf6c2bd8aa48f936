"""Where a trunk is."""

import asyncio
import socket
from typing import Any

import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.sip.incoming import IncomingCall
from ringdesk.domains.telephony.sip.peers import Peers, Unreachable
from tests.domains.telephony.network import Trunk

pytestmark = pytest.mark.anyio


def answering(*hosts: str) -> Any:
    async def getaddrinfo(*_: Any, **__: Any) -> list[Any]:
        return [
            (socket.AF_INET6 if ":" in host else socket.AF_INET, 2, 17, "", (host, 5060))
            for host in hosts
        ]

    return getaddrinfo


async def test_an_address_is_itself() -> None:
    peers = Peers(["192.0.2.7"], 5060)
    await peers.look()
    assert peers.current == ("192.0.2.7", 5060)
    assert peers.knows(("192.0.2.7", 40_000)) and not peers.knows(("192.0.2.8", 5060))


async def test_of_many_one_is_asked_and_all_may_call(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "getaddrinfo", answering("2001:db8::1", "192.0.2.1", "192.0.2.2"))
    peers = Peers(["trunk.example"], 5060)
    await peers.look()
    assert peers.current == ("192.0.2.1", 5060)
    assert all(peers.knows((host, 1)) for host in ("192.0.2.1", "192.0.2.2", "2001:db8::1"))
    await peers.another()
    assert peers.current[0] == "192.0.2.2"


async def test_backups_are_asked_in_their_order_and_then_again_from_the_first() -> None:
    peers = Peers(["192.0.2.1", "nothing.invalid", "192.0.2.2", "192.0.2.3"], 5061)
    await peers.look()
    asked = []
    for _ in range(4):
        asked.append(peers.current[0])
        await peers.another()
    assert asked == ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.1"]
    assert peers.name_of("192.0.2.2") == "192.0.2.2"
    assert peers.name_of("192.0.2.9") == "192.0.2.1"  # wherever the way leads, it is the trunk


async def test_a_name_without_address_is_said_so() -> None:
    with pytest.raises(Unreachable):
        await Peers(["nothing.invalid"], 5060).look()


async def test_who_calls_is_asserted_too(trunk: Trunk, network: PstnSim) -> None:
    await trunk.dial("+49301234501", from_number="+493099999")
    await trunk.hears("answered")
    call = network.phones[0].call
    assert isinstance(call, IncomingCall)
    assert "+493099999" in (call.request.get_header("p-asserted-identity") or "")
