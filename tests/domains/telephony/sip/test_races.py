"""What crosses on the way, comes twice, or never: a trunk on a bare socket that does all of it."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from ringdesk.domains.telephony import CarrierRefused
from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.sip import calls, incoming, outgoing, sdp, transactions
from ringdesk.domains.telephony.sip.messages import tag_of
from tests.domains.telephony.network import Trunk, comes_true, lately, loudness, trunk_to
from tests.domains.telephony.sip.stranger import SOUND, Stranger, a_stranger

pytestmark = pytest.mark.anyio
NUMBER = "+4930123450"


@pytest.fixture
async def stranger() -> AsyncIterator[Stranger]:
    async with a_stranger() as made:
        yield made


@pytest.fixture
async def ours(stranger: Stranger) -> AsyncIterator[Trunk]:
    async with trunk_to(*stranger.address) as made:
        yield made


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits half a minute for what never comes."""
    for module in (transactions, incoming, outgoing):
        monkeypatch.setattr(module, "PATIENCE_S", 1.5)


class TestACallOfOurs:
    async def test_whose_answer_crosses_the_cancel_is_acknowledged_and_ended(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        invite = await stranger.gets("INVITE")
        stranger.answer(invite, 180)
        await ours.carrier.hang_up(await dialling)
        cancel = await stranger.gets("CANCEL")
        stranger.answer(invite, 200, body=SOUND)
        stranger.answer(cancel, 481)  # nothing left to cancel
        await stranger.gets("ACK")
        stranger.answer(await stranger.gets("BYE"), 200)
        await ours.hears("canceled")

    async def test_which_they_say_to_have_canceled_and_never_end_is_over_for_us(
        self, ours: Trunk, stranger: Stranger, soon: None
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        invite = await stranger.gets("INVITE")
        stranger.answer(invite, 180)
        await ours.carrier.hang_up(await dialling)
        stranger.answer(await stranger.gets("CANCEL"), 200)
        stranger.answer(invite, 180)  # and no 487, ever
        await ours.hears("canceled")
        assert ours.carrier.active == 0

    async def test_that_two_telephones_take_is_the_firsts_and_the_second_is_hung_up(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        invite = await stranger.gets("INVITE")
        stranger.answer(invite, 200, tag="first", body=SOUND)
        await dialling
        await ours.hears("answered")
        stranger.answer(invite, 200, tag="second", body=SOUND)
        bye = await stranger.gets("BYE")
        assert tag_of(bye, "to") == "second"
        assert "them-second@" in bye.uri
        stranger.answer(bye, 200)
        assert [tag_of(one, "to") for one in stranger.requests("ACK")] == ["first", "second"]
        assert ours.kinds("t:1")[-1] == "answered"

    async def test_that_rings_at_two_places_is_heard_at_the_latest_and_then_where_it_is_taken(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        with ears() as first, ears() as second:
            dialling = asyncio.create_task(ours.dial(NUMBER))
            invite = await stranger.gets("INVITE")
            stranger.answer(invite, 183, tag="first", body=sound_at(first))
            stranger.answer(invite, 183, tag="second", body=sound_at(second))
            await dialling
            await hears_us(second)
            stranger.answer(invite, 200, tag="first", body=sound_at(first))
            await ours.hears("answered")
            emptied(first)
            await hears_us(first)

    async def test_whose_answer_is_repeated_is_acknowledged_again_and_told_once(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        invite = await stranger.gets("INVITE")
        for _ in range(3):  # our ACK was lost twice
            stranger.answer(invite, 200, body=SOUND)
        await dialling
        await stranger.gets("ACK", times=3)
        await ours.hears("answered")
        assert ours.kinds("t:1").count("answered") == 1

    @pytest.mark.parametrize(
        "body",
        [
            "v=0\r\nm=audio", "nonsense", "", SOUND.replace("127.0.0.1", "224.0.0.1"),
            SOUND.replace("127.0.0.1", "255.255.255.255"), SOUND.replace("RTP/AVP 0", "RTP/AVP 99"),
            SOUND.replace("audio 40000", "audio 99999999"), SOUND * 200,
        ],
    )  # fmt: skip
    async def test_whose_description_is_of_no_use_is_ended_in_order(
        self, ours: Trunk, stranger: Stranger, body: str
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        stranger.answer(await stranger.gets("INVITE"), 200, body=body)
        await dialling
        stranger.answer(await stranger.gets("BYE"), 200)
        await comes_true(lambda: ours.carrier.active == 0)

    async def test_is_no_call_of_theirs_to_describe_before_it_is_answered(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        invite = await stranger.gets("INVITE")
        stranger.answer(invite, 183, body=SOUND)
        await dialling
        stranger.ask("BYE", invite, number=1)
        await stranger.is_answered("BYE", 481)  # only a caller may (RFC 3261, 15)
        assert ours.carrier.active == 1


class TestProvisionalAnswers:
    """RFC 3262."""

    async def test_are_acknowledged_once_each_and_in_their_order(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        invite = await stranger.gets("INVITE")
        assert "100rel" in (invite.get_header("supported") or "")
        number = invite.cseq.seq if invite.cseq else 0
        for rseq in ("7", "7", "9", "8"):  # repeated, too early, then in order
            stranger.answer(invite, 183, Require="100rel", RSeq=rseq, body=SOUND)
        await dialling
        first, second = await stranger.gets("PRACK"), await stranger.gets("PRACK", times=2)
        for one in (first, second):
            stranger.answer(one, 200)
        assert [one.get_header("rack") for one in (first, second)] == [
            f"7 {number} INVITE", f"8 {number} INVITE",
        ]  # fmt: skip
        assert tag_of(first, "to") == "them"
        stranger.answer(invite, 200)  # their sound was said, and acknowledged: not again
        await ours.hears("answered")
        assert not stranger.requests("BYE")

    async def test_of_ours_are_repeated_until_they_are_acknowledged(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        invite = stranger.invite(ours.carrier.address, Require="100rel")
        rings = await stranger.is_answered("INVITE", 180)
        await comes_true(lambda: len(stranger.answers("INVITE")) > 2)  # again
        stranger.follow("PRACK", invite, rings, number=2, RAck="1 1 INVITE")
        await stranger.is_answered("PRACK", 481)
        rack = f"{rings.get_header('rseq')} 1 INVITE"
        stranger.follow("PRACK", invite, rings, number=3, RAck=rack)
        await stranger.is_answered("PRACK", 200)
        call = (await ours.hears_of("initiated")).carrier_call_id
        taking = asyncio.create_task(ours.carrier.accept(call))
        taken = await stranger.is_answered("INVITE", 200)
        stranger.follow("ACK", invite, taken, number=1)
        await taking

    async def test_of_ours_that_nobody_acknowledges_end_the_call(
        self, ours: Trunk, stranger: Stranger, soon: None
    ) -> None:
        stranger.invite(ours.carrier.address, Require="100rel")
        await stranger.is_answered("INVITE", 504)
        await comes_true(lambda: ours.carrier.active == 0)

    async def test_what_is_required_and_unknown_is_named(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        stranger.invite(ours.carrier.address, Require="100rel, teleport")
        refused = await stranger.is_answered("INVITE", 420)
        assert refused.get_header("unsupported") == "teleport"


class TestACallToUs:
    async def test_whose_ack_is_lost_for_good_is_ended_and_heard_nothing_of_us(
        self, ours: Trunk, stranger: Stranger, soon: None
    ) -> None:
        with ears() as victim:
            stranger.invite(ours.carrier.address, body=sound_at(victim))
            event = await ours.hears_of("initiated")
            taking = asyncio.create_task(ours.carrier.accept(event.carrier_call_id))
            await stranger.is_answered("INVITE", 200)
            await comes_true(lambda: len(stranger.answers("INVITE")) > 3)  # repeated
            stranger.answer(await stranger.gets("BYE"), 200)
            await taking
            await ours.hears("completed", event.attempt)
            with pytest.raises(BlockingIOError):
                victim.recv(2000)

    async def test_that_is_left_by_a_bye_before_the_answer_is_over(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        invite = stranger.invite(ours.carrier.address)
        rings = await stranger.is_answered("INVITE", 180)
        event = await ours.hears_of("initiated")
        stranger.follow("BYE", invite, rings, number=2)
        await stranger.is_answered("BYE", 200)
        await stranger.is_answered("INVITE", 487)
        await ours.hears("no-answer", event.attempt)

    async def test_is_not_described_anew_before_it_is_answered(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        invite = stranger.invite(ours.carrier.address)
        rings = await stranger.is_answered("INVITE", 180)
        again = stranger.follow("INVITE", invite, rings, number=2, body=SOUND)
        refused = await stranger.is_answered("INVITE", 491)
        assert refused.cseq is not None
        assert again.cseq is not None
        assert refused.cseq.seq == again.cseq.seq


class TestBothAtOnce:
    async def test_two_hang_ups_are_one_end(self, trunk: Trunk, network: PstnSim) -> None:
        call = await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        network.phones[0].call.bye()
        await asyncio.gather(*(trunk.carrier.hang_up(call) for _ in range(3)))
        await trunk.hears("completed")
        await comes_true(lambda: network.phones[0].state == "over")
        assert trunk.kinds("t:1").count("completed") == 1

    async def test_two_offers_are_refused_and_made_again(
        self, trunk: Trunk, network: PstnSim, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(calls, "OUR_PAUSE_MS", (50, 100))
        monkeypatch.setattr(calls, "THEIR_PAUSE_MS", (0, 20))
        await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        line = next(iter(trunk.carrier._board.live))
        [phone] = network.phones
        told = list[str]()
        line.call.on.moved = lambda sound: told.append(f"us {sound.direction}")
        phone.call.on.moved = lambda sound: told.append(f"them {sound.direction}")
        line.call.hold(True)
        phone.call.hold(True)
        await comes_true(lambda: sorted(told) == ["them sendonly", "us sendonly"])
        assert phone.state == "answered"


class TestPassingOn:
    async def test_who_hangs_up_meanwhile_leaves_nobody_ringing(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        call = await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        passing = asyncio.create_task(trunk.carrier.transfer(call, "+49307777773"))
        await comes_true(lambda: bool(network.of("+49307777773")))
        network.phones[0].hang_up()
        with pytest.raises(CarrierRefused):
            await passing
        [second] = network.of("+49307777773")
        await comes_true(lambda: second.state == "over")
        await comes_true(lambda: trunk.carrier.active == 0)

    async def test_who_hung_up_just_before_has_nobody_rung_for_them(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        call = await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        passing = asyncio.create_task(trunk.carrier.transfer(call, "+49307777773"))
        await trunk.carrier.hang_up(call)
        with pytest.raises(CarrierRefused):
            await passing
        assert not network.of("+49307777773")

    async def test_two_at_once_ring_one(self, trunk: Trunk, network: PstnSim) -> None:
        call = await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        done = await asyncio.gather(
            *(trunk.carrier.transfer(call, f"+4930777777{n}1") for n in range(2)),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in done) == ["CarrierRefused", "NoneType"]
        assert len(network.phones) == 2


class TestHold:
    async def test_keys_are_heard_both_ways_while_they_wait(
        self, trunk: Trunk, network: PstnSim
    ) -> None:
        call = await trunk.dial(NUMBER + "1")
        await trunk.hears("answered")
        [phone] = network.phones
        await trunk.media.hold(call, True)
        phone.rtp.press("5")
        assert (await trunk.hears("digits")).detail == "5"
        line = next(iter(trunk.carrier._board.live))
        await line.leg.press("42")
        await comes_true(lambda: phone.digits == "42")
        await comes_true(lambda: loudness(lately(phone), 440) < 0.05)

    async def test_who_holds_us_and_is_silent_is_not_gone(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        invite = await stranger.gets("INVITE")
        stranger.answer(invite, 200, body=SOUND)
        await dialling
        await ours.hears("answered")
        for number, held in enumerate((
            SOUND.replace("sendrecv", "inactive"), SOUND.replace("sendrecv", "sendonly"),
            SOUND.replace("127.0.0.1", "0.0.0.0"),
        ), 1):  # fmt: skip
            stranger.ask("INVITE", invite, number=number, body=held)
            await comes_true(lambda number=number: len(stranger.answers("INVITE")) >= number)  # type: ignore[misc]
        assert {one.status_code for one in stranger.answers("INVITE")} == {200}
        assert ours.kinds("t:1")[-1] == "answered"

    async def test_a_new_description_of_nothing_is_refused_and_changes_nothing(
        self, ours: Trunk, stranger: Stranger
    ) -> None:
        dialling = asyncio.create_task(ours.dial(NUMBER))
        invite = await stranger.gets("INVITE")
        stranger.answer(invite, 200, body=SOUND)
        await dialling
        await ours.hears("answered")
        stranger.ask("INVITE", invite, number=1, body="v=0\r\nnothing")
        await stranger.is_answered("INVITE", 488)
        assert ours.kinds("t:1")[-1] == "answered"


def ears() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind(("127.0.0.1", 0))
    made.setblocking(False)
    return made


def sound_at(ear: socket.socket) -> str:
    return sdp.describe("127.0.0.1", ear.getsockname()[1], (sdp.PCMU,))


def emptied(ear: socket.socket) -> None:
    while hears_now(ear):
        pass


def hears_now(ear: socket.socket) -> bool:
    try:
        return bool(ear.recv(2000))
    except BlockingIOError:
        return False


async def hears_us(ear: socket.socket) -> None:
    await comes_true(lambda: hears_now(ear))
