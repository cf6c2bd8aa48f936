"""What becomes of webhooks and of their deliveries, to the staff who may see them: ids alone.

A delivery is no fact, or telling of it would be one more thing to deliver."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ringdesk.domains import webhooks
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import webhook_watchers_of
from ringdesk.realtime.hub import Hub
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.realtime.seldom import Seldom

KIND = "webhook.changed"
AT_MOST_EVERY_S = 0.5  # of a webhook


async def changed(_: Reading, fact: Fact[Any]) -> Posts:
    letter = Letter(KIND, {"id": fact.event.webhook_id}, seq=fact.seq, at=fact.at)
    return (((webhook_watchers_of(fact.tenant_id),), letter),)


LETTERS: dict[type[Event], Render] = {
    webhooks.WebhookAdded: changed,
    webhooks.WebhookChanged: changed,
    webhooks.WebhookRemoved: changed,
    webhooks.WebhookDisabled: changed,
    webhooks.WebhookReplayed: changed,
}


def deliveries_shown(hub: Hub) -> Callable[[UUID, int], None]:
    """For `Hooks.moved`."""
    seldom = Seldom(hub, rest_s=AT_MOST_EVERY_S)

    def show(tenant_id: UUID, webhook_id: int) -> None:
        letter = Letter(KIND, {"id": webhook_id}, soon_stale=True)
        seldom.say(tenant_id, webhook_id, (webhook_watchers_of(tenant_id),), letter)

    return show
