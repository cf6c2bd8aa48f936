import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from ringdesk.domains import dialer
from ringdesk.domains.webhooks import queries
from ringdesk.domains.webhooks.models import Id, Lane, Settled
from ringdesk.kernel.work import Actor
from tests.conftest import eventually
from tests.domains.webhooks.conftest import APP, Home
from tests.domains.webhooks.receiver import Heard, Receiver

pytestmark = pytest.mark.anyio

MAKE_DUE = """
update webhook_deliveries set due_at = now(), held_until = null
where tenant_id = $1 and state = 'waiting'
"""


def heard(receiver: Receiver, count: int) -> Any:
    async def so() -> bool:
        return len(receiver.heard) >= count

    return so


def state_is(home: Home, webhook: dict[str, Any], state: str) -> Any:
    async def so() -> bool:
        found = await home.deliveries(webhook)
        return bool(found) and found[0]["state"] == state

    return so


class TestAnEvent:
    async def test_arrives_signed_in_the_shape_of_rest(
        self, home: Home, receiver: Receiver
    ) -> None:
        webhook = await home.webhook(receiver)
        ticket_id = await home.ticket()
        await eventually(heard(receiver, 1))
        payload = receiver.heard[0].verified(webhook["secret"])
        assert payload["type"] == "ticket.created"
        assert payload["data"]["id"] == ticket_id
        shown = await home.get(f"/api/tickets/{ticket_id}")
        assert {k: shown[k] for k in payload["data"]["ticket"]} == payload["data"]["ticket"]
        at = datetime.fromisoformat(payload["timestamp"])
        assert datetime.now(UTC) - at < timedelta(minutes=1)
        assert receiver.heard[0].headers["content-type"] == "application/json"

    async def test_does_not_verify_with_another_secret_nor_when_it_was_changed(
        self, home: Home, receiver: Receiver
    ) -> None:
        webhook = await home.webhook(receiver)
        await home.ticket()
        await eventually(heard(receiver, 1))
        one = receiver.heard[0]
        with pytest.raises(WebhookVerificationError):
            one.verified("whsec_" + "A" * 43 + "=")
        with pytest.raises(WebhookVerificationError):
            Webhook(webhook["secret"]).verify(one.body.replace(b"fire", b"ice!"), one.headers)

    async def test_that_was_not_chosen_is_not_sent(self, home: Home, receiver: Receiver) -> None:
        await home.webhook(receiver, types=["ticket.deleted", "ticket.resolved"])
        ticket_id = await home.ticket()
        await home.client.delete(f"/api/tickets/{ticket_id}")
        await eventually(heard(receiver, 1))
        assert receiver.types == ["ticket.deleted"]
        assert receiver.heard[0].json["data"] == {"id": ticket_id}

    async def test_of_before_the_webhook_is_not_sent(self, home: Home, receiver: Receiver) -> None:
        await home.ticket("Before")
        await home.numbered()
        await home.webhook(receiver, most_at_once=1)
        after = await home.ticket("After")
        await eventually(heard(receiver, 1))
        assert [one.json["data"]["id"] for one in receiver.heard] == [after]

    async def test_one_at_a_time_they_come_in_the_order_of_the_log(
        self, home: Home, receiver: Receiver
    ) -> None:
        await home.webhook(receiver, most_at_once=1, per_second=100)
        made = [await home.ticket(f"Nr {nr}") for nr in range(30)]
        await eventually(heard(receiver, 30), seconds=20)
        assert [one.json["data"]["id"] for one in receiver.heard] == made
        assert receiver.most_at_once == 1

    async def test_tells_only_ids_of_what_is_gone(self, home: Home, receiver: Receiver) -> None:
        receiver.status = 500
        webhook = await home.webhook(receiver)
        ticket_id = await home.ticket("Erase me")
        await eventually(heard(receiver, 1))
        await eventually(lambda: has_failed(home, webhook))
        await home.client.delete(f"/api/tickets/{ticket_id}")
        receiver.status = 200
        await home.run(MAKE_DUE)
        await eventually(heard(receiver, 2))
        assert receiver.heard[1].json["data"] == {"id": ticket_id, "gone": True}
        assert receiver.heard[1].id == receiver.heard[0].id


async def has_failed(home: Home, webhook: dict[str, Any]) -> bool:
    found = await home.deliveries(webhook)
    return bool(found) and found[0]["last_status"] is not None


