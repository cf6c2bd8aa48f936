"""An attempt is asked for once. What nobody knows is looked up, never dialled again."""

import asyncio
from datetime import timedelta

import pytest

from ringdesk.domains import telephony
from ringdesk.domains.telephony.fakes.twilio import FakeTwilio
from tests.domains.telephony.twilio.line import OURS, THEIRS, Line, line_of

pytestmark = pytest.mark.anyio


def placed(line: Line) -> int:
    return len(line.fake.calls)


def asked_about_calls(fake: FakeTwilio) -> int:
    return sum("/Calls" in path for _, path in fake.asked)


class TestALostAnswer:
    async def test_leaves_the_attempt_unknown_and_the_call_is_found(self, line: Line) -> None:
        line.fake.behaviour.loses_answers = 1
        request = line.request(1)
        with pytest.raises(telephony.CarrierSilent):
            await line.carriers.dial(line.tenant.id, request)
        found = await line.carriers.look_up(line.tenant.id, request.attempt)
        assert found is not None
        whom, state = found
        assert (whom.carrier, whom.carrier_id) == ("twilio", line.carrier_id)
        assert [state.carrier_call_id] == list(line.fake.calls)

    async def test_is_never_dialled_again(self, line: Line) -> None:
        line.fake.behaviour.loses_answers = 1
        request = line.request(1)
        with pytest.raises(telephony.CarrierSilent):
            await line.carriers.dial(line.tenant.id, request)
        again = await line.carriers.dial(line.tenant.id, request)
        assert [again.carrier_call_id] == list(line.fake.calls)

    async def test_is_found_among_calls_to_the_same_number(self, line: Line) -> None:
        earlier = await line.dial(2)
        await line.ended(earlier)
        line.fake.behaviour.loses_answers = 1
        request = line.request(2)
        with pytest.raises(telephony.CarrierSilent):
            await line.carriers.dial(line.tenant.id, request)
        found = await line.carriers.look_up(line.tenant.id, request.attempt)
        assert found is not None
        assert found[1].carrier_call_id == list(line.fake.calls)[-1] != earlier.carrier_call_id

    async def test_that_fits_two_calls_stays_unknown(self, line: Line) -> None:
        line.fake.behaviour.loses_answers = 1
        request = line.request(1)
        with pytest.raises(telephony.CarrierSilent):
            await line.carriers.dial(line.tenant.id, request)
        await somebody_else_calls(line.fake)
        with pytest.raises(telephony.CarrierSilent):
            await line.carriers.look_up(line.tenant.id, request.attempt)

    async def test_is_known_by_its_events_all_the_same(self, line: Line) -> None:
        line.fake.behaviour.loses_answers = 1
        request = line.request(2)
        with pytest.raises(telephony.CarrierSilent):
            await line.carriers.dial(line.tenant.id, request)
        await line.ended(telephony.Dialled(
            carrier="twilio", carrier_id=line.carrier_id,
            carrier_call_id=next(iter(line.fake.calls)),
        ))  # fmt: skip
        assert {one.attempt for one in line.events} == {request.attempt}


class TestARequestThatNeverArrived:
    async def test_may_still_turn_up_for_a_while(self, line: Line) -> None:
        request = await unanswered(line)
        with pytest.raises(telephony.CarrierSilent, match="turn up"):
            await line.carriers.look_up(line.tenant.id, request.attempt)

    async def test_is_no_call_after_that(self, line: Line) -> None:
        request = await unanswered(line)
        (await line.carrier()).certain_after = timedelta(0)
        assert await line.carriers.look_up(line.tenant.id, request.attempt) is None
        with pytest.raises(telephony.CarrierRefused, match="new one"):
            await line.carriers.dial(line.tenant.id, request)
        assert placed(line) == 0

    async def test_is_no_answer_while_the_carrier_is_away(self, line: Line) -> None:
        request = await unanswered(line)
        line.fake.behaviour.fails_with = 502
        with pytest.raises(telephony.CarrierSilent):
            await line.carriers.look_up(line.tenant.id, request.attempt)


