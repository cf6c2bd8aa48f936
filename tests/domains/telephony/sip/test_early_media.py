"""A trunk's sound before anybody answered: no answer, no machine, nothing to record."""

import wave
from pathlib import Path

import numpy as np
import pytest

from ringdesk.domains.telephony.fakes.sip import ANNOUNCEMENT_HZ, VOICE_HZ, PstnSim
from tests.domains.telephony.network import loudness, trunk_to

pytestmark = pytest.mark.anyio
NUMBER = "+4930123450"


class TestEarlyMedia:
    async def test_of_a_number_that_is_not_in_service_ends_as_the_refusal_says(
        self, network: PstnSim, tmp_path: Path
    ) -> None:
        network.answers_after_s = 0.6
        async with trunk_to(*network.address, record_into=tmp_path) as trunk:
            await trunk.dial(NUMBER + "8", detect_machine=True, record=True)
            ended = await trunk.hears("failed")
            assert (ended.code, ended.permanent, ended.duration_s) == (404, True, None)
        assert trunk.kinds("t:1") == ["initiated", "ringing", "failed"]  # and no recording

    async def test_is_neither_judged_nor_recorded_and_who_answers_after_it_is(
        self, network: PstnSim, tmp_path: Path
    ) -> None:
        network.answers_after_s = 3.0  # longer than any person says hello
        async with trunk_to(*network.address, record_into=tmp_path) as trunk:
            call = await trunk.dial(NUMBER + "9", detect_machine=True, record=True)
            await trunk.hears("human")
            assert trunk.kinds("t:1")[:4] == ["initiated", "ringing", "answered", "human"]
            await trunk.carrier.hang_up(call)
            kept = Path((await trunk.hears("recording")).detail)
        with wave.open(str(kept)) as file:
            sound = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")[::2]
        assert loudness(sound[:4000], VOICE_HZ) > 0.05
        # What was still on its way when they answered is all that can be in it.
        assert loudness(sound[1600:], ANNOUNCEMENT_HZ) < 0.005
