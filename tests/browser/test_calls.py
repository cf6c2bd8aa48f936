"""Customer and agent in two browsers with fake devices: are they really seen and heard?

Everything stays on this machine: a browser is told of no address of the other but loopback.
"""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import (
    Browser,
    Locator,
    Page,
    async_playwright,
    expect,
)

from ringdesk.domains import conversations
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.browser.conftest import CHROMIUM, DESKTOP, PATIENCE_MS, QUIET
from tests.browser.gallery import AXE, CHECK
from tests.browser.visitor import Visitor, sign_in
from tests.conftest import Person, Tenant, eventually
from tests.houses import open_house
from tests.realtime.conftest import free_port
from tests.turn import TURNSERVER, Coturn

pytestmark = pytest.mark.anyio

FAKE = [
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection", "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
# Keeps hold of the connections, and lets them try loopback alone.
WATCHED = """
window.connections = []
const Stock = window.RTCPeerConnection
const here = (line) => /^a?=?candidate:/.test(line) === false || line.includes(' 127.0.0.1 ')
window.RTCPeerConnection = class extends Stock {
  constructor(configuration) {
    super({ ...configuration, ...(window.relayOnly ? { iceTransportPolicy: 'relay' } : {}) })
    window.connections.push(this)
  }
  setRemoteDescription(description) {
    const lines = description.sdp.split('\\r\\n').filter(here)
    return super.setRemoteDescription({ type: description.type, sdp: lines.join('\\r\\n') })
  }
  async addIceCandidate(candidate) {
    if (!candidate || here(candidate.candidate)) await super.addIceCandidate(candidate)
  }
}
"""
MEASURE = """async () => {
  const live = window.connections.filter((one) => one.signalingState !== 'closed').at(-1)
  const links = window.connections.length
  const found = { frames: 0, energy: 0, bytes: 0, relayed: false, ufrag: '', links }
  if (!live) return found
  found.ufrag = live.localDescription?.sdp.match(/a=ice-ufrag:(\\S+)/)?.[1] ?? ''
  const report = [...(await live.getStats()).values()]
  for (const one of report.filter((each) => each.type === 'inbound-rtp')) {
    found.frames += one.framesDecoded ?? 0
    found.energy += one.totalAudioEnergy ?? 0
    found.bytes += one.bytesReceived
  }
  const transport = report.find((each) => each.type === 'transport')
  const pair = report.find((each) => each.id === transport?.selectedCandidatePairId)
  const local = report.find((each) => each.id === pair?.localCandidateId)
  found.relayed = local?.candidateType === 'relay'
  return found
}"""


@dataclass
class Side:
    """One end of a call, in a browser of its own."""

    visitor: Visitor
    other: str

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def window(self) -> Locator:
        return self.page.get_by_test_id("call-window")

    def button(self, name: str) -> Locator:
        return self.window.get_by_role("button", name=name, exact=True)

    def picture(self, of: str = "Camera") -> Locator:
        return self.window.get_by_label(f"{of} of {self.other}")

    async def measured(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.page.evaluate(MEASURE)
        return found

    async def is_in(self, phase: str, seconds: float = 20) -> None:
        await expect(self.window).to_have_attribute("data-phase", phase, timeout=seconds * 1000)

    async def sees_moving_pictures(self, of: str = "Camera") -> None:
        """Frames arrive, are decoded and shown: the clock of the picture goes on."""
        await expect(self.picture(of)).to_be_visible()
        before = await self.measured()
        started: float = await self.picture(of).evaluate("(video) => video.currentTime")

        async def they_move() -> bool:
            now = await self.measured()
            at: float = await self.picture(of).evaluate("(video) => video.currentTime")
            wide: int = await self.picture(of).evaluate("(video) => video.videoWidth")
            return now["frames"] > before["frames"] + 10 and at > started + 0.5 and wide > 0

        await eventually(they_move, 20)

    async def hears_sound(self) -> None:
        """Fake microphones beep: their energy arrives, and the element that plays it runs."""
        before = await self.measured()

        async def it_sounds() -> bool:
            now = await self.measured()
            sound = self.window.get_by_test_id("call-sound")
            playing = await sound.evaluate("(audio) => !audio.paused && audio.currentTime > 0")
            return bool(
                now["energy"] > before["energy"] + 1e-4
                and now["bytes"] > before["bytes"] and playing
            )  # fmt: skip

        await eventually(it_sounds, 20)

    async def hears_nothing(self) -> None:
        """Four beeps long."""
        await eventually(self._silence, 20)

    async def _silence(self) -> bool:
        before = (await self.measured())["energy"]
        await self.page.wait_for_timeout(2500)
        return bool((await self.measured())["energy"] - before < 1e-6)


@pytest.fixture(scope="module")
async def browsers(anyio_backend: str) -> AsyncIterator[list[Browser]]:
    async with async_playwright() as playwright:
        opened = [
            await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *FAKE])
            for _ in range(2)
        ]
        yield opened
        for one in opened:
            await one.close()


