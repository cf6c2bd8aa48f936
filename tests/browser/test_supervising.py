"""A supervisor at the wallboard, an agent at their browser, a customer on the telephone: who hears
whom while the supervisor listens, whispers, barges in and stops, measured at each of them."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from ringdesk.domains.telephony.fakes.sip import PstnSim, Telephone
from tests.browser.calling import furnish_calling
from tests.browser.conftest import CHROMIUM, PATIENCE_MS, QUIET, Visit
from tests.browser.gallery import Gallery
from tests.browser.test_calling_story import ENERGY, REMEMBERS
from tests.browser.test_softphone import (
    FAKE,
    LOUD,
    QUIET_ENOUGH,
    answered,
    call_somebody,
    strength,
)
from tests.browser.visitor import Visitor, sign_in
from tests.conftest import Person, Tenant, eventually
from tests.domains.telephony.network import comes_true

pytestmark = pytest.mark.anyio

# How often the page asked for a microphone, and whether one is open now.
COUNTS_MICROPHONES = """
window.microphones = []
const media = navigator.mediaDevices
const original = media.getUserMedia.bind(media)
media.getUserMedia = async (wanted) => {
  if (window.refuseMicrophone) throw new DOMException('no', 'NotAllowedError')
  const stream = await original(wanted)
  window.microphones.push(...stream.getAudioTracks())
  return stream
}"""
OPEN = "window.microphones.filter((each) => each.readyState === 'live').length"
ASKED = "window.microphones.length"
HEARD, SILENCE = 0.0005, 0.0002  # energy in a second


class Floor(NamedTuple):
    """`boss` is at the wallboard, `desk` is the agent's page, `phone` the customer's."""

    boss: Visitor
    desk: Page
    phone: Telephone
    call: int

    @property
    def bar(self) -> Locator:
        return self.boss.page.get_by_role("region", name="Supervising")

    @property
    def menu(self) -> Locator:
        lines = self.boss.page.get_by_role("region", name="Lines")
        return lines.get_by_role("button", name="Listen, whisper or barge: Olga Operator")


@pytest.fixture
async def with_ears(anyio_backend: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *FAKE])
        yield opened
        await opened.close()


@pytest.fixture
async def floor(
    tenant: Tenant, network: PstnSim, trunk: None, with_ears: Browser, visit_with_ears: Visit
) -> Floor:
    """Olga talks with somebody who listens; she is muted, and so is he: what is heard is the
    supervisor's."""
    caller = await tenant.person("operator", name="Olga Operator")
    olga = await visit_with_ears(caller, "/call")
    desk = olga.page
    await desk.get_by_role("button", name="Switch on the softphone").click()
    await expect(desk.get_by_text("Softphone ready")).to_be_visible(timeout=30_000)
    call = await call_somebody(caller, "+4930123451")
    phone = await answered(network)
    await comes_true(lambda: strength(phone) > LOUD)
    boss = await visit_with_ears(tenant.admin, "/wallboard")
    return Floor(boss, desk, phone, call)


@pytest.fixture
async def visit_with_ears(with_ears: Browser, address: str) -> AsyncIterator[Visit]:
    visitors: list[Visitor] = []

    async def begin(person: Person, path: str, **options: Any) -> Visitor:
        context = await with_ears.new_context(
            locale="en-GB", viewport={"width": 1360, "height": 850}, reduced_motion="reduce",
            **options,
        )  # fmt: skip
        await context.add_init_script(REMEMBERS + COUNTS_MICROPHONES)
        await sign_in(context, person, address)
        visitor = Visitor(await context.new_page(), address)
        visitors.append(visitor)
        await visitor.go(path)
        return visitor

    yield begin
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    for visitor in visitors:
        await visitor.context.close()
    assert troubles == []


async def energy(page: Page, seconds: float = 1.0) -> float:
    before = float(await page.evaluate(ENERGY))
    await asyncio.sleep(seconds)
    return (float(await page.evaluate(ENERGY)) - before) / seconds