class TestInternalNotes:
    TYPES = ("ticket.message.created",)

    async def test_stay_in_the_house_without_the_choice(
        self, home: Home, receiver: Receiver, other: Receiver
    ) -> None:
        await home.webhook(receiver, types=self.TYPES, most_at_once=1)
        await home.webhook(other, types=self.TYPES, include_notes=True, most_at_once=1)
        ticket_id = await home.ticket()
        for content, internal in (("Between us", True), ("To you", False)):
            answer = await home.post(
                "/api/messages", {"ticket_id": ticket_id, "content": content, "internal": internal}
            )
            assert answer.status_code == 201
        await eventually(heard(other, 2))
        await eventually(heard(receiver, 1))
        said = [one.json["data"]["message"]["content"] for one in other.heard]
        assert said == ["Between us", "To you"]
        assert [one.json["data"]["message"]["content"] for one in receiver.heard] == ["To you"]


class TestAFailure:
    @pytest.mark.parametrize("status", [500, 400, 301, 404])
    async def test_is_tried_again_with_the_same_id(
        self, status: int, home: Home, receiver: Receiver
    ) -> None:
        receiver.status, receiver.more = status, {"location": "http://127.0.0.1:1/elsewhere"}
        receiver.answer = b"<script>alert(1)</script>\x00" + b"x" * 5000
        webhook = await home.webhook(receiver)
        await home.ticket()
        await eventually(heard(receiver, 1))
        await eventually(lambda: has_settled(home, webhook, 1))
        seen = await home.detail(webhook)
        assert (seen["state"], seen["attempts"]) == ("waiting", 1)
        wait = datetime.fromisoformat(seen["next_attempt_at"]) - datetime.now(UTC)
        assert timedelta(seconds=0) < wait < timedelta(seconds=8)
        assert seen["attempt_log"][0]["status"] == (None if status == 301 else status)
        if status != 301:
            assert len(seen["attempt_log"][0]["answer"]) == 1024
        receiver.status = 200
        await home.run(MAKE_DUE)
        await eventually(state_is(home, webhook, "delivered"))
        assert [one.id for one in receiver.heard] == [seen["message_id"]] * 2
        stamps = [one.headers["webhook-signature"] for one in receiver.heard]
        assert stamps[0] != stamps[1] or receiver.heard[0].body == receiver.heard[1].body
        listed = (await home.get(APP))[0]
        assert (listed["health"], listed["failing_since"]) == ("healthy", None)

    @pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[::1]", "localhost"])
    async def test_is_all_that_comes_of_an_address_that_became_private(
        self, host: str, home: Home, receiver: Receiver
    ) -> None:
        webhook = await home.webhook(receiver)
        async with home.work() as work:
            await work.run(
                "update webhook_endpoints set url = 'https://' || $2 || '/' where tenant_id = $1",
                host,
            )
        await home.ticket()
        await eventually(lambda: has_settled(home, webhook, 1))
        one = (await home.deliveries(webhook))[0]
        assert (one["last_fault"], one["last_status"]) == ("forbidden_address", None)
        assert receiver.heard == []

    async def test_waits_as_long_as_it_is_asked_to(self, home: Home, receiver: Receiver) -> None:
        receiver.status, receiver.more = 503, {"retry-after": "3600"}
        webhook = await home.webhook(receiver)
        await home.ticket()
        await eventually(lambda: has_settled(home, webhook, 1))
        due = datetime.fromisoformat((await home.deliveries(webhook))[0]["next_attempt_at"])
        assert timedelta(minutes=59) < due - datetime.now(UTC) <= timedelta(minutes=61)

    async def test_of_the_last_attempt_is_final(self, home: Home, receiver: Receiver) -> None:
        receiver.status = 500
        webhook = await home.webhook(receiver)
        await home.ticket()
        for count in range(1, 9):
            await eventually(partial(has_settled, home, webhook, count))
            await home.run(MAKE_DUE)
        await eventually(state_is(home, webhook, "failed"))
        seen = await home.detail(webhook)
        assert seen["next_attempt_at"] is None and len(seen["attempt_log"]) == 8
        assert (await home.get(APP))[0]["failed"] == 1

    async def test_gone_switches_the_webhook_off_and_says_so(
        self, home: Home, receiver: Receiver
    ) -> None:
        receiver.status = 410
        webhook = await home.webhook(receiver)
        await home.ticket()

        async def off() -> bool:
            return not (await home.get(f"{APP}/{webhook['id']}"))["enabled"]

        await eventually(off)
        seen = await home.get(f"{APP}/{webhook['id']}")
        assert (seen["health"], seen["disabled_because"]) == ("off", "gone")
        assert (await home.deliveries(webhook))[0]["state"] == "failed"
        await eventually(lambda: is_written(home, receiver.url), seconds=15)
        await home.ticket()
        assert len(receiver.heard) == 1

    async def test_is_told_to_the_others_where_one_has_no_address_that_is_any(
        self, home: Home, receiver: Receiver
    ) -> None:
        await home.run(UNREACHABLE)
        receiver.status = 410
        await home.webhook(receiver)
        await home.ticket()
        await eventually(lambda: is_written(home, receiver.url), seconds=15)

    async def test_for_five_days_does_as_well(self, home: Home, receiver: Receiver) -> None:
        receiver.status = 500
        webhook = await home.webhook(receiver)
        await home.run(
            "update webhook_endpoints set failing_since = now() - interval '5 days 1 minute'"
            " where tenant_id = $1"
        )
        await home.ticket()
        await eventually(lambda: is_off(home, webhook))
        assert (await home.get(f"{APP}/{webhook['id']}"))["disabled_because"] == "failing"


