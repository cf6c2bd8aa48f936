"""Campaigns, calling lists, scripts and dispositions as REST shows them."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from msgspec import Raw, Struct

from ringdesk.domains import campaigns
from ringdesk.wire.times import Time, utc, utc_or_none


class CampaignOut(Struct, frozen=True, kw_only=True):
    """`leads`: how many there are in it, by dial status; where a list shows many, too. `retry`:
    minutes by outcome."""

    id: int
    name: str
    description: str
    status: campaigns.Status
    mode: campaigns.Mode
    caller_id: str
    script_id: int | None
    hours: str | None
    start_date: date | None
    end_date: date | None
    scheduled_at: Time | None
    max_attempts: int
    max_abandonment: float
    ring_timeout_s: int
    wrap_up_s: int
    preview_s: int
    detect_machines: bool
    record_calls: bool
    uk_rules: bool
    retry: Raw
    skills: list[str]
    team_id: int | None
    budget: float | None
    custom: Raw
    created_by: int
    created_at: Time
    updated_at: Time
    started_at: Time | None
    ended_at: Time | None
    version: int
    leads: Mapping[str, int]
    leads_total: int

    @classmethod
    def of(cls, one: campaigns.Campaign, leads: Mapping[str, int]) -> Self:
        return cls(
            id=one.id, name=one.name, description=one.description, status=one.status,
            mode=one.mode, caller_id=one.caller_id, script_id=one.script_id, hours=one.hours,
            start_date=one.start_date, end_date=one.end_date,
            scheduled_at=utc_or_none(one.scheduled_at), max_attempts=one.max_attempts,
            max_abandonment=one.max_abandonment, ring_timeout_s=one.ring_timeout_s,
            wrap_up_s=one.wrap_up_s, preview_s=one.preview_s, detect_machines=one.detect_machines,
            record_calls=one.record_calls, uk_rules=one.uk_rules, retry=Raw(one.retry.encode()),
            skills=one.skills, team_id=one.team_id, budget=one.budget,
            custom=Raw(one.custom.encode()), created_by=one.created_by,
            created_at=utc(one.created_at), updated_at=utc(one.updated_at),
            started_at=utc_or_none(one.started_at), ended_at=utc_or_none(one.ended_at),
            version=one.version, leads=leads, leads_total=sum(leads.values()),
        )  # fmt: skip


class CampaignStatsOut(Struct, frozen=True):
    """`leads`: of all campaigns, by dial status."""

    total: int
    active: int
    by_status: Mapping[str, int]
    leads: Mapping[str, int]

    @classmethod
    def of(cls, one: campaigns.Stats) -> Self:
        return cls(one.total, one.by_status["running"], one.by_status, one.leads)


class CallingListOut(Struct, frozen=True):
    """`leads`: how many there are in it."""

    id: int
    name: str
    campaign_id: int | None
    leads: int
    created_by: int
    created_at: Time

    @classmethod
    def of(cls, one: campaigns.CallingList, leads: int) -> Self:
        return cls(one.id, one.name, one.campaign_id, leads, one.created_by, utc(one.created_at))


class ScriptOut(Struct, frozen=True):
    id: int
    name: str
    body: str
    changed_at: Time

    @classmethod
    def of(cls, one: campaigns.Script) -> Self:
        return cls(one.id, one.name, one.body, utc(one.changed_at))


class DispositionOut(Struct, frozen=True):
    id: int
    campaign_id: int | None
    code: str
    label: str
    means: campaigns.Means
    key: str | None
    position: int

    @classmethod
    def of(cls, one: campaigns.Disposition) -> Self:
        return cls(one.id, one.campaign_id, one.code, one.label, one.means, one.key, one.position)
