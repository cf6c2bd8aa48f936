"""What was refused at a door goes into the log, too; but whoever is refused decides how often, so
only so much of it is written."""

import logging
import time
from collections import OrderedDict
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.governance.events import ActRefused, TenantProbed, WebhookForged
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import NOWHERE, Actor, Office, Origin

log = logging.getLogger(__name__)

SPAN_S = 600.0
MOST_OF_ONE, MOST_OF_TENANT = 10, 300  # in each process, in ten minutes
MOST_REMEMBERED = 50_000


class Spent(Struct):
    since: float
    written: int = 0
    unsaid: int = 0


class Allowance:
    """So many in any window of ten minutes for one key; the rest is counted, and told with the
    next."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._spent: OrderedDict[str, Spent] = OrderedDict()

    def take(self, key: str) -> int | None:
        """How many went unsaid before this one; None if this goes unsaid, too."""
        now = time.monotonic()
        spent = self._spent.setdefault(key, Spent(now))
        self._spent.move_to_end(key)
        if len(self._spent) > MOST_REMEMBERED:
            self._spent.popitem(last=False)
        if now - spent.since >= SPAN_S:
            spent.since, spent.written = now, 0
        if spent.written >= self._most:
            spent.unsaid += 1
            return None
        spent.written += 1
        unsaid, spent.unsaid = spent.unsaid, 0
        return unsaid


class Refused(Struct, frozen=True, kw_only=True):
    """Who was refused, at which door (method and route), with which code."""

    tenant_id: UUID
    person_id: int
    door: str
    code: str
    origin: Origin
    foreign_workspace: bool = False
    provider: str | None = None


class Refusals:
    def __init__(self, office: Office) -> None:
        self._office = office
        self._of_one, self._of_tenant = Allowance(MOST_OF_ONE), Allowance(MOST_OF_TENANT)

    async def note(self, refused: Refused) -> None:
        """Write it down, in a work of its own: the one that was refused is undone."""
        who = refused.provider or str(refused.person_id)
        unsaid = self._of_one.take(f"{refused.tenant_id}:{who}")
        if unsaid is None or self._of_tenant.take(str(refused.tenant_id)) is None:
            return
        actor = Actor(id=refused.person_id, tenant_id=refused.tenant_id)
        try:
            async with self._office.open(actor, refused.origin) as work:
                work.record(event_of(refused, unsaid))
        except Exception:  # the answer was given: nobody must wait or fail for this
            log.exception("A refusal could not be written down.")

    async def note_at_socket(self, actor: Actor, door: str, error: NotAllowed) -> None:
        """The same, where a socket was the door."""
        refused = Refused(
            tenant_id=actor.tenant_id, person_id=actor.id, door=door, code=error.code,
            origin=NOWHERE,
        )  # fmt: skip
        await self.note(refused)


def event_of(refused: Refused, unsaid: int) -> ActRefused | TenantProbed | WebhookForged:
    if refused.provider is not None:
        return WebhookForged(provider=refused.provider, unsaid=unsaid)
    if refused.foreign_workspace:
        return TenantProbed(door=refused.door, unsaid=unsaid)
    return ActRefused(door=refused.door, code=refused.code, unsaid=unsaid)