class TestLookingUp:
    async def test_says_how_a_known_call_stands(self, line: Line) -> None:
        request = line.request(2)
        call = await line.carriers.dial(line.tenant.id, request)
        await line.ended(call)
        trunk = await line.trunk()
        state = await trunk.look_up(request.attempt, call.carrier_call_id)
        assert state is not None and state.kind == "busy"

    async def test_finds_no_call_that_twilio_never_had(self, line: Line) -> None:
        assert await (await line.trunk()).look_up(line.attempt(), f"CA{'0' * 32}") is None

    async def test_of_an_attempt_that_was_never_asked_for_asks_nobody(self, line: Line) -> None:
        assert await (await line.trunk()).look_up(line.attempt(), None) is None
        assert asked_about_calls(line.fake) == 0


class TestOneAttempt:
    async def test_is_one_call_however_often_it_is_asked_for(self, line: Line) -> None:
        request = line.request(1)
        first = await line.carriers.dial(line.tenant.id, request)
        again = await line.carriers.dial(line.tenant.id, request)
        assert (again, placed(line)) == (first, 1)

    async def test_is_one_call_if_asked_for_at_the_same_moment(self, line: Line) -> None:
        request = line.request(1)
        done = await asyncio.gather(
            *(line.carriers.dial(line.tenant.id, request) for _ in range(8)),
            return_exceptions=True,
        )
        assert placed(line) == 1
        calls = {one.carrier_call_id for one in done if isinstance(one, telephony.Dialled)}
        assert calls == set(line.fake.calls)
        others = [one for one in done if not isinstance(one, telephony.Dialled)]
        assert all(isinstance(one, telephony.CarrierSilent) for one in others)

    async def test_may_be_asked_for_again_after_a_refusal(self, line: Line) -> None:
        line.fake.behaviour.most_per_second = 0
        request = line.request(1)
        with pytest.raises(telephony.CarrierRefused):
            await line.carriers.dial(line.tenant.id, request)
        line.fake.behaviour.most_per_second = 10
        await line.carriers.dial(line.tenant.id, request)
        assert placed(line) == 1


class TestRefusals:
    @pytest.mark.parametrize(
        ("number", "code", "permanent"),
        [("+15005550001", 21217, True), ("+15005550002", 21214, True),
         ("+15005550003", 21215, False), ("+15005550004", 21216, False), ("+1", 21211, True)],
    )  # fmt: skip
    async def test_say_whether_the_number_will_ever_work(
        self, line: Line, number: str, code: int, permanent: bool
    ) -> None:
        with pytest.raises(telephony.CarrierRefused) as refused:
            await line.dial(1, to_number=number)
        assert (refused.value.code, refused.value.permanent) == (code, permanent)
        assert placed(line) == 0

    async def test_name_a_caller_id_of_others(self, line: Line) -> None:
        line.fake.behaviour.foreign_numbers = frozenset({OURS})
        with pytest.raises(telephony.CarrierRefused, match="caller id") as refused:
            await line.dial(1)
        assert (refused.value.code, refused.value.permanent) == (21210, False)

    async def test_name_a_wrong_token(self, line: Line) -> None:
        await line.change(credentials={"auth_token": "wrong"})
        with pytest.raises(telephony.CarrierRefused, match="token") as refused:
            await line.dial(1)
        assert refused.value.code == 20003

    async def test_pass_on_that_twilio_wants_us_slower(self, line: Line) -> None:
        line.fake.behaviour.most_per_second = 0
        with pytest.raises(telephony.CarrierRefused) as refused:
            await line.dial(1)
        assert (refused.value.code, refused.value.permanent) == (20429, False)

    async def test_are_certain_where_nobody_could_be_reached(self, line: Line) -> None:
        row = (await line.trunk()).row
        await line.change(
            settings=row.shown | {"base_url": "http://127.0.0.1:1024"},
            credentials={"auth_token": line.fake.account.token},
        )
        with pytest.raises(telephony.CarrierRefused, match="cannot be reached"):
            await line.dial(1)

    async def test_are_none_where_twilio_itself_failed(self, line: Line) -> None:
        line.fake.behaviour.fails_with = 500
        with pytest.raises(telephony.CarrierSilent):
            await line.dial(1)

    async def test_need_no_network_without_a_caller_id(self, line: Line) -> None:
        await line.change(caller_ids=[])
        with pytest.raises(telephony.CarrierRefused, match="caller id"):
            await line.dial(1)
        assert asked_about_calls(line.fake) == 0


