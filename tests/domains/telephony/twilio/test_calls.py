"""What becomes of a call by Twilio, over real sockets both ways."""

import asyncio
from xml.etree import ElementTree

import pytest

from ringdesk.domains import telephony
from ringdesk.domains.telephony.fakes.twilio import FakeTwilio
from tests.conftest import eventually
from tests.domains.telephony.twilio.line import OURS, Line

pytestmark = pytest.mark.anyio


class TestACall:
    @pytest.mark.parametrize(
        ("digit", "kinds"),
        [(1, ["initiated", "ringing", "answered", "completed"]),
         (2, ["initiated", "ringing", "busy"]),
         (3, ["initiated", "ringing", "no-answer"]),
         (4, ["initiated", "ringing", "failed"]),
         (5, ["initiated", "ringing", "failed"])],
    )  # fmt: skip
    async def test_is_told_step_by_step(self, line: Line, digit: int, kinds: list[str]) -> None:
        call = await line.dial(digit)
        await line.ended(call)
        assert line.heard(call) == kinds
        assert [one.seq for one in line.events] == list(range(len(kinds)))

    async def test_names_the_attempt_and_the_carrier(self, line: Line) -> None:
        request = line.request()
        call = await line.carriers.dial(line.tenant.id, request)
        await line.ended(call)
        assert (call.carrier, call.carrier_id) == ("twilio", line.carrier_id)
        assert {one.attempt for one in line.events} == {request.attempt}

    async def test_goes_from_a_number_of_ours_and_the_same_each_time(self, line: Line) -> None:
        await line.change(caller_ids=[OURS, "+14155550101", "+14155550102"])
        for _ in range(3):
            await line.dial(1)
        assert len({one.caller for one in line.fake.calls.values()}) == 1

    async def test_keeps_the_caller_id_it_was_given_if_it_is_ours(self, line: Line) -> None:
        await line.change(caller_ids=[OURS, "+14155550101"])
        await line.dial(1, from_number="+14155550101")
        await line.dial(1, from_number="+493012345678")
        first, second = line.fake.calls.values()
        assert first.caller == "+14155550101"
        assert second.caller in (OURS, "+14155550101")

    async def test_rings_for_as_long_as_the_law_says(self, line: Line) -> None:
        await line.dial(1, ring_timeout_s=5)
        await line.dial(1, ring_timeout_s=40)
        assert [one.given["Timeout"] for one in line.fake.calls.values()] == ["15", "40"]

    async def test_tells_how_long_they_talked(self, line: Line) -> None:
        line.fake.behaviour.talk_s = 1.0
        ended = await line.ended(await line.dial(1))
        assert ended.duration_s == 1

    async def test_says_which_numbers_will_never_work(self, line: Line) -> None:
        missing = await line.ended(await line.dial(4))
        away = await line.ended(await line.dial(5))
        assert (missing.code, missing.permanent) == (404, True)
        assert (away.code, away.permanent) == (503, False)


class TestMachineDetection:
    @pytest.mark.parametrize(("digit", "kind"), [(1, "human"), (6, "machine")])
    async def test_tells_who_took_the_call(self, line: Line, digit: int, kind: str) -> None:
        call = await line.dial(digit, detect_machine=True)
        await line.ended(call)
        assert kind in line.heard(call)
        given = next(iter(line.fake.calls.values())).given
        assert (given["MachineDetection"], given["AsyncAmd"]) == ("Enable", "true")

    async def test_is_not_asked_for_unless_wanted(self, line: Line) -> None:
        call = await line.dial(6)
        await line.ended(call)
        assert "machine" not in line.heard(call)


class TestRecording:
    async def test_is_told_with_its_address(self, line: Line) -> None:
        call = await line.dial(1, record=True)
        await eventually(lambda: found(line, "recording"))
        event = next(one for one in line.events if one.kind == "recording")
        assert event.detail.startswith(f"{line.fake.address}/2010-04-01/Accounts/")
        assert event.carrier_call_id == call.carrier_call_id
        assert line.fake.calls[call.carrier_call_id].given["RecordingChannels"] == "dual"

    async def test_is_not_made_without_consent(self, line: Line) -> None:
        call = await line.dial(1)
        await line.ended(call)
        assert "Record" not in line.fake.calls[call.carrier_call_id].given


