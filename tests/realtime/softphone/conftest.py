"""Softphones without a page, a trunk to a telephone network of ours, and calls between them."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from aiortc import AudioStreamTrack, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, AudioResampler
from typing_extensions import override

from ringdesk.domains.telephony.fakes.sip import PstnSim, Telephone
from ringdesk.domains.telephony.media.tables import FRAME, RATE, Samples, tone
from ringdesk.wiring import House
from tests.conftest import Person, Tenant, eventually
from tests.domains.telephony.network import loudness
from tests.realtime.conftest import Floor, OpenScreen, Screen

NUMBER = "+4930123451"  # answers
VOICE_HZ = 700.0


class Voice(AudioStreamTrack):
    """Somebody who hums."""

    _at = 0

    @override
    async def recv(self) -> AudioFrame:
        frame = await super().recv()
        assert isinstance(frame, AudioFrame)
        samples = tone(VOICE_HZ, FRAME, start=self._at)
        self._at += FRAME
        frame.planes[0].update(samples.tobytes())
        return frame


@pytest.fixture
def floor(house: House, address: str) -> Floor:
    return Floor(house.realtime, address)


@pytest.fixture
async def operator(tenant: Tenant) -> Person:
    return await tenant.person("operator", name="Olga Operator")


class Phone:
    """A softphone without a page: what the server tells it, and what it hears (`heard`)."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.connection = screen, RTCPeerConnection()
        self.heard: deque[Samples] = deque(maxlen=50 * 10)
        self.connection.on("track", self._listen)

    def _listen(self, track: AudioStreamTrack) -> None:
        self._listening = asyncio.create_task(self._hear(track))

    async def _hear(self, track: AudioStreamTrack) -> None:
        resampler = AudioResampler(format="s16", layout="mono", rate=RATE, frame_size=FRAME)
        with suppress(MediaStreamError):
            while True:
                received = await track.recv()
                assert isinstance(received, AudioFrame)
                for frame in resampler.resample(received):
                    self.heard.append(frame.to_ndarray()[0].astype(np.int16))

    def hears(self, hertz: float, seconds: float = 0.4) -> float:
        """How loud that tone was in these last moments."""
        frames = list(self.heard)[-round(seconds * 50) :]
        return loudness(np.concatenate(frames), hertz) if frames else 0.0

    async def start(self, says: AudioStreamTrack | None = None) -> None:
        """`says`: silence unless something else is given."""
        self.connection.addTrack(says or AudioStreamTrack())
        await self.connection.setLocalDescription(await self.connection.createOffer())
        offer = {"sdp": self.connection.localDescription.sdp}
        await self.screen.say("softphone.offer", data=offer)

        async def it_came() -> bool:
            return bool(self.screen.all("softphone.answer"))

        await eventually(it_came, 30)  # the first of a process waits for libav
        answer = self.screen.all("softphone.answer")[-1]["data"]["sdp"]
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        await self.until(connected=True)

    async def until(self, **wanted: Any) -> None:
        async def it_is() -> bool:
            states = self.screen.all("softphone.state")
            return bool(states) and wanted.items() <= states[-1]["data"].items()

        await eventually(it_is, 15)


@pytest.fixture
async def phone(screen: OpenScreen) -> AsyncIterator[Any]:
    made: list[Phone] = []

    async def connect(person: Person, says: AudioStreamTrack | None = None) -> Phone:
        made.append(Phone(await screen(person)))
        await made[-1].start(says)
        return made[-1]

    yield connect
    for one in made:
        await one.connection.close()


async def call_somebody(who: Person, number: str = NUMBER) -> int:
    given = {"name": "Lea Lead", "phone": number, "source": "web"}
    lead = (await who.post("/api/app/leads", given)).json()
    call = await who.post("/api/app/calls", {"lead_id": lead["id"]})
    assert call.status_code == 201, call.text
    return int(call.json()["id"])


async def supervise(who: Person, call: int, mode: str) -> tuple[int, str]:
    answer = await who.post(f"/api/app/calls/{call}/supervise", {"mode": mode})
    return answer.status_code, answer.json().get("code", "")


async def modes(tenant: Tenant) -> list[str]:
    told = [one.body for one in await tenant.log() if one.kind == "CallSupervised"]
    return [json.loads(body)["mode"] for body in told]


async def answered(tenant: Tenant, call: int, network: PstnSim) -> Telephone:
    async def it_is() -> bool:
        found = (await tenant.admin.get(f"/api/app/calls/{call}")).json()
        return bool(found["status"] == "answered")

    await eventually(it_is, 15)
    return next(phone for phone in network.phones if phone.state == "answered")
