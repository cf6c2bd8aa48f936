"""Mails that identity leaves in its outbox (links that open accounts), taken into the queue.

They go by the e-mail provider of the first tenant, whose staff runs the machine, whichever tenant
they are about. A workspace's own provider must not carry them: its administrator could read a link
that belongs to an account of other workspaces too, or prove an address that is somebody else's.
"""

import logging
from uuid import UUID

from msgspec import Struct, json

from ringdesk.domains.messaging import queries, wording
from ringdesk.domains.messaging.rendering import Rendered, inert
from ringdesk.domains.messaging.service import send
from ringdesk.kernel import logs
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.work import Actor, Office, shape_rows

log = logging.getLogger(__name__)

MOST = 100


class Holder(Struct, frozen=True):
    tenant_id: UUID


class Waiting(Struct, frozen=True):
    id: int
    to_address: str
    template: str
    variables: str
    locale: str | None


class First(Struct, frozen=True):
    id: UUID


class Post:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def collect(self) -> int:
        """Everything that waits, of all tenants that work. How many mails that were."""
        rows = await self._office.across(queries.TENANTS_WITH_MAIL)
        holders = shape_rows(queries.TENANTS_WITH_MAIL, Holder, rows)
        taken = 0
        for holder in holders:
            with logs.about(tenant_id=holder.tenant_id):
                try:
                    taken += await self._of(holder.tenant_id)
                except OSError:
                    raise
                except Exception:  # what one tenant left there holds up no other's, nor the queues
                    log.exception("The outbox of a tenant could not be emptied; it is tried again.")
        return taken

    async def _of(self, tenant_id: UUID) -> int:
        """Into the first tenant's queue under a key, then ticked off: if we die in between, the key
        finds it there the next time."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            first = await work.one(First, queries.FIRST_TENANT)
            waiting = await work.many(Waiting, queries.MAIL_WAITING, MOST)
        if first is None or not waiting:
            return 0
        async with self._office.open(Actor.the_house(first.id)) as work:
            for mail in waiting:
                words = _worded(mail)
                if words is None:
                    continue
                try:
                    await send(
                        work, channel="email", recipient=mail.to_address, subject=words.subject,
                        body=words.text, html=words.html, confidential=True,
                        key=f"mail:{tenant_id}:{mail.id}", headers=wording.HEADERS,
                    )  # fmt: skip
                except AppError as error:
                    log.error("Mail %s of the outbox can't be sent: %s", mail.id, error.details)
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            await work.run(queries.MAIL_TAKEN, [mail.id for mail in waiting])
        return len(waiting)


def _worded(mail: Waiting) -> Rendered | None:
    given = json.decode(mail.variables, type=dict[str, object])
    variables = {name: str(value) for name, value in given.items()}
    found = wording.worded(mail.template, mail.locale or "en", variables)
    if found is None:
        log.error("Mail %s of the outbox has the template %r, which there is not", mail.id,
                  mail.template)  # fmt: skip
        return None
    return Rendered(found.subject, found.text, None if found.html is None else inert(found.html))
