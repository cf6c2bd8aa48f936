"""Our trunks against SIP that others wrote, and over a network that loses datagrams."""

import asyncio
from pathlib import Path

import pytest

from ringdesk.domains.telephony import CarrierRefused
from ringdesk.domains.telephony.fakes.sip import PstnSim
from tests.domains.telephony.network import Trunk, comes_true, trunk_to
from tests.domains.telephony.sip.others import KAMAILIO, SIPP, WHY, kamailio, losing, sipp

pytestmark = pytest.mark.anyio
NUMBER = "+4930123450"
CODES = {"1": None, "2": 486, "3": 487, "4": 404, "5": 503}
KINDS = {"1": "answered", "2": "busy", "3": "no-answer", "4": "failed", "5": "failed"}


async def five(trunk: Trunk, *, ring_timeout_s: int = 1) -> dict[str, tuple[str, int | None]]:
    """What became of each of the five numbers."""
    found: dict[str, tuple[str, int | None]] = {}
    for digit, kind in KINDS.items():
        try:
            await trunk.dial(NUMBER + digit, digit, ring_timeout_s=ring_timeout_s)
            found[digit] = kind, (await trunk.hears(kind, digit)).code
        except CarrierRefused as error:  # a 503 with no sign of life before
            found[digit] = "failed", error.code
    return found


EXPECTED = {digit: (kind, CODES[digit]) for digit, kind in KINDS.items()}


@pytest.mark.skipif(SIPP is None, reason=WHY)
class TestSipp:
    async def test_five_outcomes_are_right(self, tmp_path: Path) -> None:
        async with sipp(tmp_path) as network, trunk_to(*network) as trunk:
            assert await five(trunk) == EXPECTED
            await trunk.carrier.hang_up("1")
            assert (await trunk.hears("completed", "1")).duration_s is not None

    async def test_the_same_over_tcp(self, tmp_path: Path) -> None:
        async with (
            sipp(tmp_path, transport="t1") as network,
            trunk_to(*network, transport="tcp") as trunk,
        ):
            assert await five(trunk) == EXPECTED


@pytest.mark.skipif(KAMAILIO is None, reason=WHY)
class TestKamailio:
    async def test_five_outcomes_by_digest_and_a_recorded_route(
        self, tmp_path: Path, network: PstnSim
    ) -> None:
        async with (
            kamailio(tmp_path, network.address) as edge,
            trunk_to(
                *edge, username="ringdesk", password="a secret", domain="trunk.example"
            ) as trunk,
        ):
            # A proxy passes no 503 on: it would say that the proxy is full (RFC 3261, 16.7).
            assert await five(trunk, ring_timeout_s=2) == EXPECTED | {"5": ("failed", 500)}
            [phone] = network.of(NUMBER + "1")
            assert phone.call.routes  # it stayed in the way
            await comes_true(lambda: phone.rtp.frames.received > 20)
            await trunk.carrier.hang_up("1")
            await trunk.hears("completed", "1")
            await comes_true(lambda: phone.state == "over")

    async def test_the_other_side_ends_it_through_the_edge(
        self, tmp_path: Path, network: PstnSim
    ) -> None:
        async with (
            kamailio(tmp_path, network.address) as edge,
            trunk_to(*edge, username="ringdesk", password="a secret") as trunk,
        ):
            await trunk.dial(NUMBER + "1")
            await trunk.hears("answered")
            network.phones[0].call.bye()
            await trunk.hears("completed")

    async def test_a_wrong_password_is_the_trunks_refusal(
        self, tmp_path: Path, network: PstnSim
    ) -> None:
        async with (
            kamailio(tmp_path, network.address) as edge,
            trunk_to(*edge, username="ringdesk", password="a guess") as trunk,
        ):
            with pytest.raises(CarrierRefused) as refused:
                await trunk.dial(NUMBER + "1")
            assert refused.value.code == 407
            assert not network.phones

    async def test_we_register_to_be_called(self, tmp_path: Path, network: PstnSim) -> None:
        async with (
            kamailio(tmp_path, network.address) as edge,
            trunk_to(
                *edge, username="ringdesk", password="a secret", domain="trunk.example",
                registrar=True,
            ) as trunk,
        ):  # fmt: skip

            async def well() -> bool:
                return (await trunk.carrier.health()).ok

            async with asyncio.timeout(10):
                while not await well():  # noqa: ASYNC110
                    await asyncio.sleep(0.1)


class TestLoss:
    async def test_sixty_of_sixty_get_through_when_a_fifth_is_lost(self, network: PstnSim) -> None:
        async with (
            losing(network.address, 0.2) as (address, proxy),
            trunk_to(*address) as trunk,
        ):
            attempts = [f"t:{number}" for number in range(60)]
            await asyncio.gather(
                *(trunk.dial(NUMBER + "1", one, ring_timeout_s=60) for one in attempts)
            )
            for one in attempts:
                await trunk.hears("answered", one, seconds=30)
            assert len(network.phones) == 60  # and nobody was rung twice
            await asyncio.gather(*(trunk.carrier.hang_up(one) for one in attempts))
            await comes_true(lambda: all(one.state == "over" for one in network.phones), 20)
            assert proxy.lost > 0.1 * proxy.passed
