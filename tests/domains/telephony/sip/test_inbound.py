"""Calls that come to us."""

import asyncio

import pytest

from ringdesk.domains.telephony import CarrierRefused
from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.sip import INBOUND
from ringdesk.domains.telephony.sip.messages import Address
from tests.domains.telephony.network import (
    Trunk,
    comes_true,
    lately,
    loudness,
    trunk_to,
)

pytestmark = pytest.mark.anyio
OURS = "+498001234567"


def listening_at(trunk: Trunk) -> Address:
    return trunk.carrier.address


class TestCallsToUs:
    async def test_it_rings_with_both_numbers_until_it_is_taken(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        phone = network.call(OURS, listening_at(trunk), from_number="+49151234567")
        event = await trunk.hears_of("initiated")
        assert event.attempt == INBOUND + event.carrier_call_id
        assert event.detail == f"+49151234567 {OURS}"
        await comes_true(lambda: phone.state == "ringing")
        await trunk.carrier.accept(event.carrier_call_id)
        await comes_true(lambda: phone.state == "answered")
        await trunk.hears("answered", event.attempt)
        phone.call.bye()
        assert (await trunk.hears("completed", event.attempt)).duration_s is not None

    async def test_who_gives_up_was_not_answered(self, trunk: Trunk, network: PstnSim) -> None:
        phone = network.call(OURS, listening_at(trunk))
        event = await trunk.hears_of("initiated")
        await comes_true(lambda: phone.state == "ringing")
        phone.hang_up()
        await trunk.hears("no-answer", event.attempt)
        with pytest.raises(CarrierRefused):
            await trunk.carrier.accept(event.carrier_call_id)

    async def test_hanging_up_refuses_it(self, trunk: Trunk, network: PstnSim) -> None:
        phone = network.call(OURS, listening_at(trunk))
        event = await trunk.hears_of("initiated")
        await trunk.carrier.hang_up(event.carrier_call_id)
        await comes_true(lambda: phone.ended is not None)
        assert phone.ended is not None
        assert phone.ended.code == 480

    async def test_with_all_lines_in_use_it_is_told_so(self, network: PstnSim) -> None:
        async with trunk_to(*network.address, most_calls=0) as trunk:
            phone = network.call(OURS, listening_at(trunk))
            await comes_true(lambda: phone.ended is not None)
            assert phone.ended is not None
            assert phone.ended.code == 503

    async def test_strangers_are_not_answered(self, network: PstnSim) -> None:
        async with trunk_to("127.0.0.2", network.address[1], advertised_ip="127.0.0.1") as trunk:
            network.call(OURS, listening_at(trunk))
            await comes_true(lambda: trunk.carrier.refused > 0)
            assert trunk.events == []

    async def test_strangers_connections_are_not_taken(self, network: PstnSim) -> None:
        async with trunk_to("127.0.0.2", network.address[1], transport="tcp") as trunk:
            reader, writer = await asyncio.open_connection(*trunk.carrier.address)
            async with asyncio.timeout(5):
                assert await reader.read() == b""
            writer.close()


class TestMenus:
    async def test_a_prompt_is_heard_and_keys_are_collected(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        phone = network.call(OURS, listening_at(trunk), presses="42#")
        event = await trunk.hears_of("initiated")
        call = event.carrier_call_id
        await trunk.carrier.accept(call)
        await trunk.hears("answered", event.attempt)
        keys = await trunk.media.collect(call, prompt="tones:880:8", most=5)
        assert keys == "42"
        await comes_true(lambda: loudness(lately(phone), 880) < 0.02)
        await trunk.media.play(call, "tones:660:0.8")
        assert loudness(lately(phone, 0.5), 660) > 0.2

    async def test_nothing_pressed_is_nothing_after_a_while(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        network.call(OURS, listening_at(trunk))
        event = await trunk.hears_of("initiated")
        await trunk.carrier.accept(event.carrier_call_id)
        await trunk.hears("answered", event.attempt)
        assert await trunk.media.collect(event.carrier_call_id, seconds=0.2) == ""


class TestHold:
    async def test_their_hold_and_its_end_are_accepted(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        await trunk.dial("+49301234501")
        await trunk.hears("answered")
        [phone] = network.phones
        phone.call.hold(True)
        phone.call.hold(False)
        heard = phone.rtp.frames.received
        await comes_true(lambda: phone.rtp.frames.received > heard + 25)
        assert phone.state == "answered"
