"""A trunk of ours to a telephone network of our own, over real sockets on loopback."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest

from ringdesk.domains.telephony import CarrierEvent, DialRequest
from ringdesk.domains.telephony.fakes.sip import PstnSim, Telephone
from ringdesk.domains.telephony.media import Media
from ringdesk.domains.telephony.media.ports import Range
from ringdesk.domains.telephony.media.speech import Speech
from ringdesk.domains.telephony.media.tables import RATE, Samples
from ringdesk.domains.telephony.settings import SipSettings
from ringdesk.domains.telephony.sip import SipCarrier
from ringdesk.domains.telephony.sip.following import AskPlan
from ringdesk.wiring import House
from tests.conftest import Tenant, eventually

LOOPBACK = Range("127.0.0.1")
# One media process for all tests of a folder: each takes a second of both cores to start.
SHARED: list[Media] = []


class Trunk:
    """`events` in the order in which they were told."""

    def __init__(self, carrier: SipCarrier, media: Media, events: list[CarrierEvent]) -> None:
        self.carrier, self.media, self.events = carrier, media, events

    def kinds(self, attempt: str) -> list[str]:
        return [one.kind for one in self.events if one.attempt == attempt]

    def last(self, attempt: str) -> CarrierEvent:
        return [one for one in self.events if one.attempt == attempt][-1]

    async def dial(self, number: str, attempt: str = "t:1", **more: Any) -> str:
        request = DialRequest(attempt=attempt, to_number=number, **more)
        return (await self.carrier.dial(request)).carrier_call_id

    async def hears(self, kind: str, attempt: str = "t:1", seconds: float = 10) -> CarrierEvent:
        async def told() -> bool:
            return kind in self.kinds(attempt)

        await eventually(told, seconds)
        return next(one for one in self.events if one.attempt == attempt and one.kind == kind)

    async def hears_of(self, kind: str, seconds: float = 10) -> CarrierEvent:
        async def told() -> bool:
            return any(one.kind == kind for one in self.events)

        await eventually(told, seconds)
        return next(one for one in self.events if one.kind == kind)


@asynccontextmanager
async def trunk_to(
    host: str, port: int, *, password: str = "", most_calls: int = 100,
    media: Media | None = None, record_into: Any = None, ask: AskPlan | None = None,
    speech: Speech | None = None, certificate: str = "", **settings: Any,
) -> AsyncIterator[Trunk]:  # fmt: skip
    given = SipSettings(host=host, port=port, **settings)
    events: list[CarrierEvent] = []

    async def tell(event: CarrierEvent) -> None:
        events.append(event)

    sound = media or SHARED[-1]
    carrier = SipCarrier(
        given, password, sound, tell, most_calls=most_calls, record_into=record_into,
        ask=ask, speech=speech, certificate=certificate,
    )  # fmt: skip
    await carrier.start()
    try:
        yield Trunk(carrier, sound, events)
    finally:
        await carrier.close()


@asynccontextmanager
async def sounding() -> AsyncIterator[Media]:
    """The media process that trunks take unless they are given another."""
    made = Media(LOOPBACK)
    SHARED.append(made)
    try:
        yield made
    finally:
        SHARED.remove(made)
        await made.stop()


@asynccontextmanager
async def a_network(**given: Any) -> AsyncIterator[PstnSim]:
    made = PstnSim(**given)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


def loudness(samples: Samples, hertz: float) -> float:
    """How much of one tone is in it: its amplitude, 1 being full scale."""
    if not len(samples):
        return 0.0
    window = np.hanning(len(samples))
    at = np.arange(len(samples)) / RATE
    found = np.abs(np.sum(samples * window * np.exp(-2j * np.pi * hertz * at)))
    return float(2 * found / window.sum() / 32_768)


def lately(phone: Telephone, seconds: float = 0.6) -> Samples:
    """What somebody has heard in these last moments."""
    frames = list(phone.customer.heard)[-int(seconds * 50) :]
    return np.concatenate(frames) if frames else np.zeros(0, dtype=np.int16)


async def comes_true(holds: Callable[[], bool], seconds: float = 10) -> None:
    async def now() -> bool:
        return holds()

    await eventually(now, seconds)


Wait = Callable[[Callable[[], bool]], Awaitable[None]]


async def calls_go_to(
    network: PstnSim, tenant: Tenant, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tenant's calls go to the network of ours, which stands at home."""

    async def anywhere(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(house.carriers.egress, "check", anywhere)
    host, port = network.address
    trunk = {"kind": "sip", "name": "Trunk", "settings": {"host": host, "port": port}}
    made = await tenant.admin.post("/api/app/carriers", trunk)
    assert made.status_code == 201, made.text