async def hears(page: Page) -> None:
    async def it_does() -> bool:
        return await energy(page) > HEARD

    await eventually(it_does, 20)


async def hears_nothing(page: Page) -> None:
    async def it_does_not() -> bool:
        return await energy(page) < SILENCE

    await eventually(it_does_not, 20)


async def be_silent(floor: Floor) -> None:
    """Olga and the customer: then the supervisor alone makes a sound."""
    await floor.desk.get_by_role("button", name="Mute").click()
    floor.phone.customer.speech = iter(())
    await comes_true(lambda: strength(floor.phone) < QUIET_ENOUGH)
    await hears_nothing(floor.desk)


class TestSupervising:
    async def test_listens_whispers_barges_and_stops(self, floor: Floor, tenant: Tenant) -> None:
        boss = floor.boss.page
        await floor.menu.click()
        await boss.get_by_role("menuitem", name="Listen").click()
        await expect(floor.bar).to_contain_text("Listening to Olga Operator with Lea Lead")
        await expect(floor.bar).to_contain_text("Nobody hears you")
        await hears(boss)  # both of them
        assert await boss.evaluate(ASKED) == 0  # nobody asked for a microphone

        await be_silent(floor)
        await floor.bar.get_by_role("button", name="Whisper").click()
        await expect(floor.bar).to_contain_text("Only the agent hears you")
        await hears(floor.desk)
        assert strength(floor.phone) < QUIET_ENOUGH
        assert await boss.evaluate(OPEN) == 1

        await floor.bar.get_by_role("button", name="Barge").click()
        await expect(floor.bar).to_contain_text("Everybody hears you")
        await comes_true(lambda: strength(floor.phone) > LOUD)
        await hears(floor.desk)
        await floor.bar.get_by_role("button", name="Mute").click()
        await expect(floor.bar).to_contain_text("You are muted")
        await comes_true(lambda: strength(floor.phone) < QUIET_ENOUGH)
        await floor.bar.get_by_role("button", name="Unmute").click()
        await comes_true(lambda: strength(floor.phone) > LOUD)

        await floor.bar.get_by_role("button", name="Listen").click()
        await expect(floor.bar).to_contain_text("Nobody hears you")
        await comes_true(lambda: strength(floor.phone) < QUIET_ENOUGH)
        await hears_nothing(floor.desk)
        assert await boss.evaluate(OPEN) == 0  # the microphone was given back

        await boss.get_by_role("link", name="Leads").first.click()  # the bar goes along
        await floor.bar.get_by_role("button", name="Stop").click()
        await expect(floor.bar).to_have_count(0)
        assert floor.phone.state == "answered"
        told = [one.body for one in await tenant.log() if one.kind == "CallSupervised"]
        ways = [json.loads(body)["mode"] for body in told]
        assert ways == ["listen", "whisper", "barge", "listen", "off"]

    async def test_ends_with_the_call(self, floor: Floor) -> None:
        boss = floor.boss.page
        await floor.menu.focus()  # by keyboard alone
        await boss.keyboard.press("Enter")
        for way in ("Listen", "Whisper"):
            await expect(boss.get_by_role("menuitem", name=way)).to_be_focused()
            await boss.keyboard.press("ArrowDown")
        await expect(boss.get_by_role("menuitem", name="Barge")).to_be_focused()
        await boss.keyboard.press("Enter")
        await expect(floor.bar).to_contain_text("Speaking with Olga Operator and Lea Lead")
        await floor.desk.get_by_role("button", name="Hang up").click()
        await expect(
            boss.get_by_text("You are no longer in the call with Olga Operator")
        ).to_be_visible()
        await expect(floor.bar).to_have_count(0)
        assert await boss.evaluate(OPEN) == 0

    async def test_says_that_the_microphone_is_blocked_and_goes_on_listening(
        self, floor: Floor
    ) -> None:
        boss = floor.boss.page
        await boss.evaluate("window.refuseMicrophone = true")
        await floor.menu.click()
        await boss.get_by_role("menuitem", name="Whisper").click()
        await expect(boss.get_by_text("You can't whisper now")).to_be_visible()
        await expect(boss.get_by_text("Your microphone is blocked")).to_be_visible()
        await expect(floor.bar).to_have_count(0)
        await floor.menu.click()
        await boss.get_by_role("menuitem", name="Listen").click()
        await expect(floor.bar).to_contain_text("Nobody hears you")
        await floor.bar.get_by_role("button", name="Barge").click()
        await expect(boss.get_by_text("You can't barge in now")).to_be_visible()
        await expect(floor.bar).to_contain_text("Listening to Olga Operator")
        await hears(boss)

    async def test_says_that_the_call_has_ended_meanwhile(self, floor: Floor) -> None:
        boss = floor.boss.page
        floor.boss.forgive(409, f"/api/app/calls/{floor.call}/supervise")
        await floor.menu.click()
        await boss.route(
            f"**/api/app/calls/{floor.call}/supervise", lambda route: after_the_end(floor, route)
        )
        await boss.get_by_role("menuitem", name="Listen").click()
        await expect(boss.get_by_text("The call has ended meanwhile.")).to_be_visible()
        await expect(floor.bar).to_have_count(0)