@dataclass
class Exchange:
    tenant: Tenant
    browsers: list[Browser]
    address: str
    visitors: list[Visitor]
    relay_only: bool = False

    async def visit(self, browser: Browser, who: Person, **options: Any) -> Visitor:
        given = {"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce", **options}
        context = await browser.new_context(**given)
        context.set_default_timeout(PATIENCE_MS)
        await sign_in(context, who, self.address)
        relay = f"window.relayOnly = {json.dumps(self.relay_only)}"
        await context.add_init_script(f"{relay};{WATCHED}")
        visitor = Visitor(await context.new_page(), self.address)
        self.visitors.append(visitor)
        return visitor

    async def connect(self, kind: str = "video", **options: Any) -> tuple[Side, Side]:
        """The customer asks, waits and is answered; both windows are open, not yet connected."""
        customer = Side(
            await self.visit(self.browsers[0], self.tenant.customer, **options), "Axel Agent"
        )
        await customer.visitor.go("/talk")
        await customer.page.get_by_role("button", name=f"Start a {kind} call").click()
        await expect(customer.page.get_by_text("You are next")).to_be_visible()
        (session,) = (await self.tenant.agent.get("/api/chat/sessions?status=waiting")).json()
        joined = await self.tenant.agent.post(f"/api/chat/session/{session['id']}/join")
        assert joined.status_code == 200, joined.text
        return customer, await self.answer(session, kind, **options)

    async def answer(self, session: dict[str, Any], kind: str, **options: Any) -> Side:
        agent = Side(
            await self.visit(self.browsers[1], self.tenant.agent, **options), "Carla Customer"
        )
        call = {
            "sessionId": session["id"], "conversationId": session["conversation_id"],
            "type": kind, "side": "agent", "name": "Carla Customer",
        }  # fmt: skip
        kept = f"sessionStorage.setItem('ringdesk.call', {json.dumps(json.dumps(call))})"
        await agent.visitor.go("/tickets")
        await agent.page.evaluate(kept)
        await agent.page.reload()
        return agent

    async def talking(self, kind: str = "video", **options: Any) -> tuple[Side, Side]:
        sides = await self.connect(kind, **options)
        for side in sides:
            await side.is_in("connected", 30)
        return sides

    async def session(self) -> conversations.Session:
        async with self.tenant.work() as work:
            return (await conversations.list_sessions(work))[0]


@pytest.fixture
async def exchange(
    tenant: Tenant, browsers: list[Browser], address: str
) -> AsyncIterator[Exchange]:
    made = Exchange(tenant, browsers, address, [])
    yield made
    await finished(made)


async def finished(exchange: Exchange) -> None:
    troubles = [trouble for one in exchange.visitors for trouble in one.troubles]
    for visitor in exchange.visitors:
        await visitor.context.close()
    assert troubles == []


