"""A call as a file."""

import asyncio
import os
import wave
from pathlib import Path

import numpy as np
import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.media import CallEnded
from tests.domains.telephony.network import comes_true, loudness, trunk_to

pytestmark = pytest.mark.anyio


async def test_the_party_is_on_the_left_and_the_file_is_told_of(
    network: PstnSim, tmp_path: Path
) -> None:
    async with trunk_to(*network.address, record_into=tmp_path) as trunk:
        call = await trunk.dial("+49301234501", "t:7", record=True)
        await trunk.hears("answered", "t:7")
        await asyncio.sleep(3)  # it is about sound, which takes its time
        await trunk.carrier.hang_up(call)
        await trunk.hears("completed", "t:7")
        told = await trunk.hears("recording", "t:7")
    path = Path(told.detail)
    assert path == tmp_path / "t-7.wav"
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 8000)
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    assert len(sound) / 8000 == pytest.approx(3, abs=0.8)
    assert loudness(sound[-6000:, 0], 440) > 0.12
    assert np.abs(sound[:, 1]).max() == 0


async def test_nobody_is_recorded_without_a_reason(network: PstnSim, tmp_path: Path) -> None:
    async with trunk_to(*network.address) as trunk:
        call = await trunk.dial("+49301234501")
        await trunk.hears("answered")
        await comes_true(lambda: trunk.media.has(call))
        with pytest.raises(ValueError, match="reason"):
            await trunk.media.record(call, tmp_path / "x.wav")
        with pytest.raises(CallEnded):
            await trunk.media.record("another", tmp_path / "x.wav", consent="given")
        assert await asyncio.to_thread(os.listdir, tmp_path) == []
