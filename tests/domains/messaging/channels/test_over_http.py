"""Twilio, WhatsApp and Slack, each asked over a real socket."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from ringdesk.domains.messaging.channels.channel import CannotTell, Refused, Sender, TryLater
from ringdesk.domains.messaging.channels.fakes.slack import FakeSlack
from ringdesk.domains.messaging.channels.fakes.twilio import FakeTwilio
from ringdesk.domains.messaging.channels.fakes.whatsapp import FakeMeta
from ringdesk.domains.messaging.channels.slack import SlackBot, SlackSettings
from ringdesk.domains.messaging.channels.sms_twilio import TwilioSettings, TwilioSms
from ringdesk.domains.messaging.channels.whatsapp import WhatsApp, WhatsAppSettings
from tests.domains.messaging.channels.setups import letter, setup

pytestmark = pytest.mark.anyio
NUMBER = "+4915112345678"


@pytest.fixture
async def twilio() -> AsyncIterator[FakeTwilio]:
    async with FakeTwilio().running() as fake:
        yield fake


@pytest.fixture
async def meta() -> AsyncIterator[FakeMeta]:
    async with FakeMeta().running() as fake:
        yield fake


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack().running() as fake:
        yield fake


def sms(fake: FakeTwilio, **more: str) -> Sender:
    settings = TwilioSettings(account_sid=fake.sid, base_url=fake.address, **more)
    return TwilioSms(setup(settings, {"auth_token": fake.token}, near=fake.address))


def chat(fake: FakeMeta, *, token: str | None = None, named: bool = True) -> Sender:
    settings = WhatsAppSettings(
        phone_number_id=fake.phone_number_id, base_url=fake.address, named_parameters=named
    )
    secrets = {"access_token": token or fake.access_token, "app_secret": fake.app_secret}
    return WhatsApp(setup(settings, secrets, near=fake.address))


def bot(fake: FakeSlack, *, token: str | None = None) -> Sender:
    settings = SlackSettings(base_url=f"{fake.address}/api")
    return SlackBot(setup(settings, {"bot_token": token or fake.token}, near=fake.address))


class TestSms:
    async def test_is_taken_with_the_address_of_its_receipt(self, twilio: FakeTwilio) -> None:
        taken = await sms(twilio).send(letter("sms", NUMBER, "Grüße", sender="+15550100"))
        [made] = twilio.messages
        assert taken.provider_id == made.sid
        assert (made.given["To"], made.given["From"]) == (NUMBER, "+15550100")
        assert made.given["Body"] == "Grüße"
        assert made.given["StatusCallback"] == (
            "https://desk.example/messaging/twilio/key-of-the-row/status?message=msg_7"
        )

    async def test_a_messaging_service_stands_for_the_sender(self, twilio: FakeTwilio) -> None:
        await sms(twilio, messaging_service_sid="MG1").send(letter("sms", NUMBER))
        assert twilio.messages[0].given["MessagingServiceSid"] == "MG1"
        assert "From" not in twilio.messages[0].given

    @pytest.mark.parametrize(("number", "suppress"), [("+49151123454", True), ("030", False)])
    async def test_what_takes_no_sms_is_refused_for_good(
        self, twilio: FakeTwilio, number: str, suppress: bool
    ) -> None:
        with pytest.raises(Refused) as refused:
            await sms(twilio).send(letter("sms", number, sender="+15550100"))
        assert refused.value.permanent
        assert refused.value.suppress is suppress

    async def test_who_answered_stop_to_twilio_is_suppressed(self, twilio: FakeTwilio) -> None:
        with pytest.raises(Refused) as refused:
            await sms(twilio).send(letter("sms", "+49151123459", sender="+15550100"))
        assert refused.value.suppress

    async def test_slow_down_is_later_and_a_failure_is_unknown(self, twilio: FakeTwilio) -> None:
        twilio.fails_with = 429
        with pytest.raises(TryLater):
            await sms(twilio).send(letter("sms", NUMBER, sender="+15550100"))
        twilio.fails_with = 503
        with pytest.raises(CannotTell):
            await sms(twilio).send(letter("sms", NUMBER, sender="+15550100"))

    async def test_a_lost_answer_is_unknown_and_nobody_there_is_later(
        self, twilio: FakeTwilio
    ) -> None:
        twilio.loses_answers = 1
        with pytest.raises(CannotTell):
            await sms(twilio).send(letter("sms", NUMBER, sender="+15550100"))
        assert len(twilio.messages) == 1
        twilio.address = "http://127.0.0.1:1"
        with pytest.raises(TryLater) as later:
            await sms(twilio).send(letter("sms", NUMBER, sender="+15550100"))
        assert later.value.away

    async def test_check_sends_nothing(self, twilio: FakeTwilio) -> None:
        assert (await sms(twilio).check()).ok
        twilio.token = "another"
        wrong = TwilioSettings(account_sid=twilio.sid, base_url=twilio.address)
        said = await TwilioSms(setup(wrong, {"auth_token": "x"}, near=twilio.address)).check()
        assert not said.ok
        assert twilio.messages == []


class TestWhatsApp:
    async def test_text_is_taken_and_names_our_message(self, meta: FakeMeta) -> None:
        taken = await chat(meta).send(letter("whatsapp", NUMBER))
        [made] = meta.messages
        assert taken.provider_id == made["id"]
        assert made["to"] == NUMBER.removeprefix("+")
        assert made["text"]["body"] == "Your order is ready"
        assert made["biz_opaque_callback_data"] == "msg_7"

    async def test_a_template_goes_with_its_variables(self, meta: FakeMeta) -> None:
        given = letter(
            "whatsapp", "+491511234567", template="order_ready", language="de",
            variables={"order": "A-1", "name": "Ann"},
        )  # fmt: skip
        await chat(meta).send(given)
        template = meta.messages[0]["template"]
        assert (template["name"], template["language"]) == ("order_ready", {"code": "de"})
        [body] = template["components"]
        assert body["parameters"][0] == {"type": "text", "text": "Ann", "parameter_name": "name"}
        await chat(meta, named=False).send(given)
        body = meta.messages[1]["template"]["components"][0]
        assert body["parameters"][1] == {"type": "text", "text": "A-1"}

    async def test_after_24_hours_a_text_is_refused_and_says_why(self, meta: FakeMeta) -> None:
        with pytest.raises(Refused, match="template"):
            await chat(meta).send(letter("whatsapp", "+491511234567"))

    async def test_limits_are_later_and_a_withdrawn_token_rests_the_provider(
        self, meta: FakeMeta
    ) -> None:
        with pytest.raises(TryLater) as later:
            await chat(meta).send(letter("whatsapp", "+491511234565"))
        assert not later.value.away
        with pytest.raises(TryLater) as later:
            await chat(meta, token="old").send(letter("whatsapp", NUMBER))
        assert later.value.away
        assert not (await chat(meta, token="old").check()).ok
        assert (await chat(meta).check()).ok

    async def test_a_lost_answer_is_unknown(self, meta: FakeMeta) -> None:
        meta.loses_answers = 1
        with pytest.raises(CannotTell):
            await chat(meta).send(letter("whatsapp", NUMBER))


class TestSlack:
    async def test_a_bot_posts_and_mentions_nobody(self, slack: FakeSlack) -> None:
        taken = await bot(slack).send(
            letter("slack", "#support", "<!channel> & <@U1>", subject="News")
        )
        assert taken.provider_id == "C0123456789:1700000000.1"
        assert slack.posted[0]["text"] == "*News*\n&lt;!channel&gt; &amp; &lt;@U1&gt;"
        assert slack.posted[0]["metadata"]["event_payload"] == {"id": "msg_7"}

    async def test_an_incoming_webhook_takes_it_without_a_token(self, slack: FakeSlack) -> None:
        secrets = {"webhook_url": f"{slack.address}{slack.hook}"}
        sender = SlackBot(setup(SlackSettings(), secrets, near=slack.address))
        assert (await sender.send(letter("slack", "#support"))).provider_id == ""
        assert slack.posted == [{"text": "Your order is ready"}]
        lost = SlackBot(
            setup(
                SlackSettings(), {"webhook_url": f"{slack.address}/services/x"}, near=slack.address
            )
        )
        with pytest.raises(Refused):
            await lost.send(letter("slack", "#support"))

    async def test_no_channel_is_refused_busy_is_later(self, slack: FakeSlack) -> None:
        with pytest.raises(Refused):
            await bot(slack).send(letter("slack", "#gone"))
        with pytest.raises(TryLater):
            await bot(slack).send(letter("slack", "#busy"))

    async def test_a_wrong_token_rests_the_provider(self, slack: FakeSlack) -> None:
        with pytest.raises(TryLater) as later:
            await bot(slack, token="xoxb-old").send(letter("slack", "#support"))
        assert later.value.away
        assert (await bot(slack).check()).ok

    async def test_the_way_out_is_shut_to_who_is_not_at_home(self, slack: FakeSlack) -> None:
        secrets = {"webhook_url": f"{slack.address}{slack.hook}"}
        shut = SlackBot(setup(SlackSettings(), secrets, near=slack.address, at_home=False))
        with pytest.raises(TryLater):
            await shut.send(letter("slack", "#support"))
        assert slack.asked == []


@pytest.mark.parametrize("kind", ["sms", "whatsapp", "slack"])
async def test_nobody_is_asked_by_our_number_after_a_crash(
    kind: str, twilio: FakeTwilio, meta: FakeMeta, slack: FakeSlack
) -> None:
    sender = {"sms": sms(twilio), "whatsapp": chat(meta), "slack": bot(slack)}[kind]
    with pytest.raises(CannotTell):
        await sender.look_up(letter("sms", NUMBER), datetime.now(UTC))
    await sender.close()
