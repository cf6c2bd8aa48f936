"""Trunks by TLS, over real sockets, with an authority of our own; and through Kamailio."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ringdesk.domains.telephony import CarrierRefused
from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.sip import keeping
from ringdesk.domains.telephony.sip.messages import Address
from ringdesk.domains.telephony.tls import BadCertificate, tls_with
from tests.domains.telephony.network import Trunk, a_network, comes_true, trunk_to
from tests.domains.telephony.sip.authority import Authority
from tests.domains.telephony.sip.others import TLS_MODULE, WHY, kamailio
from tests.domains.telephony.sip.test_others import EXPECTED, five

pytestmark = pytest.mark.anyio
NUMBER, OURS = "+4930123450", "+498001234567"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FIRST_WAIT_S", 0.1)


@asynccontextmanager
async def a_network_of(certificate: str, **given: Any) -> AsyncIterator[PstnSim]:
    async with a_network(transport="tls", tls=tls_with("", certificate), **given) as made:
        yield made


@pytest.fixture
async def secured(authority: Authority) -> AsyncIterator[PstnSim]:
    async with a_network_of(authority.certificate("127.0.0.1", "localhost")) as made:
        yield made


@pytest.fixture
async def line(secured: PstnSim, authority: Authority) -> AsyncIterator[Trunk]:
    async with trunk_to(*secured.address, transport="tls", ca=authority.pem) as made:
        yield made


async def our_way(network: PstnSim, *before: Address) -> Address:
    """Where the network reaches us: the connection that we opened."""
    ways = network._stack._ways
    assert ways is not None
    await comes_true(lambda: bool(set(ways._open) - set(before)))
    return (set(ways._open) - set(before)).pop()


async def cut(network: PstnSim) -> None:
    ways = network._stack._ways
    assert ways is not None
    for writer in tuple(ways._open.values()):
        writer.close()


class TestCalls:
    async def test_five_numbers_have_five_outcomes(self, line: Trunk) -> None:
        assert await five(line) == EXPECTED

    async def test_what_we_send_says_so(self, line: Trunk, secured: PstnSim) -> None:
        await line.dial(NUMBER + "1")
        await line.hears("answered")
        [phone] = secured.phones
        request = phone.call.request  # type: ignore[attr-defined]
        assert request.headers.get("via")[0].startswith("SIP/2.0/TLS")
        assert "transport=tls" in (request.get_header("contact") or "")
        phone.call.bye()
        await line.hears("completed")

    async def test_to_us_come_by_the_connection_that_we_keep(
        self, line: Trunk, secured: PstnSim
    ) -> None:
        phone = secured.call(OURS, await our_way(secured))
        event = await line.hears_of("initiated")
        await line.carrier.accept(event.carrier_call_id)
        await comes_true(lambda: phone.state == "answered")

    async def test_to_us_come_by_theirs_where_we_have_a_certificate(
        self, authority: Authority
    ) -> None:
        ours = authority.certificate("127.0.0.1")
        theirs = tls_with(authority.pem, authority.certificate("127.0.0.1"))
        async with (
            a_network(transport="tls", tls=theirs) as network,
            trunk_to(
                *network.address, transport="tls", ca=authority.pem, certificate=ours
            ) as trunk,
        ):
            phone = network.call(OURS, trunk.carrier.address)
            event = await trunk.hears_of("initiated")
            await trunk.carrier.accept(event.carrier_call_id)
            await comes_true(lambda: phone.state == "answered")


class TestCertificates:
    @pytest.mark.parametrize(
        ("names", "by", "lasts"),
        [
            (["127.0.0.1"], "a stranger", 1), (["127.0.0.2"], "ours", 1),
            (["trunk.example"], "ours", 1), (["127.0.0.1"], "ours", -2),
        ],
        ids=["of another authority", "of another address", "of another name", "that ended"],
    )  # fmt: skip
    async def test_that_are_not_the_trunks_are_never_spoken_to(
        self, authority: Authority, names: list[str], by: str, lasts: int
    ) -> None:
        signer = authority if by == "ours" else Authority("A stranger")
        certificate = signer.certificate(*names, lasts=timedelta(days=lasts))
        async with (
            a_network_of(certificate) as network,
            trunk_to(*network.address, transport="tls", ca=authority.pem) as trunk,
        ):
            with pytest.raises(CarrierRefused) as refused:
                await trunk.dial(NUMBER + "1")
            assert refused.value.code == 408
            assert network.phones == []
            health = await trunk.carrier.health()
            assert not health.ok
            assert "certificate is not believed" in health.says

    async def test_without_an_authority_given_only_the_systems_count(
        self, secured: PstnSim
    ) -> None:
        async with trunk_to(*secured.address, transport="tls") as trunk:
            with pytest.raises(CarrierRefused):
                await trunk.dial(NUMBER + "1")

    async def test_are_asked_for_by_the_name_that_was_entered(self, authority: Authority) -> None:
        asked = list[str]()
        tls = tls_with("", authority.certificate("localhost"))
        assert tls.server is not None
        tls.server.sni_callback = lambda _, name, __: asked.append(name)
        async with (
            a_network(transport="tls", tls=tls) as network,
            trunk_to("localhost", network.address[1], transport="tls", ca=authority.pem) as trunk,
        ):
            await trunk.dial(NUMBER + "1")
            assert set(asked) == {"localhost"}

    def test_of_ours_are_refused_when_they_are_none(self, authority: Authority) -> None:
        kind = "ENCRYPTED PRIVATE KEY-----"
        encrypted = f"-----BEGIN {kind}\nMII=\n-----END {kind}\n"
        for ca, certificate in (("junk", ""), ("", "junk"), ("", authority.pem), ("", encrypted)):
            with pytest.raises(BadCertificate):
                tls_with(ca, certificate)

    def test_nothing_older_than_1_2_is_spoken(self, authority: Authority) -> None:
        tls = tls_with(authority.pem, authority.certificate("localhost"))
        assert tls.server is not None
        for context in (tls.client, tls.server):
            assert context.minimum_version == ssl.TLSVersion.TLSv1_2


class TestTheConnection:
    async def test_that_ends_is_made_again_and_calls_go_on(
        self, line: Trunk, secured: PstnSim
    ) -> None:
        before = await our_way(secured)
        call = await line.dial(NUMBER + "1")
        await line.hears("answered")
        await cut(secured)
        now = await our_way(secured, before)
        await line.carrier.hang_up(call)
        await comes_true(lambda: secured.phones[0].state == "over")
        phone = secured.call(OURS, now)
        await comes_true(lambda: phone.state == "ringing")

    async def test_that_ends_while_a_call_is_asked_for_asks_once_more_and_rings_once(
        self, line: Trunk, secured: PstnSim
    ) -> None:
        await our_way(secured)
        dialling = asyncio.create_task(line.dial(NUMBER + "1"))
        await cut(secured)
        await dialling
        await line.hears("answered")
        assert len(secured.phones) == 1

    async def test_is_kept_open_by_a_word_now_and_then_and_theirs_is_answered(
        self, network: PstnSim
    ) -> None:
        async with trunk_to(*network.address, transport="tcp") as trunk:
            reader, writer = await asyncio.open_connection(*trunk.carrier.address)
            writer.write(b"\r\n\r\n")
            async with asyncio.timeout(5):
                assert await reader.readexactly(2) == b"\r\n"
            writer.close()

    async def test_of_ours_is_kept_open(
        self, authority: Authority, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keeping, "KEEP_ALIVE_S", 0.05)
        came = asyncio.Event()

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            assert await reader.readexactly(4) == b"\r\n\r\n"
            came.set()
            writer.close()

        context = tls_with("", authority.certificate("127.0.0.1")).server
        server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        async with server, trunk_to("127.0.0.1", port, transport="tls", ca=authority.pem):
            async with asyncio.timeout(10):
                await came.wait()

    async def test_that_cannot_be_made_is_made_to_the_next_host(
        self, secured: PstnSim, authority: Authority
    ) -> None:
        port = secured.address[1]
        async with trunk_to(
            "127.0.0.2", port, transport="tls", ca=authority.pem, backups=("127.0.0.1",)
        ) as trunk:
            await our_way(secured)
            await trunk.dial(NUMBER + "1")
            await trunk.hears("answered")

    async def test_that_cannot_be_made_at_all_is_told_at_once(self, authority: Authority) -> None:
        async with a_network_of(authority.certificate("127.0.0.1")) as network:
            address = network.address
        async with trunk_to(*address, transport="tls", ca=authority.pem) as trunk:
            async with asyncio.timeout(3):
                with pytest.raises(CarrierRefused):
                    await trunk.dial(NUMBER + "1")
            assert (await trunk.carrier.health()).says == "No connection to it is made"


@pytest.mark.skipif(TLS_MODULE is None, reason=WHY)
class TestKamailio:
    async def test_five_outcomes_by_digest_and_we_are_known_to_the_registrar(
        self, tmp_path: Path, network: PstnSim, authority: Authority
    ) -> None:
        certificate = authority.certificate("127.0.0.1")
        async with (
            kamailio(tmp_path, network.address, certificate=certificate) as edge,
            trunk_to(
                *edge, transport="tls", ca=authority.pem, username="ringdesk",
                password="a secret", domain="trunk.example", registrar=True,
            ) as trunk,
        ):  # fmt: skip
            assert await five(trunk, ring_timeout_s=2) == EXPECTED | {"5": ("failed", 500)}
            await comes_true(
                lambda: trunk.carrier._presence is not None and trunk.carrier._presence.is_known
            )
            [phone] = network.of(NUMBER + "1")
            await comes_true(lambda: phone.rtp.frames.received > 20)
            phone.call.bye()
            await trunk.hears("completed", "1")