async def after_the_end(floor: Floor, route: Any) -> None:
    await floor.desk.get_by_role("button", name="Hang up").click()
    await expect(floor.desk.get_by_text("What came of the call")).to_be_visible()
    await route.continue_()


class TestLooks:
    async def test_of_the_menu_and_the_bar(
        self, floor: Floor, gallery: Gallery, visit_with_ears: Visit, tenant: Tenant
    ) -> None:
        boss = floor.boss.page
        await floor.menu.click()
        await gallery.look_at(boss, "supervise-menu", "Nobody hears you")
        await boss.get_by_role("menuitem", name="Barge").click()
        await expect(floor.bar).to_contain_text("Everybody hears you")
        await gallery.look_at(boss, "supervising", "Everybody hears you")
        await floor.bar.get_by_role("button", name="Stop").click()
        second = await tenant.person("admin", name="Ada Admin")
        small = await visit_with_ears(second, "/wallboard", is_mobile=True, has_touch=True)
        await small.page.set_viewport_size({"width": 360, "height": 740})
        either = small.page.get_by_role("button", name="Listen, whisper or barge: Olga Operator")
        await either.first.tap()  # among the agents
        await expect(small.page.get_by_role("menu")).to_be_visible()
        await gallery.look_at(small.page, "supervise-menu-360", "Nobody hears you")
        await small.page.get_by_role("menuitem", name="Whisper").tap()
        bar = small.page.get_by_role("region", name="Supervising")
        await expect(bar).to_contain_text("Only the agent hears you")
        await gallery.look_at(small.page, "supervising-360", "Only the agent hears you")
        await bar.get_by_role("button", name="Stop").tap()
        await expect(bar).to_have_count(0)
        assert gallery.faults == []


class TestWithoutSound:
    async def test_the_menu_says_why_there_is_nothing_to_hear(
        self, tenant: Tenant, visit: Visit, gallery: Gallery
    ) -> None:
        await furnish_calling(tenant)
        boss = await visit(tenant.admin, "/wallboard")
        lines = boss.page.get_by_role("region", name="Lines")
        await lines.get_by_role("button", name="Listen, whisper or barge: Olga Operator").click()
        menu = boss.page.get_by_role("menu")
        await expect(menu).to_contain_text("This call is simulated")
        for name in ("Listen", "Whisper", "Barge"):
            await expect(menu.get_by_role("menuitem", name=name)).to_be_disabled()
        await gallery.look_at(boss.page, "supervise-simulated", "This call is simulated")
        assert gallery.faults == []
