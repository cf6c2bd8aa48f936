"""What strangers and broken trunks may send: it is never more than a line in the log."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator

import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.media.tables import PCMA, PCMU
from ringdesk.domains.telephony.sip import sdp
from ringdesk.domains.telephony.sip.endpoints import one_message
from ringdesk.domains.telephony.sip.messages import parse
from tests.domains.telephony.network import Trunk, trunk_to

pytestmark = pytest.mark.anyio

SDP = sdp.describe("127.0.0.1", 4000, (PCMU, PCMA))
INVITE = (
    "INVITE sip:+498001234567@127.0.0.1 SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK{n};rport\r\n"
    "Max-Forwards: 70\r\nFrom: <sip:+49151234567@127.0.0.1>;tag=a{n}\r\n"
    "To: <sip:+498001234567@127.0.0.1>\r\nCall-ID: hostile{n}\r\nCSeq: 1 INVITE\r\n"
    "Contact: <sip:them@127.0.0.1:5070>\r\nRecord-Route: <sip:127.0.0.1;lr>\r\n"
    "Content-Type: application/sdp\r\nContent-Length: {length}\r\n\r\n{body}"
)
ODD = [
    b"", b"\r\n\r\n", b"\x00" * 200, b"SIP/2.0", b"SIP/2.0 abc OK\r\n\r\n", b"INVITE\r\n\r\n",
    b"INVITE sip:a SIP/2.0\r\n\r\n", b"x" * 65_000, b"INVITE sip:a@b SIP/2.0\r\nVia: \r\n\r\n",
    b"BYE sip:a SIP/2.0\r\nVia: a\r\nFrom: a\r\nTo: a\r\nCall-ID: a\r\nCSeq: x y\r\n\r\n",
    b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h\r\nFrom: a\r\nTo: b\r\nCall-ID: c\r\nCSeq: 1 A\r\n\r\n",
]  # fmt: skip


def an_invite(number: int, body: str = SDP) -> str:
    return INVITE.format(n=number, length=len(body), body=body)


def spoiled(text: str, chance: random.Random) -> bytes:
    raw = bytearray(text.encode())
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(raw))
        what = chance.randrange(4)
        if what == 0:
            raw[at] = chance.randrange(256)
        elif what == 1:
            del raw[at : at + chance.randint(1, 40)]
        elif what == 2:
            raw[at:at] = raw[at : at + chance.randint(1, 80)] * chance.randint(1, 5)
        else:
            raw[at:at] = chance.choice([b"\r\n", b";", b"<", b'"', b",", b"\x00", b"%0d", b"@"])
        if not raw:
            break
    return bytes(raw)


class TestReading:
    def test_nothing_that_comes_raises(self) -> None:
        chance = random.Random(3)
        for number in range(3000):
            parse(spoiled(an_invite(number), chance), ("127.0.0.1", 5070))
        for odd in ODD:
            parse(odd, ("127.0.0.1", 5070))

    def test_a_description_is_read_or_refused(self) -> None:
        chance = random.Random(4)
        for _ in range(3000):
            text = spoiled(SDP, chance).decode(errors="replace")
            try:
                found = sdp.read(text, (PCMU, PCMA))
            except sdp.BadDescription:
                continue
            assert 0 < found.port < 65_536 and found.codec in (PCMU, PCMA)

    async def test_a_stream_of_nonsense_ends(self) -> None:
        for raw in (
            b"INVITE sip:a SIP/2.0\r\nContent-Length: 99999999\r\n\r\n",
            b"INVITE sip:a SIP/2.0\r\nContent-Length: -5\r\n\r\n",
            b"INVITE sip:a SIP/2.0\r\nContent-Length: many\r\n\r\n",
            b"x" * 100_000,
            b"INVITE sip:a SIP/2.0\r\nContent-Length: 10\r\n\r\nfour",
        ):
            reader = asyncio.StreamReader(limit=65_536)
            reader.feed_data(raw)
            reader.feed_eof()
            with pytest.raises((EOFError, ValueError, asyncio.LimitOverrunError)):
                await one_message(reader)


class TestTrunk:
    @pytest.fixture
    async def trunk(self, network: PstnSim) -> AsyncIterator[Trunk]:
        """With lines for those invitations, too, that are good enough to ring."""
        async with trunk_to(*network.address, most_calls=1000) as made:
            yield made

    async def test_it_goes_on_after_all_of_it(self, trunk: Trunk, network: PstnSim) -> None:
        chance = random.Random(6)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.bind(("127.0.0.1", 0))
            for number in range(400):
                sender.sendto(spoiled(an_invite(number), chance), trunk.carrier.address)
                if number % 50 == 0:
                    await asyncio.sleep(0.02)
            for odd in ODD:
                sender.sendto(odd[:60_000], trunk.carrier.address)
        await trunk.dial("+49301234501")
        await trunk.hears("answered")

    async def test_what_asks_about_calls_of_others_is_told_that_there_are_none(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        await trunk.dial("+49301234501")
        await trunk.hears("answered")
        forged = (
            "BYE sip:ringdesk@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKf;rport"
            "\r\nFrom: <sip:a@b>;tag=guess\r\nTo: <sip:c@d>;tag=guess\r\nCall-ID: t:1\r\n"
            "CSeq: 9 BYE\r\nContent-Length: 0\r\n\r\n"
        )
        loop = asyncio.get_running_loop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.bind(("127.0.0.1", 0))
            sender.setblocking(False)
            sender.sendto(forged.encode(), trunk.carrier.address)
            async with asyncio.timeout(5):
                answer = await loop.sock_recv(sender, 2000)
        assert answer.startswith(b"SIP/2.0 481")
        assert trunk.kinds("t:1")[-1] == "answered"
