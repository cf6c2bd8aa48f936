"""The process that carries the sound: when it is there, and when it dies."""

import os
import signal
import subprocess
import sys

import pytest

from ringdesk.domains.telephony.fakes.sip import PstnSim
from ringdesk.domains.telephony.media import Media, MediaFailed
from tests.domains.telephony.network import LOOPBACK, a_network, comes_true, trunk_to

pytestmark = pytest.mark.anyio

# What the server has loaded when it serves: neither libav nor aiortc.
LOOK = """
import sys, ringdesk.wiring
print([name for name in ("av", "aiortc") if name in sys.modules])
"""


def test_the_server_does_without_the_libraries_of_browsers() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_nobody_needs_it_and_it_is_not_there() -> None:
    media = Media(LOOPBACK)
    assert media.process_id is None
    await media.stop()


async def test_its_end_ends_its_calls_and_the_next_call_starts_another() -> None:
    media = Media(LOOPBACK)
    async with a_network() as network, trunk_to(*network.address, media=media) as trunk:
        await trunk.dial("+49301234501", "a")
        await trunk.hears("answered", "a")
        first = media.process_id
        assert first is not None
        os.kill(first, signal.SIGKILL)
        await trunk.hears("completed", "a")
        await comes_true(lambda: network.phones[0].state == "over")
        await trunk.dial("+49301234501", "b")
        await trunk.hears("answered", "b")
        assert media.process_id != first
        await comes_true(lambda: hears_us(network))
    await media.stop()
    with pytest.raises(MediaFailed):
        await media.open()


def hears_us(network: PstnSim) -> bool:
    return network.phones[-1].rtp.frames.received > 20
