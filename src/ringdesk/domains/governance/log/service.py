"""Reading the log: who did what, to what, from where, with what outcome, and what it changed."""

from datetime import UTC, date, datetime, timedelta

import msgspec
from msgspec import Raw

from ringdesk.domains.governance import policy
from ringdesk.domains.governance.errors import EntryNotFound
from ringdesk.domains.governance.kinds import (
    ACTIONS,
    FAILURES,
    RESOURCES,
    Meaning,
    kinds_for,
    meaning_of,
)
from ringdesk.domains.governance.log import queries
from ringdesk.domains.governance.log.models import (
    Actor,
    Counted,
    DayCount,
    Difference,
    Entry,
    FieldChange,
    Filters,
    LoggedRow,
    Page,
    Span,
    Summary,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.patterns import anywhere
from ringdesk.kernel.work import Work

FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
NO_END = 2**63 - 1
RARE = 50  # kinds that are fewer than one in so many are looked for one by one
MOST_DAYS = 92
LONGEST_DETAIL = 120
RIGHTS = ("role", "scopes")


async def entries(
    work: Work, filters: Filters, *, limit: int, offset: int = 0, before: int | None = None
) -> Page:
    """The latest first, and exactly how many there are of them. `before` goes on from an entry."""
    policy.require_may_read(work.actor)
    kinds, span = kinds_of(filters), await span_of(work, filters)
    counted = await counts(work, filters, kinds, span)
    total = sum(one.n for one in counted)
    if not counted or offset >= total:
        return Page([], total)
    rows = await work.many(
        LoggedRow, statement_for(filters, kinds, counted), kinds, span.since, span.until,
        offset + limit, offset, NO_END if before is None else before,
        min((one.low for one in counted if one.low is not None), default=0),
        max((one.high for one in counted if one.high is not None), default=0),
        counted[0].folded, counted[0].head,
        *([] if filters.actor_id is None else [filters.actor_id]),
    )  # fmt: skip
    return Page([as_entry(row) for row in rows], total)


async def entry(work: Work, *, entry_id: int) -> Entry:
    """EntryNotFound."""
    policy.require_may_read(work.actor)
    row = await work.one(LoggedRow, queries.ENTRY, entry_id)
    if row is None:
        raise EntryNotFound
    return as_entry(row)


async def audit_summary(work: Work, filters: Filters) -> Summary:
    """How many of each action, resource and outcome."""
    policy.require_may_read(work.actor)
    return await summed(work, filters)


async def summed(work: Work, filters: Filters) -> Summary:
    counted = await counts(work, filters, kinds_of(filters), await span_of(work, filters))
    by_action, by_resource = dict[str, int](), dict[str, int]()
    by_status = {"success": 0, "failure": 0}
    for one in counted:
        meaning = meaning_of(one.kind)
        by_action[meaning.action] = by_action.get(meaning.action, 0) + one.n
        by_resource[meaning.resource] = by_resource.get(meaning.resource, 0) + one.n
        by_status[meaning.status] += one.n
    return Summary(sum(one.n for one in counted), by_action, by_status, by_resource)


async def histogram(work: Work, filters: Filters, *, days: int = 30) -> list[DayCount]:
    """A row for each day of the tenant's calendar: those of the filters, else the last `days`; 92
    at most, the latest of them."""
    policy.require_may_read(work.actor)
    today = await work.value(date, queries.TODAY)
    last = day_of(filters.end) or today or datetime.now(UTC).date()
    first = day_of(filters.start) or last - timedelta(days=days - 1)
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    kinds = kinds_of(filters)
    if filters.actor_id is None:
        return await work.many(DayCount, queries.HISTOGRAM, first, last, kinds, list(FAILURES))
    return await work.many(
        DayCount, queries.HISTOGRAM_OF_PERSON, first, last, kinds, list(FAILURES), filters.actor_id
    )


async def actors(work: Work, *, words: str | None = None, limit: int = 20) -> list[Actor]:
    """Those whose acts the log tells of, by name."""
    policy.require_may_read(work.actor)
    return await work.many(Actor, queries.ACTORS, anywhere(words) if words else None, limit)


async def fold(work: Work, *, most: int) -> int:
    """Count what came since into the roll-ups; how many facts. No number that is read changes."""
    await work.run(queries.BEGIN_FOLDING)
    folded = await work.value(int, queries.FOLDED)
    return await work.value(int, queries.FOLD, folded or 0, most) or 0


async def counts(
    work: Work, filters: Filters, kinds: list[str] | None, span: Span
) -> list[Counted]:
    if filters.actor_id is None:
        return await work.many(Counted, queries.COUNTS, kinds, span.since, span.until)
    return await work.many(
        Counted, queries.COUNTS_OF_PERSON, kinds, span.since, span.until, filters.actor_id
    )


def statement_for(filters: Filters, kinds: list[str] | None, counted: list[Counted]) -> str:
    """Kinds that are rare where we look are found by their own index, one after another; what is
    common is met soon enough along the log."""
    stretch = sum(
        max(one.high for one in counted if one.high is not None) - min(lows) + 1
        for lows in [[one.low for one in counted if one.low is not None]]
        if lows
    )
    rare = kinds is not None and sum(one.n for one in counted) * RARE < stretch
    if filters.actor_id is None:
        return queries.PAGE_BY_KIND if rare else queries.PAGE
    return queries.PAGE_OF_PERSON_BY_KIND if rare else queries.PAGE_OF_PERSON


def kinds_of(filters: Filters) -> list[str] | None:
    for name, known in (("action", ACTIONS), ("resource", RESOURCES)):
        given = getattr(filters, name)
        if given is not None and given not in known:
            raise Invalid.field(name, f"One of {', '.join(known)}")
    return kinds_for(filters.action, filters.resource, filters.status)


async def span_of(work: Work, filters: Filters) -> Span:
    """Invalid if it ends before it begins."""
    start, end = filters.start, filters.end
    if start is None and end is None:
        return Span(FIRST, LAST)
    span = await work.one(
        Span, queries.SPAN, day_only(start), day_only(end),
        start if isinstance(start, datetime) else FIRST,
        end if isinstance(end, datetime) else LAST,
    )  # fmt: skip
    if span is None or span.until <= span.since:
        raise Invalid.field("end_date", "Not before start_date")
    return span


def day_only(given: date | datetime | None) -> date | None:
    return None if isinstance(given, datetime) else given


def day_of(given: date | datetime | None) -> date | None:
    return given.date() if isinstance(given, datetime) else given


def as_entry(row: LoggedRow) -> Entry:
    meaning = meaning_of(row.kind)
    body = msgspec.json.decode(row.body, type=dict[str, Raw])
    which = msgspec.json.decode(body.pop(meaning.which)) if meaning.which in body else None
    resource_id = None if which in (None, "", 0) else str(which)
    return Entry(
        id=row.seq, user_id=row.actor_id, user_name=row.actor_name, action=meaning.action,
        resource=meaning.resource, resource_id=resource_id, status=meaning.status, kind=row.kind,
        at=row.at, address=row.address, request_id=row.request_id,
        details={name: value for name, value in body.items() if len(bytes(value)) < LONGEST_DETAIL},
        changes=changes_of(row, meaning, resource_id),
    )  # fmt: skip


def changes_of(row: LoggedRow, meaning: Meaning, resource_id: str | None) -> list[FieldChange]:
    """Of all that one transaction changed, what belongs to this fact."""
    if row.differences is None:
        return []
    nothing = Raw(b"null")
    return [
        FieldChange(field, one.before.get(field, nothing), one.after.get(field, nothing))
        for one in msgspec.json.decode(row.differences, type=list[Difference])
        if one.resource == meaning.resource and one.resource_id in ("", resource_id)
        for field in sorted(one.before.keys() | one.after.keys())
        if meaning.action != "grant" or field in RIGHTS  # a new name was another fact
    ]
