"""Notifications in a person's browsers, by the push services of the browsers' makers (RFC 8030)."""

import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime
from urllib.parse import urlsplit

from msgspec import Struct, json

from ringdesk.domains.messaging.channels.asking import ask
from ringdesk.domains.messaging.channels.channel import (
    Accepted,
    CannotTell,
    Health,
    Kind,
    Letter,
    Refused,
    Setup,
    TryLater,
)
from ringdesk.domains.messaging.channels.push import queries, sealing
from ringdesk.domains.messaging.channels.push.subscriptions import (
    Keys,
    Subscription,
    browsers_of,
    keys_of,
)
from ringdesk.kernel.work import Actor

WHO = "The push service"
LIFETIME_S = 24 * 3600  # how long a service keeps it for a browser that is off
LONGEST_TITLE, LONGEST_BODY = 200, 1_000
LINK = "X-Link"  # of a letter: where a click leads, within the web app
NOBODY = "mailto:nobody@localhost.invalid"


class PushSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`own_services`: push services within one's own network, as `host:port`. They must be among
    RINGDESK_EGRESS_ALLOW too; anybody else's address is reached only if it is a public one."""

    own_services: tuple[str, ...] = ()


class WebPush:
    """The same letter twice is one notification: services replace by `Topic`, browsers by `tag`. So
    where an answer was lost it is sent again."""

    at_once = 20

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._house = Actor.the_house(setup.tenant_id)
        self._subject = (
            f"mailto:{setup.sender}" if setup.sender
            else setup.public_url if setup.public_url.startswith("https://") else NOBODY
        )  # fmt: skip

    async def send(self, letter: Letter) -> Accepted:
        """Taken if one browser's service took it."""
        async with self._setup.office.open(self._house) as work:
            browsers = await browsers_of(work, int(letter.recipient))
            keys = await keys_of(work, self._setup.vault) if browsers else Keys("", "")
        if not browsers:
            raise Refused("None of their browsers takes notifications")
        plain, taken, gone = payload(letter), list[int](), list[int]()
        later: TryLater | None = None
        for browser in browsers:
            try:
                if await self._push(browser, keys, letter, plain):
                    taken.append(browser.id)
                else:
                    gone.append(browser.id)
            except TryLater as error:
                later = error
            except CannotTell as error:
                later = TryLater(error.reason)
        async with self._setup.office.open(self._house) as work:
            await work.run(queries.GONE, gone)
            await work.run(queries.USED, taken)
        if taken:
            return Accepted(letter.id)
        raise later or Refused("None of their browsers takes notifications any more")

    async def _push(
        self, browser: Subscription, keys: Keys, letter: Letter, plain: bytes
    ) -> bool:  # fmt: skip
        """False: the subscription ended."""
        headers = {
            "TTL": str(LIFETIME_S), "Urgency": "normal", "Topic": topic_of(letter.id),
            "Content-Type": "application/octet-stream", "Content-Encoding": "aes128gcm",
            "Authorization": sealing.authorization(
                browser.endpoint, keys.private_key, self._subject
            ),
        }  # fmt: skip
        body = sealing.sealed(plain, browser=browser.p256dh, auth=browser.auth)
        own = urlsplit(browser.endpoint).netloc in self._setup.settings.own_services
        answer = await ask(
            self._setup, "POST", browser.endpoint, who=WHO, headers=headers, content=body,
            at_home=self._setup.at_home and own,
        )  # fmt: skip
        if answer.status in (404, 410):
            return False
        if answer.status >= 400:
            raise TryLater(f"{WHO} refused it ({answer.status})")
        return True

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        return None

    async def check(self) -> Health:
        try:
            async with self._setup.office.open(self._house) as work:
                await keys_of(work, self._setup.vault)
        except LookupError as error:
            return Health(False, str(error))
        return Health(True, "Browsers can subscribe")

    async def close(self) -> None:
        return None


def payload(letter: Letter) -> bytes:
    """What the service worker reads. Cut, so that it fits: the whole is a click away."""
    link = letter.headers.get(LINK, "/")
    inside = link.startswith("/") and not link.startswith(("//", "/\\"))
    shown = {
        "title": letter.subject[:LONGEST_TITLE] or letter.sender_name or "Ringdesk",
        "body": letter.text[:LONGEST_BODY], "tag": letter.id, "url": link if inside else "/",
    }  # fmt: skip
    encoded = json.encode(shown)
    while len(encoded) > sealing.MOST_BYTES:
        shown["body"] = shown["body"][: len(shown["body"]) // 2]
        encoded = json.encode(shown)
    return encoded


def topic_of(message_id: str) -> str:
    """32 letters of base64url at most (RFC 8030, 5.4)."""
    digest = hashlib.sha256(message_id.encode()).digest()[:18]
    return urlsafe_b64encode(digest).decode()


KINDS = (
    Kind(channel="push", kind="webpush", settings=PushSettings, make=WebPush, per_second=50),
)  # fmt: skip
