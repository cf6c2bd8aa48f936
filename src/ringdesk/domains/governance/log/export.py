"""The entries as a file, in pieces, however many there are."""

import csv
import io
from collections.abc import AsyncIterator

from ringdesk.domains.governance import policy
from ringdesk.domains.governance.events import AuditLogExported
from ringdesk.domains.governance.log import service
from ringdesk.domains.governance.log.models import Entry, Filters
from ringdesk.kernel import sheets
from ringdesk.kernel.events import Event
from ringdesk.kernel.work import Actor, Office

AT_ONCE = 1000
MARK = "\ufeff"  # by which spreadsheets know UTF-8
COLUMNS = (
    "id", "time", "user_id", "user_name", "action", "resource", "resource_id", "status",
    "address", "request_id", "kind", "changes",
)  # fmt: skip


async def export(office: Office, actor: Actor, filters: Filters) -> AsyncIterator[bytes]:
    """CSV in UTF-8, the latest first; refused, if at all, before the first byte."""
    policy.require_may_read(actor)
    async with office.open(actor) as work:
        found = (await service.entries(work, filters, limit=AT_ONCE)).entries
    await tell_of(office, actor, AuditLogExported())
    return written(office, actor, filters, found)


async def tell_of(office: Office, actor: Actor, event: Event) -> None:
    """Something is taken out that is worth telling; for doors that open no work of their own."""
    async with office.open(actor) as work:
        work.record(event)


async def written(
    office: Office, actor: Actor, filters: Filters, found: list[Entry]
) -> AsyncIterator[bytes]:
    yield (MARK + line_of(COLUMNS)).encode()
    while found:
        yield "".join(line_of(cells_of(one)) for one in found).encode()
        if len(found) < AT_ONCE:
            return
        async with office.open(actor) as work:  # as whoever asks may read by then
            page = await service.entries(work, filters, limit=AT_ONCE, before=found[-1].id)
        found = page.entries


def cells_of(one: Entry) -> tuple[str, ...]:
    changes = "; ".join(
        f"{change.field}: {bytes(change.before).decode()} -> {bytes(change.after).decode()}"
        for change in one.changes
    )
    return tuple(
        sheets.safe(cell)
        for cell in (
            str(one.id), one.at.strftime("%Y-%m-%dT%H:%M:%SZ"), str(one.user_id), one.user_name,
            one.action, one.resource, one.resource_id or "", one.status, one.address or "",
            one.request_id or "", one.kind, changes,
        )
    )  # fmt: skip


def line_of(cells: tuple[str, ...]) -> str:
    """One line as RFC 4180 has it."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
