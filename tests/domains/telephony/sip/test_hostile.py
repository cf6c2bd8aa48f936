"""What strangers and broken trunks may send: it is never more than a line in the log."""

import asyncio
import random
import socket

import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.media.tables import PCMA, PCMU
from ringdesk.domains.telephony.sip import entrance, sdp
from ringdesk.domains.telephony.sip.connections import one_message
from ringdesk.domains.telephony.sip.messages import parse
from tests.domains.telephony.network import Trunk, comes_true

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


def flood(trunk: Trunk, numbers: range, *, caller: str = "+4915{n:08}") -> None:
    """Invitations as good as any, under the trunk's address, by somebody who hears no answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind(("127.0.0.1", 0))
        for number in numbers:
            invite = an_invite(number).replace("+49151234567", caller.format(n=number))
            sender.sendto(invite.encode(), trunk.carrier.address)


class TestFlood:
    """A hundred lines: 75 of them for calls to us, 18 of those for callers not proved yet."""

    async def test_leaves_the_lines_of_our_own_calls(self, trunk: Trunk) -> None:
        flood(trunk, range(300))
        await comes_true(lambda: in_use(trunk) > 0)
        for n in range(3):
            await trunk.dial("+49301234501", f"t:{n}")
            await trunk.hears("answered", f"t:{n}")
        assert in_use(trunk) <= 18 + 3

    async def test_of_one_caller_has_a_few_lines(self, trunk: Trunk) -> None:
        flood(trunk, range(50), caller="+49151234567")
        await comes_true(lambda: in_use(trunk) > 0)
        assert (await trunk.carrier.health()).calls == 4

    async def test_whose_answers_nobody_hears_gives_way_to_others(
        self, trunk: Trunk, network: PstnSim, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        flood(trunk, range(100))
        await comes_true(lambda: in_use(trunk) == 18)
        refused = network.call("+498001234567", trunk.carrier.address)
        await comes_true(lambda: refused.ended is not None)
        monkeypatch.setattr(entrance, "FAIR_S", 0.0)  # the while is over
        phone = network.call("+498001234567", trunk.carrier.address)
        await comes_true(lambda: phone.state == "ringing")
        assert in_use(trunk) == 18

    async def test_does_not_touch_callers_who_are_there(
        self, trunk: Trunk, network: PstnSim, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        phone = network.call("+498001234567", trunk.carrier.address)
        event = await trunk.hears_of("initiated")
        await trunk.carrier.accept(event.carrier_call_id)
        await trunk.hears("answered", event.attempt)
        monkeypatch.setattr(entrance, "FAIR_S", 0.0)
        flood(trunk, range(300))
        await comes_true(lambda: in_use(trunk) == 19)
        assert phone.state == "answered"

    async def test_of_endless_names_is_nonsense(self, trunk: Trunk) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.bind(("127.0.0.1", 0))
            sender.settimeout(5)
            long = an_invite(1).replace("hostile1", "h" * 3000)
            sender.sendto(long.encode(), trunk.carrier.address)
            loop = asyncio.get_running_loop()
            answers = [await loop.run_in_executor(None, sender.recv, 9000) for _ in range(2)]
        assert answers[-1].startswith(b"SIP/2.0 400")


def in_use(trunk: Trunk) -> int:
    return trunk.carrier.active


class TestTrunk:
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
