"""Real Chromium against the real server, which serves the built web app."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from httpx import AsyncClient
from playwright.async_api import Browser, async_playwright, expect

from ringdesk.api.site import PLACES
from tests.browser.gallery import AXE, Gallery
from tests.browser.visitor import Visitor, sign_in
from tests.conftest import PASSWORD, Person

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 10_000
DESKTOP = {"width": 1360, "height": 850}

Visit: TypeAlias = Callable[..., Awaitable[Visitor]]


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    if not any((place / "index.html").exists() for place in PLACES):
        pytest.fail("The web app is not built: npm --prefix web run build", pytrace=False)


@pytest.fixture(scope="session")
async def browser(anyio_backend: str) -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        await opened.close()


@pytest.fixture(scope="session", autouse=True)
async def installed(address: str) -> None:
    """Somebody set the house up: strangers find the sign-in page, and may register."""
    root = {"username": "root", "email": "root@example.org", "password": PASSWORD}
    async with AsyncClient(base_url=address) as client:
        made = await client.post("/api/auth/register", json=root | {"role": "admin"})
        assert made.status_code == 201, made.text


@pytest.fixture
async def visit(browser: Browser, address: str) -> AsyncIterator[Visit]:
    """`await visit(person, "/tickets")`: a browser of their own, signed in if it is somebody.

    At the end nothing may have gone wrong on any page: no error in the console, no violation of
    the content security policy, no refused, failed or foreign request that was not forgiven."""
    visitors: list[Visitor] = []

    async def begin(
        person: Person | None = None, path: str = "/", *, at: str = address, **options: Any
    ) -> Visitor:
        given = {"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce", **options}
        context = await browser.new_context(**given)
        context.set_default_timeout(PATIENCE_MS)
        if person is not None:
            await sign_in(context, person, at)
        visitor = Visitor(await context.new_page(), at)
        visitors.append(visitor)
        await visitor.go(path)
        return visitor

    yield begin
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    for visitor in visitors:
        await visitor.context.close()
    assert troubles == []


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    folder = Path(os.environ.get("RINGDESK_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    if not AXE.exists():
        pytest.fail("axe-core is missing: npm --prefix web ci", pytrace=False)
    return Gallery(folder)
