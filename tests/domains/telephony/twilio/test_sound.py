"""The sound of a call by Twilio: through a real WebSocket and the real mixer, both ways."""

import asyncio
import wave
from array import array
from pathlib import Path

import pytest

from ringdesk.domains import telephony
from ringdesk.domains.telephony.fakes.twilio import FakeTwilio
from ringdesk.domains.telephony.fakes.twilio_streams import Stream
from tests.conftest import Tenant, eventually
from tests.domains.telephony.twilio.line import Line, line_of

pytestmark = pytest.mark.anyio

LOUD = bytes(0x00 if n % 20 < 10 else 0x80 for n in range(8000))  # a square wave of 400 Hz, PCMU
TONE = "tones:440:0.4"


@pytest.fixture
async def streaming(tenant: Tenant, fake: FakeTwilio) -> Line:
    fake.behaviour.streams, fake.behaviour.says, fake.behaviour.talk_s = True, LOUD, 20.0
    settings = {"account_sid": fake.account.sid, "base_url": fake.address}
    return await line_of(tenant, fake, settings=settings)


def media(line: Line) -> telephony.Media:
    return line.tenant.house.desk.media


def loudest_in(path: str) -> int:
    """Of 16-bit samples."""
    with wave.open(path) as sound:
        samples: array[int] = array("h", sound.readframes(sound.getnframes()))
    return max(abs(one) for one in samples)


async def stream_of(line: Line, call: telephony.Dialled) -> Stream:
    fake = line.fake.calls[call.carrier_call_id]

    async def is_there() -> bool:
        return fake.stream is not None

    await eventually(is_there, seconds=20)
    assert fake.stream is not None
    return fake.stream


class TestTheSoundOfACall:
    async def test_comes_and_goes_through_our_mixer(self, streaming: Line, tmp_path: Path) -> None:
        call = await streaming.dial(1)
        stream = await stream_of(streaming, call)
        await media(streaming).record(call.carrier_call_id, tmp_path / "a.wav", consent="given")
        await media(streaming).play(call.carrier_call_id, TONE)

        async def they_hear_us() -> bool:
            return len(set(stream.heard)) > 10

        await eventually(they_hear_us, seconds=20)
        path = await media(streaming).record(call.carrier_call_id, None)
        assert path is not None and loudest_in(path) > 25_000, "we do not hear them"
        await (await streaming.trunk()).hang_up(call.carrier_call_id)
        await streaming.ended(call)

    async def test_brings_keys_that_they_press(self, streaming: Line) -> None:
        streaming.fake.behaviour.keys = "42"
        call = await streaming.dial(1)
        await stream_of(streaming, call)

        async def both() -> bool:
            return [one.detail for one in streaming.events if one.kind == "digits"] == ["4", "2"]

        await eventually(both, seconds=20)
        await (await streaming.trunk()).hang_up(call.carrier_call_id)
        await streaming.ended(call)

    async def test_ends_with_the_call(self, streaming: Line) -> None:
        call = await streaming.dial(1)
        await stream_of(streaming, call)
        await (await streaming.trunk()).hang_up(call.carrier_call_id)
        await streaming.ended(call)

        async def is_gone() -> bool:
            try:
                await media(streaming).play(call.carrier_call_id, TONE)
            except telephony.CallEnded:
                return True
            return False

        await eventually(is_gone)


class TestAForeignStream:
    async def test_is_not_let_in_without_the_token(self, streaming: Line) -> None:
        carrier = await streaming.carrier()
        forged = Stream("another token")
        await forged.run(carrier.addresses.media(), "CA1", "AC1", {}, asyncio.Event())
        assert forged.refused == 403

    async def test_brings_no_sound_to_a_call_that_is_not_its(self, streaming: Line) -> None:
        call = await streaming.dial(1)
        await stream_of(streaming, call)
        carrier = await streaming.carrier()
        second = Stream(streaming.fake.account.token)
        await second.run(
            carrier.addresses.media(),
            call.carrier_call_id,
            streaming.fake.account.sid,
            {},
            asyncio.Event(),
        )
        assert (second.refused, bytes(second.heard)) == (None, b"")
        await (await streaming.trunk()).hang_up(call.carrier_call_id)
        await streaming.ended(call)
