"""What becomes of a call that a trunk was asked for."""

import asyncio
from typing import Any

import pytest

from ringdesk.domains.telephony import CarrierRefused, DialRequest
from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.settings import SipSettings
from ringdesk.domains.telephony.sip.calls import Ended
from ringdesk.domains.telephony.sip.outcomes import outcome
from tests.domains.telephony.network import Trunk, a_network, comes_true, trunk_to

pytestmark = pytest.mark.anyio
NUMBER = "+4930123450"


class TestDialling:
    async def test_five_numbers_have_five_outcomes(self, transport: str) -> None:
        async with (
            a_network(transport=transport) as network,
            trunk_to(*network.address, transport=transport) as trunk,
        ):
            for digit in "12345":
                await trunk.dial(NUMBER + digit, digit, ring_timeout_s=1)
            assert (await trunk.hears("answered", "1")).code is None
            busy, gone = await trunk.hears("busy", "2"), await trunk.hears("no-answer", "3")
            wrong, full = await trunk.hears("failed", "4"), await trunk.hears("failed", "5")
            assert [busy.code, gone.code, wrong.code, full.code] == [486, 487, 404, 503]
            assert [wrong.permanent, full.permanent, busy.permanent] == [True, False, False]
            assert trunk.kinds("1") == ["initiated", "ringing", "answered"]
            assert trunk.kinds("3") == ["initiated", "ringing", "no-answer"]
            assert [one.seq for one in trunk.events if one.attempt == "3"] == [1, 2, 3]

    async def test_asking_twice_places_one_call(self, trunk: Trunk, network: PstnSim) -> None:
        first, second = await asyncio.gather(trunk.dial(NUMBER + "1"), trunk.dial(NUMBER + "1"))
        assert first == second == await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        assert [phone.attempt for phone in network.phones] == ["t:1"]

    async def test_the_network_sees_the_attempt_and_the_caller(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        await trunk.dial(NUMBER + "1", from_number="+493099999")
        await trunk.hears("answered")
        [phone] = network.phones
        assert (phone.number, phone.attempt) == (NUMBER + "1", "t:1")
        assert "+493099999" in phone.call.remote_uri

    async def test_a_person_and_a_machine_are_told_apart(self, trunk: Trunk) -> None:
        for digit in "16":
            await trunk.dial(NUMBER + digit, digit, detect_machine=True)
        assert (await trunk.hears("human", "1")).kind == "human"
        assert (await trunk.hears("machine", "6")).kind == "machine"

    async def test_who_hangs_up_ends_it_with_the_time_talked(self, trunk: Trunk) -> None:
        call = await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        await trunk.carrier.hang_up(call)
        ended = await trunk.hears("completed")
        assert ended.duration_s is not None
        await trunk.carrier.hang_up(call)
        await trunk.carrier.hang_up("nobody knows it")
        assert trunk.kinds("t:1").count("completed") == 1

    async def test_the_other_side_may_hang_up(self, trunk: Trunk, network: PstnSim) -> None:
        await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        network.phones[0].call.bye()
        assert (await trunk.hears("completed")).code == 200

    async def test_hanging_up_while_it_rings_cancels_it(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        call = await trunk.dial(NUMBER + "3")
        await trunk.hears("ringing")
        await trunk.carrier.hang_up(call)
        assert (await trunk.hears("canceled")).code == 487
        assert network.phones[0].state == "over"

    async def test_an_answer_that_crosses_the_cancel_is_ended_at_once(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        network.answers_after_s = 0.0
        call = await trunk.dial(NUMBER + "1")
        await trunk.carrier.hang_up(call)
        await comes_true(lambda: trunk.kinds("t:1")[-1] in ("canceled", "completed"))
        await comes_true(lambda: network.phones[0].state == "over")


class TestLimits:
    async def test_more_calls_than_lines_are_refused(self, network: PstnSim) -> None:
        async with trunk_to(*network.address, most_calls=1) as trunk:
            call = await trunk.dial(NUMBER + "3", "a")
            with pytest.raises(CarrierRefused) as refused:
                await trunk.dial(NUMBER + "1", "b")
            assert refused.value.code == 503
            assert trunk.kinds("b") == []
            await trunk.carrier.hang_up(call)
            await trunk.hears("canceled", "a")
            await trunk.dial(NUMBER + "1", "b")

    async def test_a_trunk_that_is_not_there_refuses_and_says_nothing_more(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ringdesk.domains.telephony.sip.carrier.FIRST_WORD_S", 0.3)
        async with a_network() as network:
            host, port = network.address
        async with trunk_to(host, port) as trunk:
            with pytest.raises(CarrierRefused) as refused:
                await trunk.dial(NUMBER + "1")
            assert (refused.value.code, refused.value.permanent) == (408, False)
            assert await trunk.carrier.look_up("t:1", None) is None
            assert trunk.events == []

    async def test_an_attempt_with_a_strange_name_is_refused(self, trunk: Trunk) -> None:
        for name in ("", "a b", "a\r\nVia: x", "x" * 500):
            with pytest.raises(CarrierRefused):
                await trunk.carrier.dial(DialRequest(attempt=name, to_number=NUMBER + "1"))

    async def test_a_number_cannot_write_headers(self, trunk: Trunk, network: PstnSim) -> None:
        for number in ("1\r\nX: y", "<sip:a@b>", ""):
            with pytest.raises(CarrierRefused):
                await trunk.dial(number, f"t:{len(number)}")
        assert network.phones == []


class TestLookingUp:
    async def test_what_it_never_heard_of_was_never_alive(self, trunk: Trunk) -> None:
        assert await trunk.carrier.look_up("t:99", "t:99") is None

    async def test_ends_are_remembered(self, trunk: Trunk) -> None:
        await trunk.dial(NUMBER + "2")
        await trunk.hears("busy")
        found = await trunk.carrier.look_up("t:1", None)
        assert found is not None
        assert found.kind == "busy"

    async def test_health_counts_calls(self, trunk: Trunk) -> None:
        await trunk.dial(NUMBER + "1")
        found = await trunk.carrier.health()
        assert (found.ok, found.calls) == (True, 1)


class TestTransfer:
    async def test_both_parties_hear_each_other(self, trunk: Trunk, network: PstnSim) -> None:
        call = await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        await trunk.carrier.transfer(call, "+49307777771")
        [second] = network.of("+49307777771")
        await comes_true(lambda: second.rtp.frames.received > 10)
        second.call.bye()
        await trunk.hears("completed")

    async def test_who_does_not_answer_leaves_the_call_as_it_was(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        call = await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        with pytest.raises(CarrierRefused):
            await trunk.carrier.transfer(call, "+49307777772")
        assert network.phones[0].state == "answered"
        assert trunk.kinds("t:1")[-1] == "answered"


class TestMeaning:
    @pytest.mark.parametrize(
        ("code", "kind", "permanent"),
        [
            (486, "busy", False), (600, "busy", False), (408, "no-answer", False),
            (480, "no-answer", False), (404, "failed", True), (484, "failed", True),
            (604, "failed", True), (500, "failed", False), (503, "failed", False),
            (603, "failed", False), (488, "failed", False),
        ],
    )  # fmt: skip
    def test_of_the_codes(self, code: int, kind: str, permanent: bool) -> None:
        assert outcome(Ended(code, "them"), was_answered=False) == (kind, permanent)

    def test_who_is_answered_is_completed_whoever_ends_it(self) -> None:
        assert outcome(Ended(200, "them"), was_answered=True).kind == "completed"

    def test_a_ring_timeout_is_no_answer_and_a_hang_up_is_canceled(self) -> None:
        ended = Ended(487, "us")
        assert outcome(ended, was_answered=False, because="ring_timeout").kind == "no-answer"
        assert outcome(ended, was_answered=False, because="hang_up").kind == "canceled"


class TestWhereTo:
    @pytest.mark.parametrize(
        ("given", "hop"),
        [
            ({"host": "sip.example.com"}, ("sip.example.com", 5060)),
            ({"host": "a.example", "port": 5080}, ("a.example", 5080)),
            ({"host": "a.example", "proxy": "b.example"}, ("b.example", 5060)),
            ({"host": "a.example", "proxy": "b.example:5070"}, ("b.example", 5070)),
            ({"host": "[2001:db8::1]"}, ("2001:db8::1", 5060)),
            ({"host": "a.example", "proxy": "[2001:db8::1]:5070"}, ("2001:db8::1", 5070)),
        ],
    )
    def test_requests_are_sent(self, given: dict[str, Any], hop: tuple[str, int]) -> None:
        assert SipSettings(**given).next_hop == hop