class TestAVideoCall:
    async def test_is_seen_and_heard_on_both_sides(self, exchange: Exchange) -> None:
        customer, agent = await exchange.talking()
        for side in (customer, agent):
            await side.sees_moving_pictures()
            await side.hears_sound()
            await expect(side.window.get_by_label("Your camera")).to_be_visible()

    async def test_mute_camera_and_screen_are_known_on_the_other_side(
        self, exchange: Exchange
    ) -> None:
        customer, agent = await exchange.talking()
        await agent.sees_moving_pictures()
        await customer.page.keyboard.press("m")
        await expect(customer.button("Unmute")).to_be_visible()
        await expect(agent.window.get_by_label("Muted")).to_be_visible()
        await agent.hears_nothing()
        await customer.page.keyboard.press("m")
        await expect(agent.window.get_by_label("Muted")).to_have_count(0)
        await agent.hears_sound()

        await customer.button("Turn camera off").click()
        await expect(agent.picture()).to_have_count(0)
        await customer.button("Turn camera on").click()
        await agent.sees_moving_pictures()

        await agent.button("Share screen").click()
        await customer.sees_moving_pictures("Screen")
        await expect(customer.picture()).to_be_visible()  # the agent's camera, small
        await agent.button("Stop sharing").click()
        await expect(customer.picture("Screen")).to_have_count(0)
        await customer.sees_moving_pictures()

    async def test_ends_for_both_with_its_duration(self, exchange: Exchange) -> None:
        customer, agent = await exchange.talking()
        await agent.page.keyboard.press("Space")
        await agent.page.get_by_role("dialog").get_by_role("button", name="Hang up").click()
        await expect(agent.window.get_by_text("You hung up")).to_be_visible()
        await expect(customer.window.get_by_text("Axel Agent hung up")).to_be_visible()

        async def it_is_over() -> bool:
            kept = await exchange.session()
            return kept.status == "ended" and kept.duration_seconds is not None

        await eventually(it_is_over)
        for side in (customer, agent):
            await side.button("Close").click()
            await expect(side.window).to_have_count(0)
            tracks = "window.connections.every((one) => one.signalingState === 'closed')"
            assert await side.page.evaluate(tracks)
        await expect(customer.page.get_by_role("button", name="Start a video call")).to_be_visible()

    async def test_goes_on_small_while_one_reads_elsewhere(self, exchange: Exchange) -> None:
        customer, _ = await exchange.talking()
        await customer.button("Make the call small").click()
        await customer.page.get_by_role("link", name="Requests").first.click()
        await expect(customer.page).to_have_url(re.compile("/requests$"))
        await customer.sees_moving_pictures()
        await customer.button("Make the call large").click()
        await expect(customer.button("Share screen")).to_be_visible()


class TestAVoiceCall:
    async def test_is_heard_and_becomes_a_video_call_when_somebody_wants(
        self, exchange: Exchange
    ) -> None:
        customer, agent = await exchange.talking("voice")
        for side in (customer, agent):
            await side.hears_sound()
            await expect(side.picture()).to_have_count(0)
        # Both at once: their offers meet.
        for side in (customer, agent):
            await side.button("Turn camera on").click()
        for side in (customer, agent):
            await side.sees_moving_pictures()
            await side.hears_sound()


class TestACallByTheAgent:
    async def test_rings_and_opens_nothing_before_it_is_answered(self, exchange: Exchange) -> None:
        tenant = exchange.tenant
        opened = await tenant.customer.post("/api/app/conversations", {})
        visitor = await exchange.visit(exchange.browsers[0], tenant.customer)
        customer = Side(visitor, "Axel Agent")
        await customer.visitor.go("/requests")
        await expect(customer.page.get_by_role("link", name="Talk")).to_be_visible()
        asked = {"type": "voice", "conversation_id": opened.json()["id"]}

        async def called() -> dict[str, Any]:
            made = await tenant.agent.post("/api/chat/session", asked)
            assert made.status_code == 201, made.text
            session: dict[str, Any] = made.json()
            return session

        first = await called()
        bell = customer.page.get_by_test_id("incoming-call")
        await expect(bell.get_by_text("Axel Agent is calling you")).to_be_visible()
        await expect(customer.window).to_have_count(0)
        await bell.get_by_role("button", name="Decline").click()
        await expect(bell).to_have_count(0)
        assert (await exchange.session()).status == "ended"
        assert first["status"] == "active"

        agent = await exchange.answer(await called(), "voice")
        await bell.get_by_role("button", name="Answer").click()
        for side in (customer, agent):
            await side.is_in("connected", 30)
            await side.hears_sound()


