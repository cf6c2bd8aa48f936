"""Security events: raised once for each thing that goes on, seen, and put right."""

from datetime import datetime

import msgspec

from ringdesk.domains.governance import policy
from ringdesk.domains.governance.errors import AlreadyResolved, SecurityEventNotFound
from ringdesk.domains.governance.events import SecurityEventHandled, SecurityEventRaised
from ringdesk.domains.governance.security import queries
from ringdesk.domains.governance.security.models import (
    SEVERITIES,
    Grade,
    Raised,
    SecurityEvent,
    SecurityPage,
    Sighting,
    State,
)
from ringdesk.kernel.work import Work


async def security_events(
    work: Work, *, status: str | None = None, severity: str | None = None,
    event_type: str | None = None, limit: int = 50, offset: int = 0, before: int | None = None,
) -> SecurityPage:  # fmt: skip
    """The latest first, and how many there are of them."""
    policy.require_may_read(work.actor)
    asked = status, severity, event_type
    found = await work.many(SecurityEvent, queries.EVENTS, *asked, before, limit, offset)
    return SecurityPage(found, await work.value(int, queries.COUNT, *asked) or 0)


async def security_event(work: Work, *, event_id: int) -> SecurityEvent:
    """SecurityEventNotFound."""
    policy.require_may_read(work.actor)
    return await event_of(work, queries.EVENT, event_id)


async def event_of(work: Work, statement: str, event_id: int) -> SecurityEvent:
    found = await work.one(SecurityEvent, statement, event_id)
    if found is None:
        raise SecurityEventNotFound
    return found


async def handle(work: Work, *, event_id: int, status: State, note: str = "") -> SecurityEvent:
    """Somebody looked at it, put it right, or leaves it again. What is resolved stays so."""
    policy.require_may_handle(work.actor)
    present = await event_of(work, queries.EVENT_FOR_UPDATE, event_id)
    if present.status == "resolved" and status != "resolved":
        raise AlreadyResolved
    if present.status != status or note not in ("", present.note):
        kept = note or present.note
        await work.run(queries.HANDLE, event_id, status, work.actor.id, kept)
        work.record(SecurityEventHandled(event_id=event_id, status=status))
    return await event_of(work, queries.EVENT, event_id)


async def see(work: Work, sighting: Sighting, *, at: datetime | None = None) -> Raised | None:
    """By the house. None if this fact was counted before."""
    raised = await work.one(
        Raised, queries.RAISE, sighting.kind, sighting.severity, sighting.subject,
        sighting.person_id, sighting.address, msgspec.json.encode(sighting.details).decode(),
        sighting.many, at, sighting.seq,
    )  # fmt: skip
    if raised is not None and raised.news:
        work.record(SecurityEventRaised(event_id=raised.id))
    return raised


async def waiting(work: Work) -> dict[str, int]:
    """How many nobody looked at yet, by severity."""
    policy.require_may_read(work.actor)
    return {**dict.fromkeys(SEVERITIES, 0), **await open_by_severity(work)}


async def open_by_severity(work: Work) -> dict[str, int]:
    """How many wait to be looked at."""
    return {one.severity: one.n for one in await work.many(Grade, queries.OPEN)}
