"""Slack: as a bot in any channel it is in, or by an incoming webhook into one. Facts about its
interface: docs/adr/0046-channels-and-mail.md."""

import re
from datetime import datetime
from typing import Any

from msgspec import Struct, json

from ringdesk.domains.messaging.channels.asking import ask, object_of
from ringdesk.domains.messaging.channels.channel import (
    Accepted,
    CannotTell,
    Credential,
    Health,
    Kind,
    Letter,
    Refused,
    Setup,
    TryLater,
)
from ringdesk.kernel.egress import Answer

WHO = "Slack"
BASE = "https://slack.com/api"
RECIPIENT = re.compile(r"[A-Za-z0-9_.#@-]{1,80}", re.ASCII)
LONGEST = 40_000
NOT_OURS = frozenset({
    "invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed",
    "missing_scope", "no_permission", "org_login_required", "no_team", "team_disabled",
})  # fmt: skip
MAY_PASS = frozenset({"ratelimited", "rate_limited", "service_unavailable", "request_timeout"})
UNKNOWN = frozenset({"fatal_error", "internal_error"})  # Slack: it may have been done all the same


class SlackSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`base_url`: one that stands in for Slack."""

    base_url: str = ""


class SlackBot:
    """With a bot's token; without one, by the address of an incoming webhook, which decides on the
    channel by itself."""

    at_once = 1  # Slack takes about one message a second for a channel

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._base = setup.settings.base_url.rstrip("/") or BASE

    async def send(self, letter: Letter) -> Accepted:
        if RECIPIENT.fullmatch(letter.recipient) is None:
            raise Refused("Neither a channel nor a member of Slack")
        text = plain(f"*{letter.subject}*\n{letter.text}" if letter.subject else letter.text)
        if len(text) > LONGEST:
            raise Refused(f"Slack takes {LONGEST} letters at most")
        if "bot_token" in self._setup.secrets:
            return await self._post(letter, text)
        return await self._drop_in(text)

    async def _post(self, letter: Letter, text: str) -> Accepted:
        body = {
            "channel": letter.recipient, "text": text, "unfurl_links": False, "mrkdwn": True,
            "metadata": {"event_type": "ringdesk_message", "event_payload": {"id": letter.id}},
        }  # fmt: skip
        said = object_of(await self._call("chat.postMessage", body))
        if said.get("ok") is True:
            return Accepted(f"{said.get('channel', '')}:{said.get('ts', '')}")
        raise meaning(str(said.get("error", "no_answer")))

    async def _call(self, method: str, body: dict[str, Any]) -> Answer:
        headers = {
            "Authorization": f"Bearer {self._setup.secrets.get('bot_token', '')}",
            "Content-Type": "application/json; charset=utf-8",
        }
        return await ask(
            self._setup, "POST", f"{self._base}/{method}", who=WHO, headers=headers,
            content=json.encode(body),
        )  # fmt: skip

    async def _drop_in(self, text: str) -> Accepted:
        """The address itself is the secret. It answers in plain words."""
        answer = await ask(
            self._setup, "POST", self._setup.secrets.get("webhook_url", ""), who=WHO,
            headers={"Content-Type": "application/json"}, content=json.encode({"text": text}),
        )  # fmt: skip
        if answer.status == 200:
            return Accepted("")
        raise meaning(answer.body.decode("utf-8", "replace").strip()[:100] or str(answer.status))

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        raise CannotTell("Slack has no message by our number")

    async def check(self) -> Health:
        if "bot_token" not in self._setup.secrets:
            there = "webhook_url" in self._setup.secrets
            return Health(there, "By an incoming webhook" if there else "Enter a token or address")
        try:
            said = object_of(await self._call("auth.test", {}))
        except (TryLater, CannotTell) as error:
            return Health(False, error.reason)
        if said.get("ok") is not True:
            return Health(False, f"Slack does not accept the token ({said.get('error')})")
        return Health(True, f"{said.get('user')} in {said.get('team')}")

    async def close(self) -> None:
        return None


def plain(text: str) -> str:
    """What somebody wrote mentions nobody and links nowhere by Slack's own marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def meaning(error: str) -> Refused | TryLater | CannotTell:
    if error in MAY_PASS:
        return TryLater("Slack asks us to slow down")
    if error in NOT_OURS:
        return TryLater(f"Slack does not accept the token ({error})", away=True)
    if error in UNKNOWN:
        return CannotTell(f"Slack failed ({error})")
    return Refused(f"Slack refused it ({error})")


KINDS = (
    Kind(
        channel="slack", kind="slack", settings=SlackSettings, make=SlackBot,
        credentials=(
            Credential("bot_token", required=False), Credential("webhook_url", required=False),
            Credential("signing_secret", required=False),
        ),
        place=("base_url",), sender="none",
        address_of=lambda settings: settings.base_url or None, per_second=1,
    ),
)  # fmt: skip
