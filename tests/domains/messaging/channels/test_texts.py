"""What people write by SMS and WhatsApp: START, HELP, and words that nobody may lose."""

import secrets
from typing import Any

import pytest
from msgspec import Struct

from ringdesk.domains import messaging
from ringdesk.domains.messaging.channels.fakes.smsc import FakeCentre
from ringdesk.domains.messaging.channels.fakes.twilio import FakeTwilio
from ringdesk.domains.messaging.channels.fakes.whatsapp import FakeMeta
from ringdesk.domains.messaging.channels.smpp import SESSIONS, SmppSettings
from ringdesk.domains.messaging.channels.smpp.sender import SmppSms
from ringdesk.domains.messaging.inbound.reading import Wrote, read
from tests.conftest import Tenant, eventually
from tests.domains.messaging.channels.setups import setup
from tests.domains.messaging.channels.test_webhooks import Desk, sms, whatsapp

__all__ = ["sms", "whatsapp"]
pytestmark = pytest.mark.anyio
US = "+15550100"
TEXTS = """
select kind, body, address, provider_message_id as provider_id, ticket_id from texts_in
where tenant_id = $1 order by id
"""
SENT = """
select channel, recipient, body, state from messages_out where tenant_id = $1 order by id
"""

FLOOD = """
insert into texts_in (tenant_id, channel, provider_id, address, body, kind, ticket_id)
select $1, 'sms', 1, $2, 'x', 'words', 1 from generate_series(1, 30)
"""
WAITS = """
select due_at > now() + interval '50 minutes' from jobs
where tenant_id = $1 and kind = 'mailroom.take_text'
"""
TURN = """
select id from jobs
where tenant_id = $1 and kind = 'mailroom.take_text' and due_at > now() + interval '50 minutes'
"""


class Text(Struct, frozen=True):
    kind: str
    body: str
    address: str
    provider_id: str | None
    ticket_id: int | None


class Sent(Struct, frozen=True):
    channel: str
    recipient: str
    body: str
    state: str


def number() -> str:
    return f"+4915{secrets.randbelow(10**9):09d}"


async def texts(tenant: Tenant) -> list[Text]:
    async with tenant.work() as work:
        return await work.many(Text, TEXTS)


async def sent(tenant: Tenant) -> list[Sent]:
    async with tenant.work() as work:
        return await work.many(Sent, SENT)


async def taken(tenant: Tenant, count: int) -> list[Text]:
    """Once so many became a ticket's."""

    async def there() -> bool:
        return len([one for one in await texts(tenant) if one.ticket_id]) >= count

    await eventually(there, seconds=15)
    return [one for one in await texts(tenant) if one.ticket_id]


