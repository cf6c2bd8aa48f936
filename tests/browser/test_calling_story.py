"""The story of calling: leads come in by file, the queue is started, an operator takes a call with
sound in both directions, and the wallboard moves. Two people at once, a real trunk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from ringdesk.domains.dialer import LostTheLease
from ringdesk.domains.telephony.fakes.sip import PstnSim, Telephone
from ringdesk.wiring import House
from tests.browser.conftest import CHROMIUM, QUIET, Visit
from tests.browser.test_softphone import FAKE, LOUD, strength
from tests.browser.visitor import sign_in
from tests.conftest import Tenant, eventually

pytestmark = pytest.mark.anyio

ROWS = 10_000
# Every connection that the page makes, so that what it hears can be measured.
REMEMBERS = """
window.connections = []
const Original = window.RTCPeerConnection
window.RTCPeerConnection = class extends Original {
  constructor(...given) { super(...given); window.connections.push(this) }
}
"""
ENERGY = """async () => {
  let energy = 0
  for (const each of window.connections) {
    for (const one of (await each.getStats()).values())
      if (one.type === 'inbound-rtp') energy += one.totalAudioEnergy ?? 0
  }
  return energy
}"""


@pytest.fixture
async def dialling(tenant: Tenant, house: House) -> AsyncIterator[None]:
    """The house of the tests dials for nobody by itself."""

    async def go_on() -> None:
        while True:
            with suppress(LostTheLease):
                await house.dialer.tick(tenant.id)
            await asyncio.sleep(0.3)

    task = asyncio.create_task(go_on())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.fixture
async def with_ears(anyio_backend: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *FAKE])
        yield opened
        await opened.close()


def file_of_leads(folder: Path) -> Path:
    """Numbers of New York that answer and speak."""
    rows = (
        f"Lead {n},+1212{200 + n // 1000:03d}{n % 1000:03d}1,lead{n}@example.com"
        for n in range(ROWS)
    )
    file = folder / "leads.csv"
    file.write_text("\n".join(["Name,Phone number,E-mail", *rows]))
    return file


async def bring_in(page: Page, file: Path) -> None:
    await page.locator("input[type=file]").set_input_files(file)
    await expect(page.get_by_role("heading", name="What the columns are")).to_be_visible()
    await page.get_by_role("button", name="Check the file").click()
    bring = page.get_by_role("button", name="Import 10,000 leads")
    await expect(bring).to_be_enabled(timeout=60_000)
    await bring.click()
    await expect(page.get_by_role("link", name="Show the leads")).to_be_visible(timeout=90_000)


async def hears_something(page: Page) -> bool:
    before = float(await page.evaluate(ENERGY))
    await asyncio.sleep(1)
    return float(await page.evaluate(ENERGY)) - before > 0.001


@pytest.mark.usefixtures("trunk", "dialling")
class TestTheStoryOfCalling:
    async def test_from_a_file_to_a_talk(
        self, tenant: Tenant, address: str, network: PstnSim, with_ears: Browser, visit: Visit,
        tmp_path: Path,
    ) -> None:  # fmt: skip
        caller = await tenant.person("operator", name="Olga Operator")
        paused = {"action": "pause_queue"}
        await tenant.admin.post("/api/admin/system/control", paused)

        boss = await visit(tenant.admin, "/imports")
        await bring_in(boss.page, file_of_leads(tmp_path))

        context = await with_ears.new_context(permissions=["microphone"], locale="en-GB")
        await context.add_init_script(REMEMBERS)
        await sign_in(context, caller, address)
        desk = await context.new_page()
        await desk.goto(f"{address}/call")
        await desk.get_by_role("button", name="Switch on the softphone").click()
        await expect(desk.get_by_text("Softphone ready")).to_be_visible(timeout=30_000)
        await desk.get_by_role("button", name="Availability").click()
        await desk.get_by_role("menuitemradio", name="Available").click()

        await boss.go("/wallboard")
        page = boss.page
        await expect(page.get_by_text("The queue is paused")).to_be_visible()
        await page.get_by_role("button", name="Resume").click()
        await expect(page.get_by_text("The queue is dialling", exact=True)).to_be_visible()

        call = desk.get_by_role("region", name="The call")
        await expect(call.get_by_text("In call")).to_be_visible(timeout=60_000)
        lines = page.get_by_role("region", name="Lines")
        await expect(lines.get_by_text("Olga Operator")).to_be_visible(timeout=20_000)

        phone = next(one for one in network.phones if one.state == "answered")
        await eventually(lambda: speaks(phone), 15)
        await eventually(lambda: hears_something(desk), 20)

        await call.get_by_role("button", name="Hang up").click()
        await expect(desk.get_by_text("What came of the call")).to_be_visible(timeout=20_000)
        await tenant.admin.post("/api/admin/system/control", paused)
        await desk.get_by_role("radio", name="Sale").click()
        await desk.get_by_role("button", name="Finish").click()
        await expect(desk.get_by_text("Saved")).to_be_visible()
        await context.close()
        stats = (await tenant.admin.get("/api/v1/leads/stats")).json()
        assert stats["total"] == ROWS
        assert stats["by_status"]["converted"] == 1


async def speaks(phone: Telephone) -> bool:
    return strength(phone) > LOUD
