"""Mails of accounts (resets, invitations): no webhook tells that they went."""

import pytest

from ringdesk.domains import messaging
from tests.conftest import eventually
from tests.domains.webhooks.conftest import APP, Home
from tests.domains.webhooks.receiver import Receiver

pytestmark = pytest.mark.anyio
DEAD = "select count(*) from jobs where tenant_id = $1 and dead_at is not null"
TYPES = ["message.sent", "message.failed"]


class TestAMailOfAnAccount:
    async def test_is_skipped_without_a_fuss_and_the_next_is_told(
        self, home: Home, receiver: Receiver
    ) -> None:
        webhook = await home.webhook(receiver, types=TYPES)
        async with home.work() as work:
            secret = await messaging.send(
                work, channel="email", recipient="ada@example.org", subject="A link",
                body="https://desk.example/reset?token=x", confidential=True,
            )  # fmt: skip
        async with home.work() as work:
            work.record(messaging.MessageSent(message_id=secret.id))
            work.record(messaging.MessageFailed(message_id=secret.id, state="bounced"))
        async with home.work() as work:
            plain = await messaging.send(
                work, channel="email", recipient="bob@example.org", subject="Hello", body="You"
            )

        async def told() -> bool:
            return any(one == plain.id for one in heard(receiver))

        await eventually(told)

        async def skipped() -> bool:
            states = [one["state"] for one in await home.deliveries(webhook)]
            return states.count("skipped") >= 2 and "waiting" not in states

        await eventually(skipped)
        assert all(one == plain.id for one in heard(receiver))
        async with home.work() as work:
            assert await work.value(int, DEAD) == 0
        (shown,) = [one for one in await home.get(APP) if one["id"] == webhook["id"]]
        assert (shown["enabled"], shown["failed"]) == (True, 0)


def heard(receiver: Receiver) -> list[int]:
    """Numbers of the messages that it was told of."""
    return [one.json["data"]["id"] for one in receiver.heard]