async def suspend(home: Home, since: datetime | None) -> None:
    async with home.work() as work:
        await work.run(
            "insert into workspaces as w (tenant_id, suspended_at) values ($1, $2)"
            " on conflict (tenant_id) do update set suspended_at = excluded.suspended_at",
            since,
        )


class TestASuspendedWorkspace:
    async def test_is_sent_nothing_until_it_may_go_on(self, home: Home, receiver: Receiver) -> None:
        webhook = await home.webhook(receiver, types=["queue.paused"])
        await suspend(home, datetime.now(UTC))
        async with home.work() as work:
            work.record(dialer.QueuePaused())
            assert await work.one(Lane, queries.TAKE_LANE, webhook["id"]) is None
        await suspend(home, None)
        await eventually(heard(receiver, 1))
        assert receiver.types == ["queue.paused"]
        assert (await home.deliveries(webhook))[0]["attempts"] == 1


async def is_off(home: Home, webhook: dict[str, Any]) -> bool:
    return not (await home.get(f"{APP}/{webhook['id']}"))["enabled"]


async def has_settled(home: Home, webhook: dict[str, Any], attempts: int) -> bool:
    found = await home.deliveries(webhook)
    if not found:
        return False
    detail = await home.detail(webhook)
    return len(detail["attempt_log"]) == attempts


class TestASlowEndpoint:
    async def test_never_holds_up_another_and_gets_no_more_than_its_share(
        self, home: Home, receiver: Receiver, other: Receiver
    ) -> None:
        go_on = asyncio.Event()

        async def wait(_: Heard) -> None:
            await go_on.wait()

        receiver.before = wait
        await home.webhook(receiver, most_at_once=2, per_second=100)
        await home.webhook(other, most_at_once=1, per_second=100)
        for nr in range(12):
            await home.ticket(f"Nr {nr}")
        await eventually(heard(other, 12), seconds=10)
        assert (receiver.at_once, len(receiver.heard)) == (2, 2)
        go_on.set()
        await eventually(heard(receiver, 12), seconds=10)
        assert receiver.most_at_once == 2

    async def test_is_sent_no_faster_than_it_asked(self, home: Home, receiver: Receiver) -> None:
        webhook = await home.webhook(receiver, per_second=2)
        began = asyncio.get_running_loop().time()
        for nr in range(6):
            await home.ticket(f"Nr {nr}")
        await eventually(heard(receiver, 6), seconds=10)
        took = asyncio.get_running_loop().time() - began
        assert took > 1.8  # a burst of two, then one in half a second
        assert len(await home.deliveries(webhook)) == 6


UNREACHABLE = """
insert into people (tenant_id, id, username, email, full_name, role)
values ($1, 900000000001, 'unreachable', 'root@10.0.0.1', 'Nobody', 'admin')
"""
WRITTEN = """
select count(*) from messages_out
where tenant_id = $1 and recipient = 'root@example.org' and subject = 'A webhook was switched off'
  and body like '%' || $2 || '%' and body like '%the address is gone%'
"""


async def is_written(home: Home, url: str) -> bool:
    """To the administrator, once."""
    async with home.work() as work:
        return bool(await work.value(int, WRITTEN, url) == 1)


class TestTwoThatFailAtOnce:
    async def test_are_both_counted_and_neither_waits_for_the_other(
        self, home: Home, receiver: Receiver
    ) -> None:
        """Each keeps the endpoint from being removed while it settles; that may not be in the way
        of the other's count, or the two would wait for each other."""
        hook = await home.webhook(receiver)
        office = home.house.house.office
        one = await office.begin(Actor.the_house(home.tenant_id))
        async with home.work() as other:
            for work in (one, other):
                assert await work.one(Id, queries.KEEP_ENDPOINT, hook["id"]) is not None
            counted = await one.one(Settled, queries.FAILED, hook["id"], False, timedelta(days=5))
            assert counted is not None and counted.failures == 1
            await office.commit(one)
            counted = await other.one(Settled, queries.FAILED, hook["id"], False, timedelta(days=5))
            assert counted is not None and counted.failures == 2
