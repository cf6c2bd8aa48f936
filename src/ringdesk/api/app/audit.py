"""The audit explorer: entries by filter, days, people, a file, and whether the record holds."""

from datetime import UTC, date, datetime
from typing import Annotated

from litestar import Response, Router, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream
from msgspec import Meta, Struct

from ringdesk.api.audit_filters import FILTERS, InFilters
from ringdesk.api.desk import InDesk
from ringdesk.api.door import Caller, InVisit, InWork, Limit, Out, page, raises
from ringdesk.domains import governance
from ringdesk.kernel import pdf
from ringdesk.kernel.anchors import AnchorStore
from ringdesk.wire.governance import CheckOut, EntryOut

DEFAULT = 50
Before = Annotated[
    int | None,
    QueryParameter(ge=1, le=2**63 - 1, description="The id of the entry that a page ends with"),
]
Day = Annotated[date | None, QueryParameter()]
Days = Annotated[int, QueryParameter(ge=1, le=92)]
Words = Annotated[Annotated[str, Meta(max_length=100)] | None, QueryParameter(name="q")]


class EntriesOut(Struct, frozen=True):
    """`next`: what `before` is to be for the next page; null on the last."""

    entries: list[EntryOut]
    total: int
    next: int | None


class DayOut(Struct, frozen=True):
    date: date
    n: int
    failures: int


class PersonOut(Out, frozen=True):
    id: int
    name: str


class WordsOut(Struct, frozen=True):
    """What `action` and `resource` may be."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]


class IntegrityOut(Struct, frozen=True):
    """The log's head now, the last check of it, and the last time its head was kept elsewhere."""

    facts: int
    head: str
    check: CheckOut | None
    anchored_at: datetime | None
    anchored_facts: int


@get("/entries", responses=raises(governance.MayNotAudit))
async def list_entries(
    work: InWork,
    filters: InFilters,
    limit: Limit = None,
    before: Before = None,
) -> EntriesOut:
    """Who did what, the latest first; `next` leads on."""
    most, _ = page(limit, None, default=DEFAULT)
    found = await governance.entries(work, filters, limit=most, before=before)
    last = found.entries[-1].id if found.entries and len(found.entries) == most else None
    return EntriesOut([EntryOut.of(one) for one in found.entries], found.total, last)


@get("/entries/{seq:int}", responses=raises(governance.MayNotAudit, governance.EntryNotFound))
async def get_entry(seq: FromPath[int], work: InWork) -> EntryOut:
    """One entry."""
    return EntryOut.of(await governance.entry(work, entry_id=seq))


@get("/days", responses=raises(governance.MayNotAudit))
async def list_days(
    work: InWork,
    filters: InFilters,
    days: Days = 30,
) -> list[DayOut]:
    """How many entries there were each day, and how many of them were failures; 92 days at most."""
    found = await governance.histogram(work, filters, days=days)
    return [DayOut(one.date, one.n, one.failures) for one in found]


@get("/people", responses=raises(governance.MayNotAudit))
async def list_actors(work: InWork, q: Words = None) -> list[PersonOut]:
    """Those whose acts the log tells of, by name; twenty at most."""
    return [PersonOut.of(one) for one in await governance.actors(work, words=q)]


@get("/words", responses=raises(governance.MayNotAudit))
async def list_words(work: InWork) -> WordsOut:
    """What can be filtered by."""
    governance.require_may_read(work.actor)
    return WordsOut(governance.ACTIONS, governance.RESOURCES)


@get("/export", responses=raises(governance.MayNotAudit))
async def export_entries(
    actor: Caller,
    desk: InDesk,
    filters: InFilters,
) -> Stream:
    """All entries that fit, as CSV, the latest first; that it was taken out is an entry, too."""
    name = f"audit-log-{datetime.now(UTC):%Y-%m-%d}.csv"
    return Stream(
        await governance.export(desk.office, actor, filters),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


@get("/integrity", responses=raises(governance.MayNotAudit))
async def get_integrity(work: InWork, desk: InDesk) -> IntegrityOut:
    """Where the log ends, and who vouches for it."""
    found = await governance.integrity(work, AnchorStore.of(desk.settings))
    check = None if found.check is None else CheckOut.of(found.check)
    return IntegrityOut(found.facts, found.head, check, found.anchored_at, found.anchored_facts)


@post("/checks", responses=raises(governance.MayNotAudit))
async def verify_now(work: InWork) -> Response[CheckOut]:
    """Walk along the whole log, in the background; if somebody asked already, that walk."""
    check = CheckOut.of(await governance.verify_now(work))
    return Response(check, headers={"Location": f"/api/app/audit/checks/{check.id}"})


@get("/checks", responses=raises(governance.MayNotAudit))
async def list_checks(work: InWork) -> list[CheckOut]:
    """The last twenty, the latest first."""
    return [CheckOut.of(one) for one in await governance.checks(work)]


@get("/checks/{check_id:int}", responses=raises(governance.MayNotAudit, governance.CheckNotFound))
async def get_check(check_id: FromPath[int], work: InWork) -> CheckOut:
    """How far it is, and what it found."""
    return CheckOut.of(await governance.check(work, check_id=check_id))


@get("/report.pdf", responses=raises(governance.MayNotAudit, pdf.TooLong, pdf.Unprintable))
async def compliance_pdf(
    visit: InVisit, desk: InDesk, start_date: Day = None, end_date: Day = None
) -> Response[bytes]:
    """The compliance report as a file to be read and filed."""
    async with desk.office.open(await visit.actor(), visit.origin) as work:
        pages = await governance.compliance_pages(
            work, AnchorStore.of(desk.settings), start=start_date, end=end_date
        )
    name = f"compliance-report-{datetime.now(UTC):%Y-%m-%d}.pdf"
    return Response(
        await pdf.render(pages),  # with no connection held: it takes a second
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


router = Router(
    "/api/app/audit",
    route_handlers=[
        list_entries, get_entry, list_days, list_actors, list_words, export_entries,
        get_integrity, verify_now, list_checks, get_check, compliance_pdf,
    ],
    dependencies=FILTERS,
    tags=["compliance"],
)  # fmt: skip
