"""Pictures of pages, and what is wrong with them: for a reader's eye and for axe's.

Pictures go to the folder RINGDESK_SCREENSHOTS, if it is given."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from tests.browser.visitor import Visitor

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# All rules that are on by default, and the size of targets, which is new in WCAG 2.2.
# Another theme changes colours and nothing else.
CHECK = """async (onlyColours) => (await axe.run(document, {
  ...(onlyColours ? { runOnly: ['color-contrast'] } : {}),
  rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'],
})).violations.map((rule) => rule.id + ': ' + rule.nodes.map((node) => node.html.slice(0, 160)
  + ' [' + node.any.concat(node.all, node.none).map((why) => why.message).join('; ') + ']')
  .slice(0, 3).join(' | '))"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) {
    // What scrolls by itself hides its overflow from the page: the main pane must not.
    const main = document.querySelector('main')
    if (!main || main.scrollWidth <= main.clientWidth) return null
  }
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > width + 1)
    .map((each) => each.tagName + '.' + String(each.className).slice(0, 80)).slice(0, 4).join(' | ')
}"""
SCROLLS_AS_A_WHOLE = """() => document.querySelector('nav') !== null
  && document.documentElement.scrollHeight > document.documentElement.clientHeight"""
TELEPHONE = {"width": 360, "height": 740}


@dataclass
class Gallery:
    """Takes the pictures, and keeps what is wrong with the pages."""

    folder: Path
    faults: list[str] = field(default_factory=list)

    async def look(self, visitor: Visitor, name: str, path: str, sign: str) -> None:
        """`sign`: the text that says the page is there with its data."""
        await visitor.go(path)
        await self.look_at(visitor.page, name, sign)

    async def look_at(self, page: Page, name: str, sign: str) -> None:
        await self._settled(page, sign)
        if await page.evaluate(SCROLLS_AS_A_WHOLE):
            self.faults.append(f"{name} scrolls as a whole, with its header and rail")
        await page.evaluate(AXE.read_text())
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            await self._picture(page, f"{name}-{scheme}")
            await self._check(page, f"{name} in {scheme}", only_colours=scheme == "dark")
        await page.emulate_media(color_scheme="light")

    async def look_on_a_telephone(self, visitor: Visitor, name: str, path: str, sign: str) -> None:
        page = visitor.page
        await visitor.go(path)
        await self._settled(page, sign)
        await self._picture(page, f"{name}-360")
        wide = await page.evaluate(TOO_WIDE)
        if wide is not None:
            self.faults.append(f"{name} is wider than 360 px: {wide}")
        await page.evaluate(AXE.read_text())
        await self._check(page, f"{name} at 360 px")

    async def _settled(self, page: Page, sign: str) -> None:
        await expect(page.get_by_text(sign).locator("visible=true").first).to_be_visible()
        await expect(page.locator(".animate-late")).to_have_count(0)

    async def _picture(self, page: Page, name: str) -> None:
        await page.screenshot(path=self.folder / f"{name}.png", animations="disabled")

    async def _check(self, page: Page, where: str, *, only_colours: bool = False) -> None:
        found: list[Any] = await page.evaluate(CHECK, only_colours)
        self.faults += [f"{where}: {fault}" for fault in found]
