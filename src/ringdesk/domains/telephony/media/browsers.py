"""A browser's leg: WebRTC by aiortc, between its 48 kHz and our 8 kHz. Imported only when the first
browser comes: with libav it is sixty megabytes."""

import asyncio
import fractions
import logging
from collections import deque
from collections.abc import Callable, Coroutine

import numpy as np
from aiortc import (
    AudioStreamTrack,
    RTCConfiguration,
    RTCIceServer,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError
from aiortc.sdp import candidate_from_sdp
from av import AudioFrame, AudioResampler
from typing_extensions import override

from ringdesk.domains.telephony.media.tables import FRAME, RATE, Samples

log = logging.getLogger(__name__)

DEPTH, MOST_WAITING = 2, 6  # frames kept back for the network's jitter, and when they are too many
GATHER_S = 5.0
# Connections on their way out: nobody else holds them.
CLOSING: set[asyncio.Task[None]] = set()


class BadOffer(ValueError):
    pass


class Speaker(AudioStreamTrack):
    """What the browser hears: our frames, as they are made."""

    def __init__(self) -> None:
        super().__init__()
        self._frames: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)
        self._at = 0

    def push(self, frame: Samples) -> None:
        if self._frames.full():
            self._frames.get_nowait()
        self._frames.put_nowait(frame.tobytes())

    @override
    async def recv(self) -> AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        data = await self._frames.get()
        made = AudioFrame(format="s16", layout="mono", samples=FRAME)
        made.planes[0].update(data)
        made.sample_rate, made.pts = RATE, self._at
        made.time_base = fractions.Fraction(1, RATE)
        self._at += FRAME
        return made


class BrowserLeg:
    """`told` hears of the connection's state."""

    def __init__(
        self, ice_servers: list[tuple[list[str], str, str]], told: Callable[[str], None]
    ) -> None:
        servers = [
            RTCIceServer(urls=urls, username=name or None, credential=password or None)
            for urls, name, password in ice_servers
        ]
        self._rtc = RTCPeerConnection(RTCConfiguration(iceServers=servers))
        self._speaker, self._heard = Speaker(), deque[Samples]()
        self._playing, self._told = False, told
        self._tasks: set[asyncio.Task[None]] = set()
        self._rtc.on("track", self._track)
        self._rtc.on("connectionstatechange", self._state)

    async def answer(self, offer: str) -> str:
        """BadOffer."""
        self._rtc.addTrack(self._speaker)
        try:
            async with asyncio.timeout(GATHER_S):
                await self._rtc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
                made = await self._rtc.createAnswer()
                await self._rtc.setLocalDescription(made)
        except TimeoutError as error:
            raise BadOffer("The servers of ICE do not answer") from error
        except Exception as error:  # whatever a stranger's text leads aiortc to
            raise BadOffer(f"Not a description that we understand: {error}") from error
        return self._rtc.localDescription.sdp

    async def candidate(self, text: str, sdp_mid: str | None, line: int | None) -> None:
        """One that is not understood is one fewer."""
        try:
            found = candidate_from_sdp(text.removeprefix("candidate:"))
            found.sdpMid, found.sdpMLineIndex = sdp_mid, line
            await self._rtc.addIceCandidate(found)
        except Exception as error:  # a browser's way of writing
            log.info("A candidate was not understood: %s", error)

    def _track(self, track: AudioStreamTrack) -> None:
        if track.kind == "audio":
            self._do(self._listen(track))

    def _do(self, what: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self, track: AudioStreamTrack) -> None:
        resampler = AudioResampler(format="s16", layout="mono", rate=RATE, frame_size=FRAME)
        try:
            while True:
                received = await track.recv()
                if isinstance(received, AudioFrame):
                    for frame in resampler.resample(received):
                        self._heard.append(frame.to_ndarray()[0].astype(np.int16, copy=False))
        except MediaStreamError:
            pass

    def _state(self) -> None:
        self._told(self._rtc.connectionState)

    # For the mixer.

    def pull(self) -> Samples | None:
        heard = self._heard
        while len(heard) > MOST_WAITING:
            heard.popleft()
        if not self._playing and len(heard) < DEPTH:
            return None
        self._playing = bool(heard)
        return heard.popleft() if heard else None

    def push(self, frame: Samples) -> None:
        self._speaker.push(frame)

    def replaced(self) -> None:
        """By a newer connection of the same person: our end is no news."""
        self._told = lambda state: None
        self.close()

    def close(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        self._speaker.stop()
        closing = asyncio.create_task(self._rtc.close())
        CLOSING.add(closing)
        closing.add_done_callback(CLOSING.discard)