async def ticket_of(tenant: Tenant, text: Text) -> dict[str, Any]:
    answer = await tenant.agent.get(f"/api/tickets/{text.ticket_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def thread_of(tenant: Tenant, text: Text) -> list[str]:
    answer = await tenant.agent.get(f"/api/messages/ticket/{text.ticket_id}")
    return [one["content"] for one in answer.json()]


class TestStart:
    @pytest.mark.parametrize("word", ["START", "Unstop", " start! ", "alta", "старт"])
    async def test_takes_back_their_own_stop_with_proof(
        self, sms: tuple[Desk, FakeTwilio], word: str
    ) -> None:
        our, fake = sms
        who = number()
        await fake.write(our.url("/inbound"), sender=who, to=US, text="STOP")
        assert await our.suppressed() == [("sms", who, "opted_out")]
        await fake.write(our.url("/inbound"), sender=who, to=US, text=word)
        assert await our.suppressed() == []
        kept = (await texts(our.tenant))[-1]
        assert (kept.kind, kept.body, kept.address) == ("start", word, who)
        assert kept.provider_id is not None and kept.provider_id.startswith("SM")
        kinds = await our.kinds()
        assert "OptInReceived" in kinds and "SuppressionLifted" in kinds
        assert await our.forbidden() == [(who, "keyword", "sms")]  # of calls they said nothing

    async def test_says_nothing_of_another_channel(
        self, sms: tuple[Desk, FakeTwilio], whatsapp: tuple[Desk, FakeMeta]
    ) -> None:
        (our, fake), (other, meta) = sms, whatsapp
        who = number()
        await fake.write(our.url("/inbound"), sender=who, to=US, text="STOP")
        await meta.write(other.url(), sender=who, text="STOP")
        await meta.write(other.url(), sender=who, text="START")
        assert await our.suppressed() == [("sms", who, "opted_out")]

    async def test_lifts_nothing_that_is_not_theirs(self, sms: tuple[Desk, FakeTwilio]) -> None:
        our, fake = sms
        who = number()
        given = {"channel": "sms", "address": who, "note": "A court said so"}
        made = await our.tenant.admin.post("/api/app/suppressions", given)
        assert made.status_code == 201, made.text
        await fake.write(our.url("/inbound"), sender=who, to=US, text="START")
        assert await our.suppressed() == [("sms", who, "by_hand")]
        assert "OptInReceived" not in await our.kinds()

    async def test_of_who_never_stopped_is_a_word_like_others(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        await fake.write(our.url("/inbound"), sender=number(), to=US, text="Start")
        [text] = await taken(our.tenant, 1)
        assert (text.kind, (await ticket_of(our.tenant, text))["title"]) == ("words", "Start")

    async def test_read_out_by_twilio_counts_whatever_the_word(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        who = number()
        for word, said in (("STOP", "ADIOS"), ("START", "YES"), ("HELP", "WHO")):
            form = {"MessageSid": f"SM{secrets.token_hex(4)}", "From": who, "To": US,
                    "Body": said, "OptOutType": word}  # fmt: skip
            assert (await fake.post(our.url("/inbound"), form)).status_code == 204
        assert [one.kind for one in await texts(our.tenant)] == ["stop", "start", "help"]
        assert await our.suppressed() == []
        assert await sent(our.tenant) == []  # it answered HELP itself


class TestStop:
    async def test_is_heeded_also_where_something_else_speaks_against_the_number(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        who = number()
        given = {"channel": "sms", "address": who, "note": "Wrong number"}
        assert (await our.tenant.admin.post("/api/app/suppressions", given)).status_code == 201
        await fake.write(our.url("/inbound"), sender=who, to=US, text="STOP")
        assert await our.suppressed() == [("sms", who, "by_hand")]
        assert "OptOutReceived" in await our.kinds()
        assert await our.forbidden() == [(who, "opt_out", "sms")]


class TestHelp:
    async def test_is_answered_once_an_hour(self, sms: tuple[Desk, FakeTwilio]) -> None:
        our, fake = sms
        who = number()
        for word in ("HELP", "info?", "Hilfe"):
            await fake.write(our.url("/inbound"), sender=who, to=US, text=word)
        [answer] = await sent(our.tenant)
        name = (await our.tenant.admin.get("/api/v1/tenant")).json()["name"]
        assert answer.recipient == who
        assert name in answer.body and "STOP" in answer.body and "START" in answer.body
        assert [one.ticket_id for one in await texts(our.tenant)] == [None] * 3

    async def test_is_answered_to_who_asked_to_stop_too(self, tenant: Tenant) -> None:
        who = number()
        for word in ("STOP", "HELP"):
            async with tenant.work() as work:
                await read(work, "sms", 1, Wrote(address=who, text=word))

        async def went() -> bool:
            return [(one.recipient, one.state) for one in await sent(tenant)] == [(who, "sent")]

        await eventually(went)

    async def test_is_not_sent_where_nothing_arrives(self, tenant: Tenant) -> None:
        who = number()
        async with tenant.work() as work:
            await messaging.suppress(work, channel="sms", address=who, reason="hard_bounce")
            await read(work, "sms", 1, Wrote(address=who, text="HELP"))
        assert [one.state for one in await sent(tenant)] == ["suppressed"]


class TestWords:
    async def test_become_a_ticket_and_then_messages_of_it(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        who = number()
        first = "My router is dead.\nIt blinks red."
        await fake.write(our.url("/inbound"), sender=who, to=US, text=first)
        [text] = await taken(our.tenant, 1)
        ticket = await ticket_of(our.tenant, text)
        assert (ticket["title"], ticket["description"]) == ("My router is dead.", first)
        assert ticket["tags"] == ["by-sms"]
        await fake.write(our.url("/inbound"), sender=who, to=US, text="Still red")
        second = (await taken(our.tenant, 2))[1]
        assert second.ticket_id == text.ticket_id
        assert "Still red" in await thread_of(our.tenant, text)
        closed = await our.tenant.agent.put(f"/api/tickets/{text.ticket_id}", {"status": "closed"})
        assert closed.status_code == 200, closed.text
        await fake.write(our.url("/inbound"), sender=who, to=US, text="It died again")
        assert (await taken(our.tenant, 3))[2].ticket_id != text.ticket_id

    async def test_are_answered_by_the_same_channel_and_notes_stay(
        self, whatsapp: tuple[Desk, FakeMeta]
    ) -> None:
        our, fake = whatsapp
        who = number()
        await fake.write(our.url(), sender=who, text="Where is my order?")
        [text] = await taken(our.tenant, 1)
        said = {"ticket_id": text.ticket_id, "content": "A difficult one", "internal": True}
        assert (await our.tenant.agent.post("/api/messages", said)).status_code == 201
        said = {"ticket_id": text.ticket_id, "content": "On its way"}
        assert (await our.tenant.agent.post("/api/messages", said)).status_code == 201

        async def went() -> bool:
            found = [(one.channel, one.recipient, one.body) for one in await sent(our.tenant)]
            return found == [("whatsapp", who, "On its way")]

        await eventually(went)

    async def test_of_a_provider_that_repeats_itself_count_once(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        form = {"MessageSid": "SMsame", "From": number(), "To": US, "Body": "Once"}
        for _ in range(3):
            assert (await fake.post(our.url("/inbound"), form)).status_code == 204
        [text] = await taken(our.tenant, 1)
        assert [one.body for one in await texts(our.tenant)] == ["Once"]
        assert await thread_of(our.tenant, text) == []

    async def test_of_who_asked_to_stop_say_so_and_the_answer_does_not_go(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        who = number()
        await fake.write(our.url("/inbound"), sender=who, to=US, text="STOP")
        await fake.write(our.url("/inbound"), sender=who, to=US, text="And my refund?")
        [text] = await taken(our.tenant, 1)
        assert "asked for no more messages" in (await ticket_of(our.tenant, text))["description"]
        said = {"ticket_id": text.ticket_id, "content": "Soon"}
        assert (await our.tenant.agent.post("/api/messages", said)).status_code == 201

        async def kept() -> bool:
            return [(one.body, one.state) for one in await sent(our.tenant)] == [
                ("Soon", "suppressed")
            ]

        await eventually(kept)

    async def test_of_a_sender_without_a_number_and_without_text_are_taken_too(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        await fake.write(our.url("/inbound"), sender="MYBANK", to=US, text="STOP")
        form = {"MessageSid": "SMp", "From": number(), "To": US, "Body": "", "NumMedia": "2"}
        await fake.post(our.url("/inbound"), form)
        said = {(await ticket_of(our.tenant, one))["description"]
                for one in await taken(our.tenant, 2)}  # fmt: skip
        assert said == {"STOP", "[2 × MMS]"}
        assert await our.suppressed() == []

    async def test_of_two_channels_are_one_persons(
        self, sms: tuple[Desk, FakeTwilio], whatsapp: tuple[Desk, FakeMeta]
    ) -> None:
        (our, fake), (other, meta) = sms, whatsapp
        who = number()
        await fake.write(our.url("/inbound"), sender=who, to=US, text="By SMS")
        await meta.write(other.url(), sender=who, text="By WhatsApp")
        one, two = [await ticket_of(our.tenant, text) for text in await taken(our.tenant, 2)]
        assert one["id"] != two["id"]
        assert one["created_by"] == two["created_by"]

    async def test_of_a_flood_wait_and_are_not_lost(self, sms: tuple[Desk, FakeTwilio]) -> None:
        our, fake = sms
        who = number()
        async with our.tenant.work() as work:
            assert await work.run(FLOOD, who) == 30
        await fake.write(our.url("/inbound"), sender=who, to=US, text="One more")

        async def waits() -> bool:
            async with our.tenant.work() as work:
                return bool(await work.value(bool, WAITS))

        await eventually(waits)
        assert (await texts(our.tenant))[-1].ticket_id is None
        async with our.tenant.work() as work:  # an hour later
            await work.run("update texts_in set came_at = came_at - interval '2 hours' "
                           "where tenant_id = $1")  # fmt: skip
            await work.run("update jobs set due_at = now() where tenant_id = $1")
        assert (await taken(our.tenant, 31))[-1].body == "One more"

    async def test_of_a_flood_that_goes_on_wait_again(self, sms: tuple[Desk, FakeTwilio]) -> None:
        our, fake = sms
        who = number()
        async with our.tenant.work() as work:
            await work.run(FLOOD, who)
        await fake.write(our.url("/inbound"), sender=who, to=US, text="One more")
        turns = set[int]()

        async def waits_anew() -> bool:
            async with our.tenant.work() as work:
                turn = await work.value(int, TURN)
                if turn is None or turn in turns:
                    return False
                turns.add(turn)
                return True

        await eventually(waits_anew)
        for _ in range(2):  # an hour later they have written as much again
            async with our.tenant.work() as work:
                await work.run("update jobs set due_at = now() where tenant_id = $1")
            await eventually(waits_anew, seconds=15)

    async def test_with_what_no_text_can_hold_are_taken_without_it(
        self, sms: tuple[Desk, FakeTwilio]
    ) -> None:
        our, fake = sms
        form = {"MessageSid": "SM\x00n", "From": number(), "To": US, "Body": "Hello\x00 there"}
        assert (await fake.post(our.url("/inbound"), form)).status_code == 204
        assert [one.body for one in await taken(our.tenant, 1)] == ["Hello there"]

    async def test_come_by_a_message_centre_too(self, tenant: Tenant) -> None:
        async with FakeCentre().running() as centre:
            settings = SmppSettings(host="127.0.0.1", port=centre.port, system_id="ringdesk")
            made = setup(
                settings, {"password": "secret"}, near=f"127.0.0.1:{centre.port}",
                office=tenant.house.office, tenant_id=tenant.id,
            )  # fmt: skip
            assert (await SmppSms(made).check()).ok
            who = number()
            centre.write_to_us(who.removeprefix("+"), "15550100", "Is anybody there?")
            [text] = await taken(tenant, 1)
            assert (text.address, text.body) == (who, "Is anybody there?")
            await SESSIONS.close()
