"""When the house switched a webhook off, administrators are told by e-mail."""

import logging

from ringdesk.domains import identity, messaging
from ringdesk.domains.webhooks import queries
from ringdesk.domains.webhooks.events import WebhookDisabled
from ringdesk.domains.webhooks.models import Endpoint
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

MOST_TOLD = 20
SUBJECT = "A webhook was switched off"
WHY = {
    "gone": "Its server answered that the address is gone (HTTP 410).",
    "failing": "It has failed for five days.",
}
TEXT = """Ringdesk no longer sends events to

{url}

{why} Nothing is lost: switch it on under Settings, Webhooks, \
and choose "Send again since" for what was missed in the last 30 days.
"""


class Telling:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def tell_administrators(self, fact: Fact[WebhookDisabled]) -> None:
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            endpoint = await work.one(Endpoint, queries.ONE, fact.event.webhook_id)
            if endpoint is None:  # removed meanwhile
                return
            people = await identity.list_people(
                work, roles=["admin"], is_active=True, limit=MOST_TOLD
            )
            for person in people:
                await self._write(work, person, endpoint, fact)

    async def _write(
        self, work: Work, person: identity.Person, endpoint: Endpoint,
        fact: Fact[WebhookDisabled],
    ) -> None:  # fmt: skip
        """A reaction may come twice; its key keeps the message single. Who can't be written to
        keeps it from nobody else."""
        try:
            await messaging.send(
                work, channel="email", recipient=person.email, person_id=person.id, subject=SUBJECT,
                body=TEXT.format(url=endpoint.url, why=WHY[fact.event.because]),
                key=f"webhook {endpoint.id} off {fact.seq} {person.id}",
            )  # fmt: skip
        except AppError as error:
            log.warning("A mail about a webhook was not written: %s", error.code)


def listen(registry: Registry, office: Office) -> None:
    telling = Telling(office)
    registry.after(WebhookDisabled, webhooks_tell_administrators=telling.tell_administrators)
