"""The widget on a page that isn't ours: another origin, another site, a strict policy.

Pictures go to the folder RINGDESK_SCREENSHOTS, if it is given."""

import hashlib
import hmac
import json
import os
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pytest
import uvicorn
from httpx import AsyncClient
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Frame,
    FrameLocator,
    Locator,
    Page,
    async_playwright,
    expect,
)

from ringdesk.api.site import PLACES
from tests.browser.conftest import CHROMIUM, QUIET, Visit
from tests.browser.gallery import AXE, CHECK, TOO_WIDE
from tests.browser.test_calls import FAKE, MEASURE, WATCHED
from tests.browser.visitor import sign_in
from tests.conftest import Tenant, eventually, serving

pytestmark = pytest.mark.anyio

SETTINGS = "/api/app/settings/widget"
DESKTOP = {"width": 1100, "height": 800}
TELEPHONE = {"width": 360, "height": 740}
HOSTILE = "<img src=x onerror=\"document.title='owned'\">"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>A shop</title>
<body style=""><main><h1>A shop</h1><p>Things to buy.</p><button id="own">Our own button</button>
</main><script src="/shop.js"></script>
<script async src="{desk}/widget.js" data-workspace="{workspace}" {more}></script></body></html>"""
# What a page does before the loader is there, and what it hears of it.
SHOP_JS = b"""
window.Ringdesk = window.Ringdesk || function () { (Ringdesk.q = Ringdesk.q || []).push(arguments) }
window.heard = []
for (const event of ['unread', 'open', 'close', 'ready']) {
  Ringdesk('on', event, (value) => window.heard.push([event, value]))
}
if (window.name) Ringdesk('identify', JSON.parse(window.name))
"""


@dataclass
class Shop:
    """An origin of its own, with scripts and frames from us alone. As `localhost` it is another
    site as well: a browser without a past then keeps nothing for the panel."""

    desk: str
    port: int
    workspace: str = ""
    more: str = ""
    host: str = "127.0.0.1"

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def policy(self) -> str:
        return (
            f"default-src 'none'; script-src 'self' {self.desk}; frame-src {self.desk}; "
            "style-src 'none'; img-src 'self'; require-trusted-types-for 'script'"
        )

    async def __call__(
        self, scope: dict[str, Any], receive: object, send: Callable[..., Awaitable[None]]
    ) -> None:
        if scope["type"] != "http":
            return
        script = scope["path"] == "/shop.js"
        page = PAGE.format(desk=self.desk, workspace=self.workspace, more=self.more).replace(
            ' style=""', ""
        )
        headers = [
            (b"content-type", b"text/javascript" if script else b"text/html; charset=utf-8"),
            (b"content-security-policy", self.policy.encode()),
        ]
        status = 404 if scope["path"] == "/favicon.ico" else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": SHOP_JS if script else page.encode()})


@pytest.fixture
async def shop(address: str) -> AsyncIterator[Shop]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    made = Shop(address, port)
    config = uvicorn.Config(made, port=port, log_config=None, lifespan="off")
    async with serving(uvicorn.Server(config)):
        yield made


@pytest.fixture(scope="session", autouse=True)
def widget_built() -> None:
    if not any((place / "widget" / "panel.html").exists() for place in PLACES):
        pytest.fail("The widget is not built: npm --prefix web run build", pytrace=False)


async def switched_on(tenant: Tenant, shop: Shop, **given: Any) -> str:
    body = {"enabled": True, "allowed_origins": [shop.origin], "channels": ["chat"], **given}
    answer = await tenant.admin.put(SETTINGS, body)
    assert answer.status_code == 200, answer.text
    shop.workspace = answer.json()["workspace"]
    return shop.workspace


@dataclass
class Shopper:
    page: Page
    troubles: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))

    def _said(self, message: ConsoleMessage) -> None:
        known = ("Failed to load resource", "WebSocket", *self.forgiven)
        if message.type in ("error", "warning") and not any(one in message.text for one in known):
            self.troubles.append(f"console: {message.text}")

    @property
    def launcher(self) -> Locator:
        return self.page.locator("ringdesk-widget button")

    @property
    def panel(self) -> FrameLocator:
        return self.page.frame_locator("ringdesk-widget iframe")

    @property
    def box(self) -> Locator:
        return self.panel.get_by_role("textbox", name="Your message")

    @property
    def log(self) -> Locator:
        return self.panel.get_by_role("log")

    async def open(self) -> None:
        await self.launcher.click()
        await expect(self.panel.get_by_role("banner")).to_be_visible()

    async def consent(self, name: str = "") -> None:
        if name:
            await self.panel.get_by_label("Your name (optional)").fill(name)
        await self.panel.get_by_role("button", name="Agree and start").click()
        await expect(self.box).to_be_visible()

    async def say(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")
        await expect(self.log.get_by_text(text)).to_be_visible()
        await expect(self.log.get_by_text("Sending…")).to_have_count(0)

    async def kept(self) -> dict[str, str]:
        """What lies in the panel's storage."""
        frame = next(one for one in self.page.frames if "/widget/panel" in one.url)
        found: dict[str, str] = await frame.evaluate("({ ...localStorage, ...sessionStorage })")
        return found


