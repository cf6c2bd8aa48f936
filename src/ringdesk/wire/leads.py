"""Leads as REST and the sockets show them: document 001's and the web app's way, and 002's."""

from collections.abc import Mapping
from typing import Self

from msgspec import Raw, Struct

from ringdesk.domains import leads, telephony
from ringdesk.wire.times import Time, utc, utc_or_none


class LeadOwnerOut(Struct, frozen=True):
    id: int
    full_name: str


class LeadOut(Struct, frozen=True, kw_only=True):
    """`status` is the stage. `due_at`: by when its priority promises a call, null for low."""

    id: int
    name: str
    email: str | None
    phone: str | None
    phone_national: str | None
    phone_valid: bool
    external_id: str | None
    source: str
    status: leads.Stage
    dial_status: leads.DialStatus
    priority: leads.Priority
    tags: list[str]
    custom: Raw
    owner: LeadOwnerOut | None
    owner_id: int | None
    list_id: int | None
    campaign_id: int | None
    import_id: int | None
    time_zone: str | None
    zones: list[str]
    consent_basis: str
    consent_at: Time | None
    attempts: int
    last_outcome: str | None
    last_attempt_at: Time | None
    ready_at: Time
    due_at: Time | None
    callback_at: Time | None
    callback_owner_id: int | None
    claimed_by: int | None
    claim_ends_at: Time | None
    score: float | None
    notes: str
    converted_at: Time | None
    created_at: Time
    updated_at: Time
    version: int

    @classmethod
    def of(cls, one: leads.Lead) -> Self:
        return cls(
            id=one.id, name=one.name, email=one.email, phone=one.phone,
            phone_national=None if one.phone is None else telephony.national(one.phone),
            phone_valid=one.phone_valid, external_id=one.external_id, source=one.source,
            status=one.stage, dial_status=one.dial_status, priority=one.priority, tags=one.tags,
            custom=Raw(one.custom.encode()), owner=owner_of(one), owner_id=one.owner_id,
            list_id=one.list_id, campaign_id=one.campaign_id, import_id=one.import_id,
            time_zone=one.time_zone, zones=one.zones, consent_basis=one.consent_basis,
            consent_at=utc_or_none(one.consent_at), attempts=one.attempts,
            last_outcome=one.last_outcome, last_attempt_at=utc_or_none(one.last_attempt_at),
            ready_at=utc(one.ready_at), due_at=utc_or_none(one.due_at),
            callback_at=utc_or_none(one.callback_at), callback_owner_id=one.callback_owner_id,
            claimed_by=one.claimed_by, claim_ends_at=utc_or_none(one.claim_ends_at),
            score=one.score, notes=one.notes, converted_at=utc_or_none(one.converted_at),
            created_at=utc(one.created_at), updated_at=utc(one.updated_at), version=one.version,
        )  # fmt: skip


def owner_of(one: leads.Lead) -> LeadOwnerOut | None:
    return None if one.owner_id is None else LeadOwnerOut(one.owner_id, one.owner_name or "")


class LeadChangeOut(Struct, frozen=True):
    """A line of a lead's history."""

    id: int
    at: Time
    actor: LeadOwnerOut
    field: str
    before: str | None
    after: str | None

    @classmethod
    def of(cls, one: leads.Change) -> Self:
        actor = LeadOwnerOut(one.actor_id, one.actor_name)
        return cls(one.id, utc(one.at), actor, one.field, one.before, one.after)


class LeadStatsOut(Struct, frozen=True):
    """`by_status`: by stage. `by_source`: the five hundred most frequent."""

    total: int
    by_status: Mapping[str, int]
    by_source: Mapping[str, int]
    by_priority: Mapping[str, int]
    by_dial_status: Mapping[str, int]
    converted: int
    conversion_rate: float

    @classmethod
    def of(cls, one: leads.Stats) -> Self:
        """`conversion_rate` in per cent of all."""
        won = one.by_stage["converted"]
        rate = round(100 * won / one.total, 2) if one.total else 0.0
        return cls(
            one.total, one.by_stage, one.by_source, one.by_priority, one.by_dial_status, won, rate
        )


# Document 002: camelCase, ids as strings, `status` the dial status.


class CallableLeadOut(Struct, frozen=True, rename="camel"):
    id: str
    phone: str
    name: str
    email: str
    priority: leads.Priority
    status: leads.DialStatus
    stage: leads.Stage
    tags: list[str]
    source: str
    notes: str
    attempts: int
    owner_id: str | None
    campaign_id: str | None
    phone_valid: bool
    callback_at: Time | None
    claim_ends_at: Time | None
    created_at: Time

    @classmethod
    def of(cls, one: leads.Lead) -> Self:
        return cls(
            str(one.id), one.phone or "", one.name, one.email or "", one.priority, one.dial_status,
            one.stage, one.tags, one.source, one.notes, one.attempts,
            None if one.owner_id is None else str(one.owner_id),
            None if one.campaign_id is None else str(one.campaign_id), one.phone_valid,
            utc_or_none(one.callback_at), utc_or_none(one.claim_ends_at), utc(one.created_at),
        )  # fmt: skip


class AssignedLeadOut(Struct, frozen=True, rename="camel"):
    """002's socket event `lead_assigned`. `how`: claimed, assigned, routed, imported or
    transferred."""

    id: str
    lead_id: str
    how: str
    lead: CallableLeadOut

    @classmethod
    def of(cls, one: leads.Lead, how: str) -> Self:
        return cls(str(one.id), str(one.id), how, CallableLeadOut.of(one))


class BulkSummaryOut(Struct, frozen=True):
    requested: int
    changed: int
    skipped: int


class BulkFaultOut(Struct, frozen=True, rename="camel"):
    """`leadId` as it was asked for."""

    lead_id: str
    code: str
    reason: str


class BulkOut(Struct, frozen=True):
    """Document 002's answer; the web app's is the same. `errors`: the first thousand."""

    message: str
    summary: BulkSummaryOut
    errors: list[BulkFaultOut]

    @classmethod
    def of(cls, done: leads.Bulk, *, unknown: list[str] | None = None) -> Self:
        """`unknown`: what was asked for besides, and is no id at all."""
        more = unknown or []
        faults = [BulkFaultOut(one, "LEAD_NOT_FOUND", "There is no such lead") for one in more]
        summary = BulkSummaryOut(done.requested + len(more), done.changed, done.skipped + len(more))
        told = [*faults, *(BulkFaultOut(one.lead, one.code, one.reason) for one in done.errors)]
        return cls("Bulk action completed", summary, told)
