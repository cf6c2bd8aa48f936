"""Sound that is encrypted: heard by both, by nobody between, and never plain instead."""

import re
import socket
from base64 import b64encode
from collections.abc import AsyncIterator

import pytest

from ringdesk.domains.telephony import CarrierRefused
from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.media.ports import Ports
from ringdesk.domains.telephony.media.rtp import HEAD, Far, Rtp
from ringdesk.domains.telephony.media.srtp import KEY_BYTES, Keys
from ringdesk.domains.telephony.media.tables import FRAME, PCMU
from ringdesk.domains.telephony.sip import sdp
from ringdesk.domains.telephony.tls import tls_with
from tests.domains.telephony.network import Trunk, a_network, comes_true, lately, loudness, trunk_to
from tests.domains.telephony.sip.authority import Authority
from tests.domains.telephony.sip.test_tls import our_way

NUMBER, OURS = "+4930123450", "+498001234567"
OURS_KEY, THEIRS_KEY = bytes(range(KEY_BYTES)), bytes(range(1, KEY_BYTES + 1))
SILENT = b"\xff" * FRAME


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(params=[True, False], ids=["encrypted", "plain"])
async def edge(
    request: pytest.FixtureRequest, authority: Authority, anyio_backend: str
) -> AsyncIterator[PstnSim]:
    tls = tls_with("", authority.certificate("127.0.0.1"))
    async with a_network(transport="tls", tls=tls, srtp=request.param) as made:
        yield made


@pytest.fixture
async def line(edge: PstnSim, authority: Authority) -> AsyncIterator[Trunk]:
    async with trunk_to(*edge.address, transport="tls", ca=authority.pem, srtp=True) as made:
        yield made


@pytest.mark.anyio
class TestACall:
    @pytest.mark.parametrize("edge", [True], indirect=True)
    async def test_of_ours_is_heard_both_ways(self, line: Trunk, edge: PstnSim) -> None:
        call = await line.dial(NUMBER + "7")
        await line.hears("answered")
        [phone] = edge.phones
        assert (await line.hears("digits")).detail == "1"
        await line.media.play(call, "tones:660:0.8")
        assert loudness(lately(phone, 0.5), 660) > 0.2

    @pytest.mark.parametrize("edge", [True], indirect=True)
    async def test_to_us_is_heard_and_goes_on_after_a_hold(
        self, line: Trunk, edge: PstnSim
    ) -> None:
        phone = edge.call(OURS, await our_way(edge), presses="4")
        event = await line.hears_of("initiated")
        await line.carrier.accept(event.carrier_call_id)
        await line.hears("digits", event.attempt)
        for held in (True, False):
            phone.call.hold(held)
        heard = phone.rtp.frames.received
        await comes_true(lambda: phone.rtp.frames.received > heard + 25)
        assert phone.rtp.frames.lost == 0

    @pytest.mark.parametrize("edge", [False], indirect=True)
    async def test_with_who_speaks_plainly_is_none(self, line: Trunk, edge: PstnSim) -> None:
        await line.dial(NUMBER + "1")
        assert (await line.hears("failed")).code == 488
        phone = edge.call(OURS, await our_way(edge))
        await comes_true(lambda: phone.state == "ringing")
        with pytest.raises(CarrierRefused):
            await line.carrier.accept(phone.call.call_id)
        await comes_true(lambda: phone.ended is not None)
        assert phone.ended is not None
        assert phone.ended.code == 488