class TestADisturbedCall:
    async def test_gets_new_addresses_after_a_change_of_network(self, exchange: Exchange) -> None:
        customer, agent = await exchange.talking()
        before = await customer.measured()
        await customer.page.evaluate("window.dispatchEvent(new Event('online'))")

        async def it_restarted() -> bool:
            return bool((await customer.measured())["ufrag"] != before["ufrag"])

        await eventually(it_restarted)
        for side in (customer, agent):
            await side.is_in("connected")
            await side.sees_moving_pictures()
        assert (await customer.measured())["links"] == before["links"]

    async def test_survives_that_the_way_for_signals_was_gone(self, exchange: Exchange) -> None:
        customer, agent = await exchange.talking()
        await customer.visitor.lose_connection()
        await customer.button("Mute").click()
        await agent.sees_moving_pictures()
        await customer.visitor.find_connection()
        await expect(agent.window.get_by_label("Muted")).to_be_visible(timeout=30_000)
        await customer.button("Turn camera off").click()
        await expect(agent.picture()).to_have_count(0)

    async def test_is_found_again_after_the_page_was_loaded_anew(self, exchange: Exchange) -> None:
        customer, agent = await exchange.talking()
        await customer.page.reload()
        for side in (customer, agent):
            await side.is_in("connected", 30)
            await side.sees_moving_pictures()
            await side.hears_sound()

    @pytest.mark.skipif(not TURNSERVER, reason="coturn is not here")
    async def test_through_a_relay_comes_back_when_the_relay_does(
        self, tenant: Tenant, browsers: list[Browser], settings: Settings, database: Urls,
        address: str, tmp_path: Path,
    ) -> None:  # fmt: skip
        coturn = Coturn(tmp_path, free_port(), relays_to_loopback=True)
        await coturn.start()
        try:
            async with open_house(
                settings, database.app, ice_servers=(coturn.url,), turn_secret=coturn.secret
            ) as house:
                exchange = Exchange(tenant, browsers, house.address, [], relay_only=True)
                customer, agent = await exchange.talking()
                for side in (customer, agent):
                    await side.sees_moving_pictures()
                    assert (await side.measured())["relayed"]
                coturn.stop()
                for side in (customer, agent):
                    await side.is_in("reconnecting", 40)
                await coturn.start()
                for side in (customer, agent):
                    await side.is_in("connected", 60)
                    await side.sees_moving_pictures()
                    await side.hears_sound()
                await finished(exchange)
        finally:
            coturn.stop()


class TestARecording:
    async def test_needs_the_others_consent_and_is_kept_in_the_conversation(
        self, exchange: Exchange
    ) -> None:
        customer, agent = await exchange.talking()
        await agent.button("Ask to record").click()
        await expect(customer.window.get_by_text("would like to record this call")).to_be_visible()
        await expect(agent.window.get_by_text("Recording", exact=True)).to_have_count(0)
        await customer.button("Don't record").click()
        await expect(agent.window.get_by_text("Not allowed")).to_be_visible()
        assert (await exchange.session()).customer_consented_at is None

        await agent.button("Ask to record").click()
        await customer.button("Allow recording").click()
        for side in (customer, agent):
            await expect(side.window.get_by_text("Recording", exact=True)).to_be_visible()
        await agent.sees_moving_pictures()
        session = await exchange.session()
        assert session.customer_consented_at is not None
        assert session.agent_consented_at is not None
        await agent.page.wait_for_timeout(2500)  # something to be on it
        await customer.button("Stop recording").click()
        for side in (customer, agent):
            await expect(side.window.get_by_text("Recording", exact=True)).to_have_count(0)

        async def kept() -> list[dict[str, Any]]:
            path = f"/api/app/conversations/{session.conversation_id}/messages"
            said = (await exchange.tenant.customer.get(path)).json()
            return [file for one in said for file in one["attachments"]]

        async def it_is_there() -> bool:
            return len(await kept()) == 1

        await eventually(it_is_there, 15)
        (file,) = await kept()
        assert file["content_type"] == "video/webm" and file["size"] > 10_000


class TestTheCallWindow:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("viewport", [DESKTOP, {"width": 360, "height": 740}])
    async def test_fits_and_can_be_used_by_everybody(
        self, exchange: Exchange, scheme: str, viewport: dict[str, int]
    ) -> None:
        customer, agent = await exchange.talking(color_scheme=scheme, viewport=viewport)
        await customer.sees_moving_pictures()
        for side, name in ((customer, "customer"), (agent, "agent")):
            wide = await side.page.evaluate(
                "document.documentElement.scrollWidth <= innerWidth"
                " && [...document.querySelectorAll('[data-testid=call-window] button')]"
                ".every((one) => one.getBoundingClientRect().right <= innerWidth + 1)"
            )
            assert wide
            await side.page.evaluate(AXE.read_text())
            faults = await side.page.evaluate(CHECK, scheme == "dark")
            assert faults == [], f"{name}: {faults}"
