"""What providers tell, at their doors: proved, once, late, forged."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from msgspec import Struct

from ringdesk.domains.messaging.channels.fakes.slack import FakeSlack
from ringdesk.domains.messaging.channels.fakes.smsc import FakeCentre
from ringdesk.domains.messaging.channels.fakes.twilio import FakeTwilio, Sms
from ringdesk.domains.messaging.channels.fakes.whatsapp import FakeMeta
from ringdesk.domains.messaging.channels.smpp import SESSIONS, SmppSettings
from ringdesk.domains.messaging.channels.smpp.sender import SmppSms
from ringdesk.domains.messaging.senders import key_of
from tests.conftest import Tenant, eventually
from tests.domains.messaging.channels.setups import setup

pytestmark = pytest.mark.anyio
NUMBER = "+4915112345678"
ADD = """
insert into messages_out (tenant_id, channel, recipient, address_key, purpose, body, state,
  provider_id, provider_kind, provider_message_id, sent_at, created_by)
values ($1, $2, $3, $3, 'service', 'Hello', $4, $5, $6, $7, now(), 0) returning id
"""
SHOWN = "select state, reason from messages_out where tenant_id = $1 and id = $2"
SUPPRESSED = """
select channel, address, reason from message_suppressions where tenant_id = $1 order by id
"""
FORBIDDEN = "select number, source, channel from do_not_call where tenant_id = $1 order by id"


class Shown(Struct, frozen=True):
    state: str
    reason: str


class Suppressed(Struct, frozen=True):
    channel: str
    address: str
    reason: str


class Forbidden(Struct, frozen=True):
    number: str
    source: str
    channel: str


@dataclass
class Desk:
    """A tenant with a provider, and a message that it took."""

    tenant: Tenant
    provider_id: int
    kind: str
    channel: str

    def url(self, topic: str = "") -> str:
        key = key_of(self.tenant.id, self.provider_id)
        return f"{self.tenant.address}/messaging/{self.kind}/{key}{topic}"

    async def message(self, provider_message_id: str | None, state: str = "sent") -> int:
        async with self.tenant.work() as work:
            made = await work.value(
                int, ADD, self.channel, NUMBER, state, self.provider_id, self.kind,
                provider_message_id,
            )  # fmt: skip
        assert made is not None
        return made

    async def shown(self, message_id: int) -> Shown:
        async with self.tenant.work() as work:
            found = await work.one(Shown, SHOWN, message_id)
        assert found is not None
        return found

    async def suppressed(self) -> list[tuple[str, str, str]]:
        async with self.tenant.work() as work:
            rows = await work.many(Suppressed, SUPPRESSED)
        return [(one.channel, one.address, one.reason) for one in rows]

    async def forbidden(self) -> list[tuple[str, str, str]]:
        async with self.tenant.work() as work:
            rows = await work.many(Forbidden, FORBIDDEN)
        return [(one.number, one.source, one.channel) for one in rows]

    async def kinds(self) -> list[str]:
        return [one.kind for one in await self.tenant.log()]


async def desk(
    tenant: Tenant, channel: str, kind: str, settings: dict[str, Any], secrets: dict[str, str]
) -> Desk:
    given = {
        "channel": channel, "kind": kind, "name": kind, "settings": settings,
        "credentials": secrets,
    }  # fmt: skip
    answer = await tenant.admin.post("/api/app/channels", given)
    assert answer.status_code == 201, answer.text
    return Desk(tenant, answer.json()["id"], kind, channel)


@pytest.fixture
async def sms(tenant: Tenant) -> AsyncIterator[tuple[Desk, FakeTwilio]]:
    async with FakeTwilio().running() as fake:
        settings, secrets = {"account_sid": fake.sid}, {"auth_token": fake.token}
        yield await desk(tenant, "sms", "twilio", settings, secrets), fake


@pytest.fixture
async def whatsapp(tenant: Tenant) -> AsyncIterator[tuple[Desk, FakeMeta]]:
    async with FakeMeta().running() as fake:
        secrets = {
            "access_token": fake.access_token, "app_secret": fake.app_secret,
            "verify_token": "let me in",
        }  # fmt: skip
        settings = {"phone_number_id": fake.phone_number_id}
        yield await desk(tenant, "whatsapp", "whatsapp", settings, secrets), fake


@pytest.fixture
async def slack(tenant: Tenant) -> AsyncIterator[tuple[Desk, FakeSlack]]:
    async with FakeSlack().running() as fake:
        secrets = {"bot_token": fake.token, "signing_secret": fake.signing_secret}
        yield await desk(tenant, "slack", "slack", {}, secrets), fake


class TestTwilio:
    def sms(self, our: Desk, sid: str = "SM1", message_id: int = 0) -> Sms:
        named = f"?message=msg_{message_id}" if message_id else ""
        return Sms(sid, {"To": NUMBER, "StatusCallback": our.url(f"/status{named}")})

    async def test_tells_that_it_was_delivered_once(self, sms: tuple[Desk, FakeTwilio]) -> None:
        our, fake = sms
        message_id = await our.message("SM1")
        for status in ("sent", "delivered", "delivered", "failed"):
            answer = await fake.tell(self.sms(our), status)
            assert answer.status_code == 204, answer.text
        assert (await our.shown(message_id)).state == "delivered"
        assert (await our.kinds()).count("MessageDelivered") == 1

    async def test_a_dead_number_is_not_written_to_again(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        message_id = await our.message("SM1")
        await fake.tell(self.sms(our), "undelivered", code="30006")
        assert await our.shown(message_id) == Shown("failed", "Twilio's error 30006")
        assert await our.suppressed() == [("sms", NUMBER, "hard_bounce")]

    async def test_what_was_unknown_after_a_crash_is_settled(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        message_id = await our.message(None, "unknown")
        await fake.tell(self.sms(our, "SM9", message_id), "delivered")
        assert (await our.shown(message_id)).state == "delivered"

    async def test_stop_ends_messages_and_calls_in_one_transaction(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        answer = await fake.write(
            our.url("/inbound"), sender=NUMBER, to="+15550100", text=" Stop. "
        )
        assert answer.status_code == 204, answer.text
        assert await our.suppressed() == [("sms", NUMBER, "opted_out")]
        assert await our.forbidden() == [(NUMBER, "keyword", "sms")]
        assert "OptOutReceived" in await our.kinds()
        await fake.write(our.url("/inbound"), sender=NUMBER, to="+15550100", text="STOP")
        assert len(await our.suppressed()) == 1

    async def test_other_words_are_no_opt_out(self, sms: tuple[Desk, FakeTwilio]) -> None:
        our, fake = sms
        await fake.write(our.url("/inbound"), sender=NUMBER, to="+15550100", text="Thanks!")
        assert await our.suppressed() == []

    @pytest.mark.parametrize("signature", ["", "forged", "=" * 300])
    async def test_a_forged_one_changes_nothing_and_is_told(
        self, sms: tuple[Desk, FakeTwilio], signature: str
    ) -> None:
        our, fake = sms
        message_id = await our.message("SM1")
        form = {"MessageSid": "SM1", "MessageStatus": "delivered"}
        answer = await fake.post(our.url("/status"), form, signature=signature)
        assert answer.status_code == 403
        assert (await our.shown(message_id)).state == "sent"

        async def told() -> bool:
            return "WebhookForged" in await our.kinds()

        await eventually(told)

    async def test_another_accounts_signature_is_none(self, sms: tuple[Desk, FakeTwilio]) -> None:
        our, _ = sms
        other = FakeTwilio()
        answer = await other.write(our.url("/inbound"), sender=NUMBER, to="+1555", text="STOP")
        assert answer.status_code == 403
        assert await our.suppressed() == []

    @pytest.mark.parametrize("key", ["x", "AAAA", "A" * 32, "%00"])
    async def test_nobodys_address_is_not_found(
        self, sms: tuple[Desk, FakeTwilio], key: str
    ) -> None:
        our, fake = sms
        url = f"{our.tenant.address}/messaging/twilio/{key}/status"
        answer = await fake.post(url, {"MessageSid": "SM1", "MessageStatus": "delivered"})
        assert answer.status_code == 404

    async def test_a_giant_is_refused(self, sms: tuple[Desk, FakeTwilio]) -> None:
        our, fake = sms
        answer = await fake.post(our.url("/inbound"), {"Body": "x" * 300_000})
        assert answer.status_code == 413


class TestWhatsApp:
    async def test_is_answered_its_challenge(self, whatsapp: tuple[Desk, FakeMeta]) -> None:
        our, _ = whatsapp
        asked = {"hub.mode": "subscribe", "hub.verify_token": "let me in", "hub.challenge": "42"}
        answer = await our.tenant.admin.client.get(our.url(), params=asked)
        assert (answer.status_code, answer.text) == (200, "42")
        asked["hub.verify_token"] = "wrong"
        assert (await our.tenant.admin.client.get(our.url(), params=asked)).status_code == 403

    async def test_tells_delivered_and_read_in_any_order(
        self, whatsapp: tuple[Desk, FakeMeta]
    ) -> None:
        our, fake = whatsapp
        message_id = await our.message("wamid.1")
        for status in ("read", "delivered", "sent", "failed"):
            answer = await fake.tell(our.url(), "wamid.1", status)
            assert answer.status_code == 204, answer.text
        assert (await our.shown(message_id)).state == "opened"

    async def test_a_failure_says_why(self, whatsapp: tuple[Desk, FakeMeta]) -> None:
        our, fake = whatsapp
        message_id = await our.message("wamid.1")
        await fake.tell(our.url(), "wamid.1", "failed", code=131026)
        assert await our.shown(message_id) == Shown("failed", "Failed (131026)")

    async def test_stop_is_heard_in_other_languages(self, whatsapp: tuple[Desk, FakeMeta]) -> None:
        our, fake = whatsapp
        await fake.write(our.url(), sender=NUMBER, text="СТОП")
        assert await our.suppressed() == [("whatsapp", NUMBER, "opted_out")]
        assert await our.forbidden() == [(NUMBER, "keyword", "whatsapp")]

    async def test_forged_is_refused(self, whatsapp: tuple[Desk, FakeMeta]) -> None:
        our, fake = whatsapp
        for signature in ("", "sha256=" + "0" * 64, "sha1=x"):
            answer = await fake.post(our.url(), {"messages": []}, signature=signature)
            assert answer.status_code == 403

    async def test_another_numbers_words_are_not_ours(
        self, whatsapp: tuple[Desk, FakeMeta]
    ) -> None:
        our, fake = whatsapp
        fake.phone_number_id = "999"
        answer = await fake.write(our.url(), sender=NUMBER, text="STOP")
        assert answer.status_code == 204
        assert await our.suppressed() == []

    @pytest.mark.parametrize(
        "value", [{"statuses": "x"}, {"messages": [{"from": 7}]}, {"statuses": [{"errors": {}}]}]
    )
    async def test_signed_nonsense_is_a_clear_400(
        self, whatsapp: tuple[Desk, FakeMeta], value: dict[str, Any]
    ) -> None:
        our, fake = whatsapp
        assert (await fake.post(our.url(), value)).status_code == 400


class TestSlack:
    async def test_is_answered_its_challenge(self, slack: tuple[Desk, FakeSlack]) -> None:
        our, fake = slack
        asked = {"type": "url_verification", "challenge": "3eZbrw1a"}
        answer = await fake.post(our.url(), asked)
        assert (answer.status_code, answer.text) == (200, "3eZbrw1a")
        assert answer.headers["content-type"].startswith("text/plain")

    async def test_stop_to_the_bot_ends_messages(self, slack: tuple[Desk, FakeSlack]) -> None:
        our, fake = slack
        said = {"type": "message", "channel_type": "im", "user": "U0123", "channel": "D0123",
                "text": "unsubscribe"}  # fmt: skip
        await fake.post(our.url(), {"type": "event_callback", "event": said})
        assert {one[1] for one in await our.suppressed()} == {"U0123", "D0123"}
        assert await our.forbidden() == []

    async def test_a_replay_after_five_minutes_and_a_forgery_are_refused(
        self, slack: tuple[Desk, FakeSlack]
    ) -> None:
        our, fake = slack
        old = await fake.post(our.url(), {"type": "event_callback"}, at=1_700_000_000)
        forged = await fake.post(our.url(), {"type": "event_callback"}, signature="v0=0")
        assert (old.status_code, forged.status_code) == (403, 403)


class TestCentre:
    async def test_receipts_and_stop_come_by_the_connection(self, tenant: Tenant) -> None:
        async with FakeCentre().running() as centre:
            settings = SmppSettings(host="127.0.0.1", port=centre.port, system_id="ringdesk")
            made = setup(
                settings, {"password": "secret"}, near=f"127.0.0.1:{centre.port}",
                office=tenant.house.office, tenant_id=tenant.id,
            )  # fmt: skip
            our = Desk(tenant, made.provider_id, "smpp", "sms")
            assert (await SmppSms(made).check()).ok
            message_id = await our.message("a")
            centre.write_to_us("4915112345678", "15550100", "STOP")

            async def stopped() -> bool:
                return await our.suppressed() == [("sms", NUMBER, "opted_out")]

            await eventually(stopped)
            centre.tell("0000000A", "DELIVRD")

            async def delivered() -> bool:
                return (await our.shown(message_id)).state == "delivered"

            await eventually(delivered)
            await SESSIONS.close()