class TestAStream:
    def test_is_not_to_be_read_forged_or_played_again(self) -> None:
        us, them = Rtp(Ports("127.0.0.1").open()), Rtp(Ports("127.0.0.1").open())
        us.aim(Far("127.0.0.1", them.port, PCMU, 101, keys=Keys(OURS_KEY, THEIRS_KEY)))
        them.aim(Far("127.0.0.1", us.port, PCMU, 101, keys=Keys(THEIRS_KEY, OURS_KEY)))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as between:
            between.bind(("127.0.0.1", 0))
            between.settimeout(2)
            port = between.getsockname()[1]
            us.aim(Far("127.0.0.1", port, PCMU, 101, keys=Keys(OURS_KEY, THEIRS_KEY)))
            us.send(SILENT)
            seen = between.recv(1500)
            assert SILENT not in seen
            assert len(seen) == HEAD.size + FRAME + 10
            forged = bytearray(seen)
            forged[20] ^= 1
            plain = HEAD.pack(0x80, PCMU, 1, 1, 1) + SILENT
            for one in (plain, bytes(forged), seen, seen):
                between.sendto(one, ("127.0.0.1", them.port))
            them.read()
        assert them.frames.received == 1
        us.close()
        them.close()

    def test_goes_on_under_the_same_key_where_it_was(self) -> None:
        """A counter that began anew under it would give away what was said."""
        us = Rtp(Ports("127.0.0.1").open())
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as them:
            them.bind(("127.0.0.1", 0))
            host, port = them.getsockname()
            us.aim(Far(host, port, PCMU, 101, keys=Keys(OURS_KEY, THEIRS_KEY)))
            out = us._cipher._out
            us.aim(Far(host, port, PCMU, 101, keys=Keys(OURS_KEY, OURS_KEY)))
            assert us._cipher._out is out
        us.close()


def offered(*lines: str) -> str:
    plain = sdp.describe("127.0.0.1", 4000, (PCMU,), key=OURS_KEY)
    return re.sub(r"a=crypto:.*\r\n", "".join(f"a=crypto:{one}\r\n" for one in lines), plain)


KEY = b64encode(THEIRS_KEY).decode()
GOOD = f"AES_CM_128_HMAC_SHA1_80 inline:{KEY}"


class TestKeys:
    @pytest.mark.parametrize(
        ("lines", "tag"),
        [
            ([f"1 {GOOD}"], "1"), ([f"7 {GOOD}|2^31"], "7"), ([f"1 {GOOD}|1048576 WSH=64"], "1"),
            ([f"1 AES_CM_128_HMAC_SHA1_32 inline:{KEY}", f"2 {GOOD}"], "2"),
            ([f"1 {GOOD}|2^20|1:4", f"2 {GOOD}"], "2"),
            ([f"1 {GOOD} UNENCRYPTED_SRTP", f"2 {GOOD}"], "2"),
            (["1 AES_CM_128_HMAC_SHA1_80 inline:c2hvcnQ=", f"2 {GOOD}"], "2"),
        ],
    )  # fmt: skip
    def test_the_first_that_is_as_good_as_ours_is_taken(self, lines: list[str], tag: str) -> None:
        text, sound = sdp.answer_for(offered(*lines), "127.0.0.1", 5000, (PCMU,), key=OURS_KEY)
        assert sound.keys == Keys(OURS_KEY, THEIRS_KEY)
        assert f"a=crypto:{tag} AES_CM_128_HMAC_SHA1_80 inline:" in text
        assert "RTP/SAVP" in text

    @pytest.mark.parametrize(
        "lines",
        [
            [], [f"1 {GOOD} UNENCRYPTED_SRTP"], [f"1 {GOOD} UNAUTHENTICATED_SRTP"],
            [f"x {GOOD}"], ["1 AES_CM_128_HMAC_SHA1_80 inline:====="], ["1 NULL inline:"],
        ],
    )  # fmt: skip
    def test_none_is_no_call(self, lines: list[str]) -> None:
        with pytest.raises(sdp.BadDescription):
            sdp.read(offered(*lines), (PCMU,), key=OURS_KEY)

    def test_of_theirs_are_of_no_use_where_we_have_none(self) -> None:
        with pytest.raises(sdp.BadDescription):
            sdp.read(offered(f"1 {GOOD}"), (PCMU,))
