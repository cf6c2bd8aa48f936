"""Security events: seen, and put right."""

from typing import Annotated

from litestar import Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from ringdesk.api.door import In, InWork, Limit, Skip, page, raises
from ringdesk.domains import governance
from ringdesk.wire.governance import SecurityEventOut

DEFAULT = 50
State = Annotated[governance.SecurityState | None, QueryParameter()]
Severity = Annotated[governance.Severity | None, QueryParameter()]
Kind = Annotated[governance.SecurityKind | None, QueryParameter()]
Before = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]


class SecurityEventsOut(Struct, frozen=True):
    events: list[SecurityEventOut]
    total: int


class Handle(In, frozen=True):
    note: Annotated[str, Meta(max_length=2000)] = ""


class WaitingOut(Struct, frozen=True):
    """Those that nobody looked at yet."""

    low: int
    medium: int
    high: int
    critical: int


@get("/events", responses=raises(governance.MayNotAudit))
async def list_security_events(
    work: InWork,
    status: State = None,
    severity: Severity = None,
    event_type: Kind = None,
    limit: Limit = None,
    offset: Skip = None,
    before: Before = None,
) -> SecurityEventsOut:
    """The latest first."""
    most, skipped = page(limit, offset, default=DEFAULT)
    found = await governance.security_events(
        work, status=status, severity=severity, event_type=event_type, limit=most,
        offset=skipped, before=before,
    )  # fmt: skip
    return SecurityEventsOut([SecurityEventOut.of(one) for one in found.events], found.total)


@get("/waiting", responses=raises(governance.MayNotAudit))
async def count_waiting(work: InWork) -> WaitingOut:
    """How many nobody looked at yet, by severity."""
    return WaitingOut(**await governance.waiting(work))


@get(
    "/events/{event_id:int}",
    responses=raises(governance.MayNotAudit, governance.SecurityEventNotFound),
)
async def get_security_event(event_id: FromPath[int], work: InWork) -> SecurityEventOut:
    """One of them."""
    return SecurityEventOut.of(await governance.security_event(work, event_id=event_id))


HANDLING = raises(
    governance.MayNotHandleSecurity, governance.SecurityEventNotFound, governance.AlreadyResolved
)


@post("/events/{event_id:int}/acknowledge", status_code=200, responses=HANDLING)
async def acknowledge(
    event_id: FromPath[int], data: JSONBody[Handle], work: InWork
) -> SecurityEventOut:
    """Somebody is at it."""
    return SecurityEventOut.of(
        await governance.handle(work, event_id=event_id, status="acknowledged", note=data.note)
    )


@post("/events/{event_id:int}/resolve", status_code=200, responses=HANDLING)
async def resolve(
    event_id: FromPath[int], data: JSONBody[Handle], work: InWork
) -> SecurityEventOut:
    """It is put right; if it happens again, that is a new event."""
    return SecurityEventOut.of(
        await governance.handle(work, event_id=event_id, status="resolved", note=data.note)
    )


@post("/events/{event_id:int}/reopen", status_code=200, responses=HANDLING)
async def reopen(event_id: FromPath[int], data: JSONBody[Handle], work: InWork) -> SecurityEventOut:
    """Nobody is at it after all."""
    return SecurityEventOut.of(
        await governance.handle(work, event_id=event_id, status="unresolved", note=data.note)
    )


router = Router(
    "/api/app/security",
    route_handlers=[
        list_security_events, count_waiting, get_security_event, acknowledge, resolve, reopen,
    ],
    tags=["compliance"],
)  # fmt: skip
