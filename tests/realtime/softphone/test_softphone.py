"""softphone:…: who may have a telephone in the browser, and what is said to it."""

import random
from typing import Any

import pytest
from aiortc import AudioStreamTrack, RTCPeerConnection, RTCSessionDescription

from tests.conftest import Person, Tenant, eventually
from tests.realtime.conftest import OpenScreen, Screen

pytestmark = pytest.mark.anyio

OFFER = {"sdp": "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"}
COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("softphone.offer", OFFER),
    ("softphone.candidate", {"candidate": "candidate:1 1 udp 1 127.0.0.1 9 typ host"}),
    ("softphone.key", {"digit": "5"}),
    ("softphone.mute", {"on": True}),
    ("softphone.hang_up", {}),
]
BAD: list[tuple[str, Any]] = [
    ("softphone.offer", {}), ("softphone.offer", {"sdp": ""}), ("softphone.offer", {"sdp": "v=1"}),
    ("softphone.offer", {"sdp": "v=0" + "x" * 50_000}), ("softphone.offer", {**OFFER, "more": 1}),
    ("softphone.offer", {"sdp": 5}), ("softphone.candidate", {"candidate": ""}),
    ("softphone.candidate", {"candidate": "x", "sdp_m_line_index": -1}),
    ("softphone.candidate", {"candidate": "x" * 2000}), ("softphone.key", {"digit": "55"}),
    ("softphone.key", {"digit": "x"}), ("softphone.key", {"digit": None}),
    ("softphone.mute", {"on": "yes"}), ("softphone.mute", None), ("softphone.hang_up", {"a": 1}),
]  # fmt: skip


async def refused(screen: Screen, kind: str, data: Any) -> tuple[int, str]:
    before = len(screen.all("error"))
    await screen.say(kind, data=data)
    problem = (await screen.hears("error", before + 1))["data"]
    return problem["status"], problem["code"]


class TestWhoMay:
    async def test_customers_and_staff_without_the_right_may_nothing(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        for person in (tenant.customer, tenant.agent):
            one = await screen(person)
            for kind, data in COMMANDS:
                assert (await refused(one, kind, data))[0] == 403

    async def test_whoever_has_none_cannot_use_it(
        self, operator: Person, screen: OpenScreen
    ) -> None:
        one = await screen(operator)
        for kind, data in COMMANDS[1:]:
            assert await refused(one, kind, data) == (409, "NO_SOFTPHONE")


class TestShapes:
    async def test_what_has_none_is_refused(self, operator: Person, screen: OpenScreen) -> None:
        one = await screen(operator)
        for kind, data in BAD:
            assert (await refused(one, kind, data))[0] == 400, (kind, data)

    async def test_offers_that_are_spoiled_are_refused_or_answered(
        self, operator: Person, screen: OpenScreen
    ) -> None:
        one, chance = await screen(operator), random.Random(5)
        good = await an_offer()
        for _ in range(12):
            lines = good.split("\r\n")
            for _ in range(chance.randint(1, 6)):
                at = chance.randrange(1, len(lines))
                spoiled = "".join(chance.choice([c, c, c, "", "9"]) for c in lines[at])
                lines[at] = chance.choice(["", spoiled, spoiled, lines[at] * 2])
            before = len(one.all("error")) + len(one.all("softphone.answer"))
            await one.say("softphone.offer", data={"sdp": "\r\n".join(lines)})

            async def said(before: int = before) -> bool:
                return len(one.all("error")) + len(one.all("softphone.answer")) > before

            await eventually(said, 15)
        assert {problem["data"]["status"] for problem in one.all("error")} <= {400}


class TestConnecting:
    async def test_an_offer_is_answered_and_the_state_is_told(
        self, operator: Person, screen: OpenScreen
    ) -> None:
        one = await screen(operator)
        connection = RTCPeerConnection()
        connection.addTrack(AudioStreamTrack())
        await connection.setLocalDescription(await connection.createOffer())
        await one.say("softphone.offer", data={"sdp": connection.localDescription.sdp})
        answer = (await one.hears("softphone.answer"))["data"]["sdp"]
        await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))

        async def it_is_connected() -> bool:
            return any(one["data"]["connected"] for one in one.all("softphone.state"))

        await eventually(it_is_connected, 15)
        assert one.all("softphone.state")[-1]["data"] == {
            "connected": True, "call_id": None, "held": False, "supervising": None,
            "refused": None,
        }  # fmt: skip
        await one.say("softphone.mute", data={"on": True})
        assert await refused(one, "softphone.key", {"digit": "1"}) == (409, "NO_SOFTPHONE")
        assert len(one.all("error")) == 1
        await connection.close()


async def an_offer() -> str:
    connection = RTCPeerConnection()
    connection.addTrack(AudioStreamTrack())
    await connection.setLocalDescription(await connection.createOffer())
    offer: str = connection.localDescription.sdp
    await connection.close()
    return offer
