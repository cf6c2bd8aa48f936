"""All leads that match, as a file: read and written piece by piece, however many there are."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import datetime

from msgspec import json, structs

from ringdesk.domains.leads import listing, policy
from ringdesk.domains.leads.models import Lead, LeadFilter, Plain
from ringdesk.domains.leads.spreadsheets import neutral
from ringdesk.kernel.work import Actor, Office

AT_ONCE = 1000
MARK = "\ufeff"  # by which spreadsheets know UTF-8
COLUMNS = (
    "phone", "name", "email", "priority", "tags", "status", "dial_status", "source", "owner",
    "external_id", "notes", "time_zone", "consent_basis", "attempts", "last_outcome",
    "last_attempt_at", "callback_at", "created_at", "custom",
)  # fmt: skip


async def export(office: Office, actor: Actor, wanted: LeadFilter) -> AsyncIterator[bytes]:
    """CSV in UTF-8, newest first; refused, if at all, before the first byte. Custom fields are one
    column of JSON: every lead may have others."""
    policy.require_may_read(actor)
    return written(office, actor, wanted, await piece(office, actor, wanted))


async def written(
    office: Office, actor: Actor, wanted: LeadFilter, found: list[Lead]
) -> AsyncIterator[bytes]:
    yield (MARK + line_of(COLUMNS)).encode()
    while found:
        yield "".join(line_of(cells_of(one)) for one in found).encode()
        if len(found) < AT_ONCE:
            return
        found = await piece(office, actor, structs.replace(wanted, after=found[-1].id))


async def piece(office: Office, actor: Actor, wanted: LeadFilter) -> list[Lead]:
    """A transaction of its own, as whoever asks may read by then."""
    async with office.open(actor) as work:
        return await listing.list_leads(work, wanted, limit=AT_ONCE)


def cells_of(lead: Lead) -> list[str]:
    custom: dict[str, Plain] = json.decode(lead.custom)
    return [
        neutral(one)
        for one in (
            lead.phone or "", lead.name, lead.email or "", lead.priority, ", ".join(lead.tags),
            lead.stage, lead.dial_status, lead.source, lead.owner_name or "",
            lead.external_id or "", lead.notes, lead.time_zone or "", lead.consent_basis,
            str(lead.attempts), lead.last_outcome or "", moment(lead.last_attempt_at),
            moment(lead.callback_at), moment(lead.created_at), lead.custom if custom else "",
        )
    ]  # fmt: skip


def moment(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def line_of(cells: tuple[str, ...] | list[str]) -> str:
    """One line as RFC 4180 has it."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
