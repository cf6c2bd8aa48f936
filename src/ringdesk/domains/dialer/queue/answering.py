"""Somebody answered: who of us is free longest takes it; after two seconds without anybody it is
abandoned (16 CFR 310.4(b)(4)(ii): within two seconds of the person's completed greeting)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from ringdesk.domains import calls
from ringdesk.domains.dialer.models import Line
from ringdesk.domains.dialer.queue.sharing import Share
from ringdesk.kernel.errors import Conflict, NotFound
from ringdesk.kernel.work import Actor, Office

PATIENCE = timedelta(seconds=2)
VERDICT_PATIENCE = timedelta(seconds=6)  # then whoever answered is taken for a person


def human_since(line: Line, now: datetime) -> datetime | None:
    """Since when a person of theirs waits for one of ours."""
    if not line.open or line.status != "answered" or line.answered_at is None:
        return None
    if line.answered_by == "unknown":
        late = line.answered_at + VERDICT_PATIENCE
        return late if late <= now else None
    return line.human_at


def waiting(lines: Iterable[Line], now: datetime) -> list[tuple[datetime, Line]]:
    """The longest first."""
    found = [(since, line) for line in lines if (since := human_since(line, now)) is not None]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


async def answer(
    office: Office, tenant_id: UUID, lines: Iterable[Line], share: Share, now: datetime
) -> tuple[list[int], list[int]]:
    """Ids of the calls that were connected, and of those that were abandoned."""
    connected: list[int] = []
    abandoned: list[int] = []
    for since, line in waiting(lines, now):
        if await connect(office, tenant_id, line, share):
            connected.append(line.id)
        elif now - since >= PATIENCE:
            async with office.open(Actor.the_house(tenant_id)) as work:
                ended = await calls.abandon(work, call_id=line.id)
            if ended.abandoned:
                abandoned.append(line.id)
    return connected, abandoned


async def connect(office: Office, tenant_id: UUID, line: Line, share: Share) -> bool:
    """With the first who can: somebody may have taken another call while we looked."""
    while (agent := share.take(line)) is not None:
        try:
            async with office.open(Actor.the_house(tenant_id)) as work:
                await calls.connect(work, call_id=line.id, agent_id=agent.id)
        except calls.PersonBusy:
            continue
        except (Conflict, NotFound):  # the call is over, or changed hands
            return True
        return True
    return False