class TestFailingOver:
    async def test_goes_to_the_next_carrier_in_order(self, line: Line) -> None:
        line.fake.behaviour.most_per_second = 0
        async with FakeTwilio().running() as second:
            other = await line_of(line.tenant, second, name="Second", position=1)
            call = await line.dial(1)
            assert call.carrier_id == other.carrier_id
            await other.ended(call)

    async def test_does_not_ask_the_next_about_a_number_that_is_none(self, line: Line) -> None:
        async with FakeTwilio().running() as second:
            await line_of(line.tenant, second, name="Second", position=1)
            with pytest.raises(telephony.CarrierRefused):
                await line.dial(1, to_number="+15005550001")
            assert asked_about_calls(second) == 0

    async def test_never_dials_by_the_next_what_the_first_may_have_placed(self, line: Line) -> None:
        line.fake.behaviour.loses_answers = 1
        async with FakeTwilio().running() as second:
            await line_of(line.tenant, second, name="Second", position=1)
            request = line.request(1)
            with pytest.raises(telephony.CarrierSilent):
                await line.carriers.dial(line.tenant.id, request)
            assert (placed(line), len(second.calls)) == (1, 0)

    async def test_remembers_whom_it_asked_when_the_order_changes(self, line: Line) -> None:
        async with FakeTwilio().running() as second:
            await line_of(line.tenant, second, name="Second", position=1)
            request = line.request(1)
            await line.carriers.dial(line.tenant.id, request)
            await line.change(position=2)
            with pytest.raises(telephony.CarrierSilent):
                await line.carriers.dial(line.tenant.id, request)
            assert (placed(line), len(second.calls)) == (1, 0)


class TestTheRate:
    async def test_is_kept_between_calls(self, line: Line) -> None:
        await line.change(calls_per_second=20.0)
        began = asyncio.get_running_loop().time()
        await asyncio.gather(*(line.dial(2) for _ in range(6)))
        assert asyncio.get_running_loop().time() - began >= 5 / 20

    async def test_refuses_what_would_wait_too_long(self, line: Line) -> None:
        await line.change(calls_per_second=0.2)
        await line.dial(2)
        with pytest.raises(telephony.CarrierRefused) as refused:
            await asyncio.gather(line.dial(2), line.dial(2))
        assert refused.value.code == 429
        assert placed(line) == 1

    async def test_is_one_for_all_processes(self, line: Line) -> None:
        await line.change(calls_per_second=0.2)
        await line.dial(2)
        other = telephony.Carriers(
            line.carriers.office, line.carriers.vault, line.carriers.egress, line.carriers.kinds
        )
        with pytest.raises(telephony.CarrierRefused):
            await other.dial(line.tenant.id, line.request(2))


async def unanswered(line: Line) -> telephony.DialRequest:
    line.fake.behaviour.fails_with = 500
    request = line.request(1)
    with pytest.raises(telephony.CarrierSilent):
        await line.carriers.dial(line.tenant.id, request)
    line.fake.behaviour.fails_with = 0
    return request


async def somebody_else_calls(fake: FakeTwilio) -> None:
    """Another program, with the same account."""
    call = next(iter(fake.calls.values()))
    twin = type(call)(
        fake.account.sid, call.given | {"To": THEIRS.format(digit=1)}, [], fake.callbacks,
        fake.behaviour, fake.address,
    )  # fmt: skip
    fake.calls[twin.sid] = twin