class TestHangingUp:
    async def test_ends_a_call_that_rings(self, line: Line) -> None:
        line.fake.behaviour.answer_s = 30
        call = await line.dial(1)
        await eventually(lambda: found(line, "ringing"))
        await (await line.trunk()).hang_up(call.carrier_call_id)
        assert (await line.ended(call)).kind == "canceled"

    async def test_ends_a_call_that_talks(self, line: Line) -> None:
        line.fake.behaviour.talk_s = 30
        call = await line.dial(1)
        await eventually(lambda: found(line, "answered"))
        await (await line.trunk()).hang_up(call.carrier_call_id)
        assert (await line.ended(call)).kind == "completed"

    async def test_changes_nothing_of_a_call_that_is_over(self, line: Line) -> None:
        call = await line.dial(2)
        await line.ended(call)
        await (await line.trunk()).hang_up(call.carrier_call_id)
        await (await line.trunk()).hang_up(f"CA{'0' * 32}")

    async def test_that_nobody_answers_leaves_it_unknown(self, line: Line) -> None:
        line.fake.behaviour.fails_with = 503
        with pytest.raises(telephony.CarrierSilent):
            await (await line.trunk()).hang_up(f"CA{'0' * 32}")


class TestTransfer:
    async def test_goes_to_the_other_number(self, line: Line) -> None:
        line.fake.behaviour.talk_s = 5
        call = await line.dial(1)
        await eventually(lambda: found(line, "answered"))
        await (await line.trunk()).transfer(call.carrier_call_id, "+442071838750")
        fake_call = line.fake.calls[call.carrier_call_id]
        await eventually(lambda: said(fake_call.twiml, "+442071838750"))
        dial = ElementTree.fromstring(fake_call.twiml[-1]).find("Dial")
        assert dial is not None and dial.findtext("Number") == "+442071838750"
        assert int(dial.attrib["timeout"]) >= 15

    async def test_of_a_call_that_is_over_is_refused(self, line: Line) -> None:
        call = await line.dial(2)
        await line.ended(call)
        with pytest.raises(telephony.CarrierRefused):
            await (await line.trunk()).transfer(call.carrier_call_id, "+442071838750")


class TestApology:
    async def test_names_who_called_and_how_to_reach_them(self, line: Line) -> None:
        row = (await line.trunk()).row
        named = {"abandon_name": "Smith & Sons", "abandon_number": "+14155550100"}
        await line.change(settings=row.shown | named)
        line.fake.behaviour.talk_s = 5
        call = await line.dial(1)
        await eventually(lambda: found(line, "answered"))
        await (await line.trunk()).apologise(call.carrier_call_id)
        await line.ended(call)
        [spoken] = line.fake.calls[call.carrier_call_id].spoken
        assert "Smith & Sons" in spoken and "+ 1 4 1 5" in spoken

    async def test_without_a_name_only_hangs_up(self, line: Line) -> None:
        line.fake.behaviour.talk_s = 5
        call = await line.dial(1)
        await eventually(lambda: found(line, "answered"))
        await (await line.trunk()).apologise(call.carrier_call_id)
        await line.ended(call)
        assert line.fake.calls[call.carrier_call_id].spoken == []


class TestManyCalls:
    async def test_each_keep_their_own_story(self, line: Line) -> None:
        calls = await asyncio.gather(*(line.dial(digit) for digit in [1, 2, 3, 6, 7] * 4))
        for call in calls:
            await line.ended(call)
        ends = sorted(one.kind for one in line.events if one.kind in telephony.FINAL)
        assert ends == ["busy"] * 4 + ["completed"] * 12 + ["no-answer"] * 4
        assert line.fake.callbacks.lost == []


class TestHealth:
    async def test_is_good_with_the_right_token(self, line: Line) -> None:
        assert (await (await line.trunk()).health()).ok

    async def test_is_bad_with_a_wrong_one(self, line: Line) -> None:
        await line.change(credentials={"auth_token": "wrong"})
        health = await (await line.trunk()).health()
        assert not health.ok and "token" in health.says

    async def test_is_bad_when_the_account_is_suspended(self, line: Line) -> None:
        line.fake.behaviour.account_status = "suspended"
        assert not (await (await line.trunk()).health()).ok

    async def test_signs_in_with_an_api_key_where_there_is_one(
        self, line: Line, fake: FakeTwilio
    ) -> None:
        row = (await line.trunk()).row
        await line.change(
            settings=row.shown | {"api_key_sid": fake.account.key_sid},
            credentials={"api_key_secret": fake.account.key_secret},
        )
        assert (await (await line.trunk()).health()).ok


async def found(line: Line, kind: str) -> bool:
    return any(one.kind == kind for one in line.events)


async def said(twiml: list[str], text: str) -> bool:
    return any(text in one for one in twiml)
