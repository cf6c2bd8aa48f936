"""Somebody at a browser of their own. What goes wrong on their pages fails the test."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    WebSocket,
)

from ringdesk.api.app.session import HERE_COOKIE
from ringdesk.api.gate import ACCESS_COOKIE
from tests.conftest import Person

# The browser's own line about an answer that we look at ourselves, and in more detail.
SAID_BY_THE_ANSWER = "Failed to load resource"
# The page asked for something and then went elsewhere.
NO_LONGER_WANTED = ("net::ERR_ABORTED",)
NO_CONNECTION = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_NETWORK_CHANGED")
LISTS = re.compile("^(Ticket list|Your requests)$")
# Somebody was quicker: the app looks at the new state, and asks again or tells.
OVERTAKEN = 412
# How the app learns that it is no longer signed in. A stranger's asks neither.
ASKS_WHO_IT_IS = ("/api/app/session", "/api/app/session/refresh")


async def sign_in(context: BrowserContext, person: Person, address: str) -> None:
    """Leaves what a browser keeps of a sign-in, but for what renews it."""
    await context.add_cookies(
        [
            {"name": ACCESS_COOKIE, "value": person.token, "url": address},
            {"name": HERE_COOKIE, "value": "1", "url": address},
        ]
    )


@dataclass
class Visitor:
    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    was_offline: bool = False
    signed_out: bool = False
    _forgiven: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._got_nothing)
        self.page.on("response", self._got)
        self.page.on("websocket", self._connected)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def forgive(self, status: int, path: str) -> None:
        """This refusal, of addresses that begin so, belongs to what the test is about."""
        self._forgiven.append((status, path))

    async def go(self, path: str) -> None:
        await self.page.goto(self.address + path)

    async def lose_connection(self) -> None:
        self.was_offline = True
        await self.context.set_offline(True)

    async def find_connection(self) -> None:
        await self.context.set_offline(False)

    async def stay(self) -> None:
        """From here on the page must not be loaded anew: `stayed` tells."""
        await self.page.evaluate("window.stayed = true")

    async def stayed(self) -> bool:
        return bool(await self.page.evaluate("window.stayed === true"))

    def row(self, title: str) -> Locator:
        """A ticket in the agents' list, or a request in a customer's."""
        return self.page.get_by_role("region", name=LISTS).get_by_role(
            "link", name=re.compile(title)
        )

    def _said(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if message.text.startswith(SAID_BY_THE_ANSWER):
            return
        if self.was_offline and "WebSocket" in message.text:
            return
        self.troubles.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in ("data", "blob") and asked.netloc != urlsplit(self.address).netloc:
            self.troubles.append(f"asked elsewhere: {request.url}")

    def _got_nothing(self, request: Request) -> None:
        why = request.failure or ""
        if why in NO_LONGER_WANTED or (self.was_offline and why in NO_CONNECTION):
            return
        self.troubles.append(f"no answer: {request.method} {request.url}: {why}")

    def _got(self, response: Response) -> None:
        if response.status < 400 or response.status == OVERTAKEN:
            return
        path = urlsplit(response.url).path
        if response.status == 401 and self.signed_out and path in ASKS_WHO_IT_IS:
            return
        if not any(
            response.status == status and path.startswith(start) for status, start in self._forgiven
        ):
            self.troubles.append(f"{response.status}: {response.request.method} {path}")

    def _connected(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.heard.append(str(frame)))
