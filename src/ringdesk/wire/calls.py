"""Calls as REST and the sockets show them: document 001's and the web app's way, and 002's."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import calls, leads
from ringdesk.wire.times import Time, utc, utc_or_none


class CallLeadOut(Struct, frozen=True):
    id: int
    name: str
    phone: str | None


class CallAgentOut(Struct, frozen=True):
    id: int
    full_name: str


class DispositionOfCallOut(Struct, frozen=True):
    id: int
    code: str
    label: str


class CallOut(Struct, frozen=True, kw_only=True):
    """`duration`: talk time in whole seconds."""

    id: int
    lead_id: int | None
    lead: CallLeadOut | None
    campaign_id: int | None
    agent_id: int | None
    agent: CallAgentOut | None
    direction: str
    mode: str
    number: str
    status: str
    answered_by: str | None
    created_at: Time
    ringing_at: Time | None
    answered_at: Time | None
    connected_at: Time | None
    ended_at: Time | None
    duration: int
    ended_because: str | None
    abandoned: bool
    wrap_up_until: Time | None
    disposition: DispositionOfCallOut | None
    notes: str
    transferred_to: str | None
    recording_url: str | None
    recording_consent: str | None
    carrier: str
    carrier_call_id: str | None

    @classmethod
    def of(cls, c: calls.Call) -> Self:
        return cls(
            id=c.id, lead_id=c.lead_id, lead=lead_of(c), campaign_id=c.campaign_id,
            agent_id=c.agent_id,
            agent=None if c.agent_id is None else CallAgentOut(c.agent_id, c.agent_name or ""),
            direction=c.direction, mode=c.mode, number=c.number, status=c.status,
            answered_by=c.answered_by, created_at=utc(c.created_at),
            ringing_at=utc_or_none(c.ringing_at), answered_at=utc_or_none(c.answered_at),
            connected_at=utc_or_none(c.connected_at), ended_at=utc_or_none(c.ended_at),
            duration=c.duration_s, ended_because=c.ended_because, abandoned=c.abandoned,
            wrap_up_until=utc_or_none(c.wrap_up_ends_at) if c.wraps_up else None,
            disposition=None if c.disposition_id is None else DispositionOfCallOut(
                c.disposition_id, c.disposition or "", c.disposition_label or ""
            ),
            notes=c.notes, transferred_to=c.transferred_to,
            recording_url=f"/api/app/calls/{c.id}/recording" if c.has_recording else None,
            recording_consent=c.recording_consent, carrier=c.carrier,
            carrier_call_id=c.carrier_call_id,
        )  # fmt: skip


def lead_of(c: calls.Call) -> CallLeadOut | None:
    return None if c.lead_id is None else CallLeadOut(c.lead_id, c.lead_name or "", c.lead_phone)


class CallEventOut(Struct, frozen=True):
    """A line of a call's story. `source`: carrier | person | dialer | house."""

    id: int
    kind: str
    source: str
    actor: CallAgentOut | None
    detail: str
    at: Time

    @classmethod
    def of(cls, e: calls.CallEvent) -> Self:
        actor = None if e.actor_id is None else CallAgentOut(e.actor_id, e.actor_name or "")
        return cls(e.id, e.kind, e.source, actor, e.detail, utc(e.at))


# Document 002: camelCase, ids as strings.


class CalledLeadOut(Struct, frozen=True):
    id: str
    phone: str
    name: str
    priority: str

    @classmethod
    def of(cls, c: calls.Call) -> Self:
        """Of a number without a lead (a call that came in): medium, as any new lead."""
        priority = leads.PRIORITIES[2 if c.lead_rank is None else c.lead_rank]
        lead_id = "" if c.lead_id is None else str(c.lead_id)
        return cls(lead_id, c.lead_phone or c.number, c.lead_name or "", priority)


class StartedCallOut(Struct, frozen=True, rename="camel"):
    """`lead` is its number. `twilioCallSid` is the carrier's own id once it has said so, until then
    the attempt's."""

    id: str
    lead: str
    lead_id: str
    status: str
    twilio_call_sid: str
    duration: int
    notes: str
    created_at: Time

    @classmethod
    def of(cls, c: calls.Call) -> Self:
        return cls(
            str(c.id), c.number, "" if c.lead_id is None else str(c.lead_id), c.status,
            c.carrier_call_id or f"ATTEMPT{c.id}", c.duration_s, c.notes, utc(c.created_at),
        )  # fmt: skip


class CallRowOut(Struct, frozen=True, rename="camel"):
    id: str
    lead: CalledLeadOut
    status: str
    duration: int
    notes: str
    created_at: Time

    @classmethod
    def of(cls, c: calls.Call) -> Self:
        return cls(
            str(c.id), CalledLeadOut.of(c), c.status, c.duration_s, c.notes, utc(c.created_at)
        )


class SalespersonOut(Struct, frozen=True):
    id: str
    name: str


class HeardCallOut(Struct, frozen=True, rename="camel"):
    """002's socket events."""

    id: str
    call_id: str
    lead_id: str
    status: str
    lead: CalledLeadOut
    salesperson: SalespersonOut | None
    duration: int
    notes: str
    created_at: Time

    @classmethod
    def of(cls, c: calls.Call) -> Self:
        who = None if c.agent_id is None else SalespersonOut(str(c.agent_id), c.agent_name or "")
        lead = CalledLeadOut.of(c)
        return cls(
            str(c.id), str(c.id), lead.id, c.status, lead, who, c.duration_s, c.notes,
            utc(c.created_at),
        )  # fmt: skip