Come: TypeAlias = Callable[..., Awaitable[Shopper]]


@pytest.fixture
async def come(browser: Browser, shop: Shop) -> AsyncIterator[Come]:
    """`await come()`: somebody new in the shop. Nothing may go wrong on its page."""
    async with AsyncExitStack() as stack:
        shoppers: list[Shopper] = []

        async def begin(
            path: str = "/", *, on: Browser = browser, watched: bool = False, **options: Any
        ) -> Shopper:
            given = {
                "viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce", **options
            }  # fmt: skip
            context = await on.new_context(**given)
            stack.push_async_callback(context.close)
            if watched:
                await context.add_init_script(WATCHED)
            shopper = Shopper(await context.new_page())
            shoppers.append(shopper)
            await shopper.page.goto(shop.origin + path)
            return shopper

        yield begin
    assert [trouble for one in shoppers for trouble in one.troubles] == []


@pytest.fixture
async def devices(anyio_backend: str) -> AsyncIterator[Browser]:
    """A browser with a camera and a microphone that somebody made up."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *FAKE])
        yield opened
        await opened.close()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("RINGDESK_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def conversation_of(tenant: Tenant) -> dict[str, Any]:
    found = (await tenant.agent.get("/api/app/conversations")).json()
    assert len(found) == 1, found
    one: dict[str, Any] = found[0]
    return one


async def reply(tenant: Tenant, text: str) -> None:
    here = await conversation_of(tenant)
    answer = await tenant.agent.post(
        f"/api/app/conversations/{here['id']}/messages", {"content": text}
    )
    assert answer.status_code == 200, answer.text


class TestAStranger:
    async def test_consents_before_anything_is_kept(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        before = len(await tenant.log())
        shopper = await come()
        await shopper.open()
        await expect(shopper.panel.get_by_text("Nothing has been stored so far")).to_be_visible()
        assert await shopper.kept() == {}
        assert await shopper.page.context.cookies() == []
        assert len(await tenant.log()) == before
        await shopper.consent()
        kept = await shopper.kept()
        assert any("visitor_token" in value for value in kept.values())

    async def test_declines_and_nothing_is_kept(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.panel.get_by_role("button", name="No, thanks").click()
        await expect(shopper.launcher).to_be_focused()
        assert await shopper.kept() == {}

    async def test_talks_with_a_person_and_finds_it_again(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.consent("Paula Passerby")
        await shopper.say("Where is my order?")
        here = await conversation_of(tenant)
        assert here["customer"]["full_name"] == "Paula Passerby" and here["channel"] == "widget"
        await reply(tenant, "On its way.")
        await expect(shopper.log.get_by_text("On its way.")).to_be_visible()
        await expect(shopper.log.get_by_text("Axel Agent")).to_be_visible()
        await shopper.page.reload()
        await expect(shopper.log.get_by_text("Where is my order?")).to_have_count(1)
        await expect(shopper.log.get_by_text("On its way.")).to_have_count(1)
        await shopper.say("Thanks")
        assert (await conversation_of(tenant))["id"] == here["id"]

    async def test_is_told_of_answers_while_it_is_closed(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await shopper.say("Anybody there?")
        await shopper.box.press("Escape")
        await expect(shopper.launcher).to_be_focused()
        await reply(tenant, "Yes.")
        await expect(shopper.page.locator("ringdesk-widget .badge")).to_have_text("1")
        await expect(shopper.launcher).to_have_accessible_name("Open chat (1 unread)")
        assert ["unread", 1] in await shopper.page.evaluate("window.heard")
        await shopper.launcher.click()
        await expect(shopper.page.locator("ringdesk-widget .badge")).to_be_hidden()

    async def test_writes_on_without_a_connection_and_nothing_is_doubled(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await shopper.say("First")
        await shopper.page.context.set_offline(True)
        await expect(shopper.panel.get_by_text("No connection.")).to_be_visible()
        await shopper.box.fill("Second")
        await shopper.box.press("Enter")
        await expect(shopper.log.get_by_text("Waits for the connection")).to_be_visible()
        await reply(tenant, "Meanwhile")
        await shopper.page.context.set_offline(False)
        await expect(shopper.log.get_by_text("Meanwhile")).to_have_count(1)
        await expect(shopper.log.get_by_text("Waits for the connection")).to_have_count(0)
        here = await conversation_of(tenant)
        said = await tenant.agent.get(f"/api/app/conversations/{here['id']}/messages")
        words = [one["content"] for one in said.json() if one["kind"] == "said"]
        assert sorted(words) == ["First", "Meanwhile", "Second"]
        await expect(shopper.log.get_by_text("Second")).to_have_count(1)

    async def test_waits_for_a_person_with_a_place_in_the_queue(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop, channels=["chat", "bot"])
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await shopper.panel.get_by_role("button", name="Talk to a person").click()
        await expect(shopper.panel.get_by_text("You are no. 1 in the queue")).to_be_visible()
        here = await conversation_of(tenant)
        assert here["state"] == "waiting"
        joined = await tenant.agent.post(f"/api/chat/session/{here['session']['id']}/join")
        assert joined.status_code == 200, joined.text
        await expect(shopper.panel.get_by_text("You are talking to Axel Agent")).to_be_visible()
        await expect(shopper.panel.get_by_text("in the queue")).to_have_count(0)

    async def test_is_answered_by_the_assistant_with_its_sources(
        self, tenant: Tenant, shop: Shop, come: Come, pictures: Path
    ) -> None:
        entry = {
            "question": "How long does delivery take?", "category": "Delivery",
            "answer": "We send everything within two days.",
        }  # fmt: skip
        assert (await tenant.agent.post("/api/chatbot/faqs", entry)).is_success
        await switched_on(tenant, shop, channels=["chat", "bot"])
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await shopper.say("How long does delivery take?")
        await expect(shopper.log.get_by_text("within two days")).to_be_visible()
        await expect(shopper.log.get_by_text("Assistant", exact=True)).to_be_visible()
        await expect(shopper.log.get_by_text("Sources")).to_be_visible()
        await expect(shopper.panel.get_by_role("button", name="Talk to a person")).to_be_visible()
        await shopper.page.screenshot(path=pictures / "widget-bot.png", animations="disabled")

    async def test_talks_where_the_browser_keeps_nothing_for_frames(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        shop.host = "localhost"
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await shopper.say("Hello from elsewhere")
        await reply(tenant, "Hello")
        await expect(shopper.log.get_by_text("Hello", exact=True)).to_be_visible()

    async def test_attaches_a_file(self, tenant: Tenant, shop: Shop, come: Come) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        file = {"name": "order.txt", "mimeType": "text/plain", "buffer": b"no. 4711"}
        await shopper.panel.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        await expect(shopper.panel.get_by_role("button", name="Remove order.txt")).to_be_visible()
        await shopper.panel.get_by_role("button", name="Send").click()
        link = shopper.log.get_by_role("button", name="Download order.txt")
        await expect(link).to_be_visible()
        async with shopper.page.expect_download() as awaited:
            await link.click()
        path = await (await awaited.value).path()
        assert path.read_bytes() == b"no. 4711"

    async def test_leaves_a_message_while_nobody_is_there(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        closed = [{"day": "mon", "opens": "03:00", "closes": "03:01"}]
        await switched_on(tenant, shop, hours=closed)
        shopper = await come()
        await shopper.open()
        await shopper.panel.get_by_role("button", name="Leave a message").click()
        await shopper.panel.get_by_label("Your message").fill("My tent leaks")
        await shopper.panel.get_by_role("button", name="Leave the message").click()
        await expect(shopper.panel.get_by_text("This is needed.")).to_be_visible()
        await shopper.panel.get_by_role("checkbox").check()
        await shopper.panel.get_by_role("button", name="Leave the message").click()
        await expect(shopper.panel.get_by_text("We have your message")).to_be_visible()
        tickets = (await tenant.agent.get("/api/tickets")).json()
        assert [one["title"] for one in tickets] == ["My tent leaks"]

    async def test_is_forgotten_on_request(self, tenant: Tenant, shop: Shop, come: Come) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await shopper.say("Private")
        await shopper.panel.get_by_role("button", name="Menu").click()
        await shopper.panel.get_by_role("menuitem", name="Forget me on this device").click()
        await shopper.panel.get_by_role("button", name="Forget me on this device").click()
        await expect(shopper.panel.get_by_text("Before we start")).to_be_visible()
        assert await shopper.kept() == {}


class TestSomebodyTheSiteKnows:
    async def test_is_one_person_on_every_device_and_gone_when_signed_out(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        secret = (await tenant.admin.post(f"{SETTINGS}/secret")).json()["secret"]
        proof = hmac.new(secret.encode(), b"u-1", hashlib.sha256).hexdigest()
        claim = {"external_id": "u-1", "name": "Nora Named", "hmac": proof}
        for words in ("From the laptop", "From the telephone"):
            shopper = await come()
            await shopper.page.evaluate("(claim) => Ringdesk.identify(claim)", claim)
            await shopper.open()
            await expect(shopper.panel.get_by_label("Your name (optional)")).to_have_count(0)
            await shopper.consent()
            await shopper.say(words)
        await expect(shopper.log.get_by_text("From the laptop")).to_be_visible()
        assert (await conversation_of(tenant))["customer"]["full_name"] == "Nora Named"
        await shopper.page.evaluate("Ringdesk.identify(null)")
        await expect(shopper.log.get_by_text("From the laptop")).to_have_count(0)
        assert not any("u-1" in value for value in (await shopper.kept()).values())

    async def test_with_a_wrong_signature_is_a_guest(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        await tenant.admin.post(f"{SETTINGS}/secret")
        shopper = await come()
        claim = {"external_id": "boss", "name": "The Boss", "hmac": "0" * 64}
        await shopper.page.evaluate("(claim) => Ringdesk.identify(claim)", claim)
        await shopper.open()
        await shopper.consent()
        await expect(shopper.panel.get_by_text("you are here as a guest")).to_be_visible()
        await shopper.say("Let me in")
        assert (await conversation_of(tenant))["customer"]["full_name"].startswith("Visitor ")


class TestAnotherPage:
    async def test_that_is_not_allowed_shows_nothing(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop, allowed_origins=["https://elsewhere.example"])
        shopper = await come()
        shopper.forgiven += ["frame-ancestors", "Framing", "violates"]
        await expect(shopper.page.locator("ringdesk-widget")).to_be_attached()
        await shopper.page.wait_for_load_state("networkidle")
        await expect(shopper.launcher).to_be_hidden()
        await shopper.page.evaluate("Ringdesk.open()")
        await expect(shopper.page.locator("ringdesk-widget iframe")).to_be_hidden()

    async def test_cannot_frame_the_app(self, shop: Shop, come: Come) -> None:
        shopper = await come()
        shopper.forgiven += ["frame-ancestors", "X-Frame-Options", "Refused", "Framing"]
        await shopper.page.evaluate(
            """(address) => {
              const frame = document.createElement('iframe')
              frame.id = 'stolen'
              frame.src = address
              document.body.append(frame)
            }""",
            shop.desk + "/sign-in",
        )
        await shopper.page.wait_for_load_state("networkidle")
        framed = shopper.page.frame_locator("#stolen")
        await expect(framed.get_by_role("button", name="Sign in")).to_have_count(0)

    async def test_is_not_heard_when_it_speaks_for_the_shop(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        """A frame beside the panel posts to the panel, and to the shop, as the other would."""
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.page.evaluate(
            """() => {
              const mark = 'ringdesk-widget'
              window.postMessage({ mark, type: 'unread', count: 99 }, '*')
              window.postMessage({ mark, type: 'close' }, '*')
              const root = document.querySelector('ringdesk-widget').shadowRoot
              const panel = root.querySelector('iframe').contentWindow
              const say = (message) => panel.postMessage(message, '*')
              say({ mark: 'other', type: 'close' })
              say('nonsense'); say(null); say({ mark, type: 'nothing' })
            }"""
        )
        await expect(shopper.panel.get_by_text("Before we start")).to_be_visible()
        await expect(shopper.page.locator("ringdesk-widget .badge")).to_be_hidden()
        await expect(shopper.page.locator("ringdesk-widget iframe")).to_be_visible()

    async def test_loads_it_twice_and_moves_about_and_has_one(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await expect(shopper.launcher).to_be_visible()
        await shopper.page.evaluate(
            """async () => {
              const again = document.createElement('script')
              const first = document.querySelector('script[data-workspace]')
              const policy = trustedTypes.createPolicy('again', { createScriptURL: (url) => url })
              again.src = policy.createScriptURL(first.src + '?2')
              again.dataset.workspace = first.dataset.workspace
              const loaded = new Promise((done) => again.addEventListener('load', done))
              document.head.append(again)
              await loaded
              history.pushState({}, '', '/elsewhere')
              document.body.replaceChildren(document.createElement('main'))
              document.querySelector('ringdesk-widget').remove()
            }"""
        )
        await expect(shopper.page.locator("ringdesk-widget")).to_have_count(1)
        await expect(shopper.launcher).to_be_visible()
        await shopper.open()


class TestHostileText:
    async def test_is_text_in_names_messages_and_settings(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop, title=HOSTILE, greeting=HOSTILE, consent_text=HOSTILE)
        shopper = await come()
        await shopper.open()
        await expect(shopper.panel.get_by_role("heading", level=1)).to_have_text(HOSTILE)
        await shopper.consent(HOSTILE)
        await shopper.say("javascript:alert(1) https://example.org/x?a=<b> " + HOSTILE)
        await reply(tenant, f"{HOSTILE} data:text/html,x http://example.org/)")
        await expect(shopper.log.get_by_text("data:text/html,x")).to_be_visible()
        links = await shopper.log.get_by_role("link").all()
        targets = [await link.get_attribute("href") for link in links]
        assert targets == ["https://example.org/x?a=", "http://example.org/"]
        for link in links:
            assert "noopener" in (await link.get_attribute("rel") or "")
        assert await shopper.panel.locator("img").count() == 0
        assert await shopper.page.title() == "A shop"


class TestAccess:
    async def test_by_keyboard_alone(self, tenant: Tenant, shop: Shop, come: Come) -> None:
        await switched_on(tenant, shop, channels=["chat", "bot"])
        shopper = await come()
        await expect(shopper.launcher).to_be_visible()
        keyboard = shopper.page.keyboard
        await shopper.page.locator("#own").focus()
        for _ in range(3):
            await keyboard.press("Tab")
            if await shopper.page.evaluate("document.activeElement.localName") == "ringdesk-widget":
                break
        await expect(shopper.launcher).to_be_focused()
        await keyboard.press("Enter")
        agree = shopper.panel.get_by_role("button", name="Agree and start")
        await expect(agree).to_be_focused()
        await keyboard.press("Enter")
        await expect(shopper.box).to_be_focused()
        await keyboard.type("Hello")
        await keyboard.press("Enter")
        await expect(shopper.log.get_by_text("Hello", exact=True)).to_be_visible()
        await expect(shopper.box).to_be_focused()
        menu = shopper.panel.get_by_role("button", name="Menu")
        await menu.focus()
        await keyboard.press("Enter")
        history = shopper.panel.get_by_role("menuitem", name="Earlier conversations")
        await expect(history).to_be_focused()
        await keyboard.press("ArrowDown")
        await expect(shopper.panel.get_by_role("menuitem").nth(1)).to_be_focused()
        await keyboard.press("Escape")
        await expect(menu).to_be_focused()
        await keyboard.press("Escape")
        await expect(shopper.launcher).to_be_focused()

    async def test_says_new_messages_to_screen_readers(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await expect(shopper.panel.get_by_role("log", name="Conversation")).to_be_visible()
        await expect(shopper.launcher).to_have_attribute("aria-expanded", "true")

    async def test_in_every_view_light_dark_small_and_from_right_to_left(
        self, tenant: Tenant, shop: Shop, come: Come, pictures: Path
    ) -> None:
        faults: list[str] = []
        channels = ["chat", "bot", "voice", "video"]
        await switched_on(tenant, shop, channels=channels, colour="#f2c14e", title="Fjord & Fell")
        views: dict[str, dict[str, Any]] = {
            "light": {}, "dark": {"color_scheme": "dark"}, "360": {"viewport": TELEPHONE},
            "rtl": {"locale": "ar"},
        }  # fmt: skip
        for name, options in views.items():
            shopper = await come(**options)
            await shopper.launcher.click()
            await expect(shopper.panel.locator("form button").first).to_be_visible()
            await look(shopper, pictures / f"widget-consent-{name}.png", faults)
            await shopper.panel.locator("form button[type=submit]").click()
            box = shopper.panel.locator(".composer textarea")
            await box.fill("Where is my order? It was sent on https://example.org/orders/4711")
            await box.press("Enter")
            await expect(shopper.panel.locator(".said")).to_have_count(1)
            await expect(shopper.panel.locator(".pending")).to_have_count(0)
            await look(shopper, pictures / f"widget-chat-{name}.png", faults)
            await shopper.panel.locator("header .menu > button").click()
            await look(shopper, pictures / f"widget-menu-{name}.png", faults)
            await shopper.panel.get_by_role("menuitem").first.click()
            await expect(shopper.panel.locator(".history li")).to_have_count(1)
            await look(shopper, pictures / f"widget-history-{name}.png", faults)
            direction = await shopper.panel.locator("html").get_attribute("dir")
            assert direction == ("rtl" if name == "rtl" else "ltr")
        assert faults == []


async def look(shopper: Shopper, picture: Path, faults: list[str]) -> None:
    """A picture of it, and axe within the panel."""
    await shopper.page.screenshot(path=picture, animations="disabled")
    frame = next(one for one in shopper.page.frames if "/widget/panel" in one.url)
    await frame.evaluate(AXE.read_text())
    faults += [f"{picture.stem}: {one}" for one in await frame.evaluate(CHECK, False)]
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    if await frame.evaluate(wide):
        faults.append(f"{picture.stem} scrolls sideways")


class TestACall:
    async def test_is_seen_and_heard_on_both_sides(
        self, tenant: Tenant, shop: Shop, devices: Browser, come: Come, pictures: Path
    ) -> None:
        await switched_on(tenant, shop, channels=["chat", "voice", "video"])
        shopper = await come(on=devices, watched=True)
        await shopper.open()
        await shopper.consent("Vera Viewer")
        await shopper.panel.get_by_role("button", name="Video call").click()
        await expect(shopper.panel.get_by_text("Calling…")).to_be_visible()
        here = await conversation_of(tenant)
        joined = await tenant.agent.post(f"/api/chat/session/{here['session']['id']}/join")
        assert joined.status_code == 200, joined.text
        agent = await answering(tenant, devices, shop.desk, joined.json())
        await expect(shopper.panel.get_by_text("In a call with Axel Agent")).to_be_visible(
            timeout=30_000
        )
        panel = next(one for one in shopper.page.frames if "/widget/panel" in one.url)
        for side in (panel, agent):
            await shows_moving_pictures(side)
        picture = shopper.panel.get_by_label("Their picture")
        assert await picture.evaluate("(video) => video.videoWidth > 0 && !video.paused")
        await shopper.page.screenshot(path=pictures / "widget-call.png")
        await shopper.panel.get_by_role("button", name="Hang up").click()
        await expect(shopper.panel.locator(".call")).to_have_count(0)
        await eventually(lambda: no_session(tenant))
        closed = "window.connections.every((one) => one.signalingState === 'closed')"
        assert await panel.evaluate(closed)
        await agent.context.close()

    async def test_that_nobody_answers_can_be_given_up(
        self, tenant: Tenant, shop: Shop, come: Come
    ) -> None:
        await switched_on(tenant, shop, channels=["chat", "voice"])
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await shopper.panel.get_by_role("button", name="Voice call").click()
        await expect(shopper.panel.get_by_text("Calling…")).to_be_visible()
        await shopper.panel.get_by_role("button", name="Hang up").click()
        await expect(shopper.panel.get_by_role("button", name="Voice call")).to_be_enabled()
        await eventually(lambda: no_session(tenant))


class TestAConversationThatIsOver:
    async def test_is_rated(self, tenant: Tenant, shop: Shop, come: Come, pictures: Path) -> None:
        await switched_on(tenant, shop)
        shopper = await come()
        await shopper.open()
        await shopper.consent()
        await shopper.say("Where is my parcel?")
        chat = (await conversation_of(tenant))["id"]
        await tenant.agent.post(f"/api/app/conversations/{chat}/assign")
        await tenant.agent.post(f"/api/app/conversations/{chat}/end")
        await expect(shopper.panel.get_by_text("How was it?")).to_be_visible()
        await shopper.page.screenshot(path=pictures / "widget-rating.png")
        await shopper.panel.get_by_role("button", name="4 of 5").click()
        await expect(shopper.panel.get_by_text("Thank you for telling us.")).to_be_visible()

        async def it_counts() -> bool:
            numbers = (await tenant.agent.get("/api/analytics/agent-stats")).json()
            return bool(numbers["csat"] == 4)

        await eventually(it_counts)


async def no_session(tenant: Tenant) -> bool:
    return (await conversation_of(tenant))["session"] is None


async def answering(tenant: Tenant, browser: Browser, desk: str, session: dict[str, Any]) -> Page:
    """An agent at the web app, in the call that was joined."""
    context = await browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
    await context.add_init_script(WATCHED)
    await sign_in(context, tenant.agent, desk)
    page = await context.new_page()
    call = {
        "sessionId": session["id"], "conversationId": session["conversation_id"],
        "type": session["type"], "side": "agent", "name": "Vera Viewer",
    }  # fmt: skip
    await page.goto(f"{desk}/tickets")
    kept = json.dumps(json.dumps(call))
    await page.evaluate(f"sessionStorage.setItem('ringdesk.call', {kept})")
    await page.reload()
    return page


async def shows_moving_pictures(side: Page | Frame) -> None:
    """Frames arrive and are decoded, and so does sound."""
    before: dict[str, Any] = await side.evaluate(MEASURE)

    async def they_move() -> bool:
        now: dict[str, Any] = await side.evaluate(MEASURE)
        louder = now["energy"] > before["energy"] + 1e-4
        return bool(now["frames"] > before["frames"] + 10 and louder)

    await eventually(they_move, 20)


class TestTheSettingsPage:
    async def test_shows_what_is_typed_and_saves_it(
        self, tenant: Tenant, visit: Visit, pictures: Path
    ) -> None:
        admin = await visit(tenant.admin, "/settings/widget")
        page = admin.page
        panel = page.frame_locator("iframe[title=Preview]")
        await expect(panel.get_by_text("Where is my order?")).to_be_visible()
        await page.get_by_label("Title").fill("Ask the shop")
        await expect(panel.get_by_role("heading", name="Ask the shop")).to_be_visible()
        await page.get_by_label("Sites that may show it").fill("https://shop.example/path")
        await page.get_by_role("switch", name="The widget is on").click()
        admin.forgive(400, SETTINGS)
        await page.get_by_role("button", name="Save the settings").click()
        await expect(page.get_by_text("is not like https://shop.example")).to_be_visible()
        await page.get_by_label("Sites that may show it").fill("https://shop.example")
        await page.get_by_role("button", name="Save the settings").click()
        await expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        kept = (await tenant.admin.get(SETTINGS)).json()
        assert kept["title"] == "Ask the shop" and kept["enabled"] is True
        tag = page.get_by_role("textbox", name="Put it on your site")
        await expect(tag).to_have_value(re.compile(re.escape(kept["workspace"])))
        await page.get_by_role("button", name="Make a secret").click()
        secret = await page.get_by_role("textbox", name="Secret").input_value()
        assert re.fullmatch(r"[0-9a-f]{64}", secret)
        await page.get_by_role("button", name="Add hours").click()
        faults: list[str] = []
        await page.evaluate(AXE.read_text())
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            path = pictures / f"widget-settings-{scheme}.png"
            await page.screenshot(path=path, animations="disabled")
            faults += await page.evaluate(CHECK, False)
        await page.emulate_media(color_scheme="light")
        await page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]
        await page.screenshot(path=pictures / "widget-settings-360.png", animations="disabled")
        assert await page.evaluate(TOO_WIDE) is None
        assert faults == []


class TestTheDemo:
    async def test_shows_the_widget_on_a_shop_of_our_own(
        self, tenant: Tenant, shop: Shop, browser: Browser, address: str, pictures: Path
    ) -> None:
        workspace = await switched_on(tenant, shop, allowed_origins=[])
        context = await browser.new_context(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
        shopper = Shopper(await context.new_page())
        await shopper.page.goto(f"{address}/widget/demo?workspace={workspace}")
        await shopper.page.get_by_role("button", name="Ask us anything").click()
        await expect(shopper.panel.get_by_text("Before we start")).to_be_visible()
        await shopper.page.screenshot(path=pictures / "widget-demo.png", full_page=False)
        await shopper.page.get_by_role("button", name="Deutsch").click()
        await expect(shopper.panel.get_by_text("Bevor es losgeht")).to_be_visible()
        await context.close()
        assert shopper.troubles == []

    async def test_of_a_workspace_without_a_widget_is_not_there(
        self, address: str, stranger: AsyncClient
    ) -> None:
        assert urlsplit(address).port
        answer = await stranger.get("/widget/demo?workspace=nothing")
        assert answer.status_code == 404 and re.search("not found", answer.text, re.IGNORECASE)


class TestThePanel:
    async def test_may_be_framed_by_allowed_origins_alone(
        self, tenant: Tenant, shop: Shop, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(
            tenant, shop, allowed_origins=["https://shop.example", "https://*.other.example"]
        )
        answer = await stranger.get("/widget/panel", params={"workspace": workspace})
        policy = answer.headers["content-security-policy"]
        assert policy.endswith(
            "frame-ancestors 'self' https://shop.example https://*.other.example"
        )
        assert "x-frame-options" not in answer.headers
        assert "unsafe" not in policy and "default-src 'none'" in policy

    async def test_without_origins_may_be_framed_by_nobody_else(
        self, tenant: Tenant, shop: Shop, stranger: AsyncClient
    ) -> None:
        workspace = await switched_on(tenant, shop, allowed_origins=[])
        answer = await stranger.get("/widget/panel", params={"workspace": workspace})
        assert answer.headers["content-security-policy"].endswith("frame-ancestors 'self'")

    async def test_of_an_unknown_workspace_is_not_found(self, stranger: AsyncClient) -> None:
        for path in ("/widget/panel", "/widget/panel?workspace=x", "/widget/demo?workspace=x"):
            answer = await stranger.get(path)
            assert answer.status_code in (400, 404), path
            assert "frame-ancestors" not in answer.headers.get("content-security-policy", "")

    async def test_the_loader_is_for_any_page_and_the_app_for_none(
        self, stranger: AsyncClient
    ) -> None:
        loader = await stranger.get("/widget.js")
        assert loader.status_code == 200 and "javascript" in loader.headers["content-type"]
        assert loader.headers["cross-origin-resource-policy"] == "cross-origin"
        assert loader.headers["cache-control"] == "public, max-age=3600"
        app = await stranger.get("/")
        assert "frame-ancestors 'none'" in app.headers["content-security-policy"]
        assert "access-control-allow-origin" not in app.headers
