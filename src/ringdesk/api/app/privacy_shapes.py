"""What the privacy desk shows."""

from typing import Self

from msgspec import Struct

from ringdesk.api.door import Out
from ringdesk.domains import consent, privacy
from ringdesk.kernel.personal import Fate
from ringdesk.wire.times import Time, utc, utc_or_none


class MyRequestOut(Struct, frozen=True):
    """`refusal`: why, if it was refused. The archive is there until `archive_expires_at`."""

    id: int
    kind: privacy.Kind
    state: privacy.State
    reason: str
    asked_at: Time
    due_at: Time
    refusal: str
    finished_at: Time | None
    archive_size: int | None
    archive_expires_at: Time | None

    @classmethod
    def of(cls, one: privacy.Request) -> Self:
        return cls(
            one.id, one.kind, one.state, one.reason, utc(one.asked_at), utc(one.due_at),
            one.refusal, utc_or_none(one.finished_at), one.archive_size,
            utc_or_none(one.archive_expires_at),
        )  # fmt: skip


class RequestOut(Struct, frozen=True):
    """`person_id` null: without an account, known by `addresses` and `numbers`. `problem`: why
    it does not get on."""

    id: int
    kind: privacy.Kind
    state: privacy.State
    person_id: int | None
    person_name: str | None
    addresses: list[str]
    numbers: list[str]
    with_contacts: bool
    reason: str
    asked_by: int
    asked_by_name: str | None
    asked_at: Time
    due_at: Time
    identity_note: str
    identity_checked_at: Time | None
    decided_by: int | None
    decided_at: Time | None
    refusal: str
    finished_at: Time | None
    problem: str
    archive_size: int | None
    archive_expires_at: Time | None

    @classmethod
    def of(cls, one: privacy.Request) -> Self:
        subject = privacy.unpacked(one.subject)
        return cls(
            one.id, one.kind, one.state, one.person_id, one.person_name, subject.addresses,
            subject.numbers, one.with_contacts, one.reason, one.asked_by, one.asked_by_name,
            utc(one.asked_at), utc(one.due_at), one.identity_note,
            utc_or_none(one.identity_checked_at), one.decided_by, utc_or_none(one.decided_at),
            one.refusal, utc_or_none(one.finished_at), one.problem, one.archive_size,
            utc_or_none(one.archive_expires_at),
        )  # fmt: skip


class LineOut(Struct, frozen=True):
    """So many rows of a table, and what becomes (or became) of them; `reason`: the legal one."""

    domain: str
    table: str
    about: str
    fate: Fate
    reason: str
    rows: int
    files: int

    @classmethod
    def of(cls, one: privacy.Line) -> Self:
        return cls(one.domain, one.table, one.about, one.fate, one.reason, one.rows, one.files)

    @classmethod
    def of_step(cls, one: privacy.Step) -> Self:
        return cls(
            one.domain, one.tbl, one.about, one.fate, one.reason, one.row_count, one.file_count
        )


class PlanOut(Struct, frozen=True):
    lines: list[LineOut]
    contacts: int

    @classmethod
    def of(cls, plan: privacy.Plan) -> Self:
        return cls([LineOut.of(one) for one in plan.lines], len(plan.contacts))


class ConsentRowOut(Struct, frozen=True):
    id: int
    person_id: int
    person_name: str
    type: consent.Type
    value: bool
    source: consent.Source
    wording: str
    wording_version: str
    address: str | None
    note: str
    recorded_by: int
    recorded_at: Time
    standing: bool

    @classmethod
    def of(cls, one: consent.Consent) -> Self:
        return cls(
            one.id, one.person_id, one.person_name, one.type, one.value, one.source, one.wording,
            one.wording_version, one.address, one.note, one.recorded_by, utc(one.recorded_at),
            one.standing,
        )  # fmt: skip


class DueOut(Out, frozen=True):
    """`days` null: kept for ever."""

    kind: str
    about: str
    days: int | None
    due: int


class RunOut(Struct, frozen=True):
    id: int
    kind: str
    days: int
    cutoff: Time
    rows: int
    files: int
    started_by: int
    started_at: Time
    ended_at: Time | None

    @classmethod
    def of(cls, one: privacy.Run) -> Self:
        return cls(
            one.id, one.kind, one.days, utc(one.cutoff), one.row_count, one.file_count,
            one.started_by, utc(one.started_at), utc_or_none(one.ended_at),
        )  # fmt: skip


class ExportOut(Struct, frozen=True):
    id: int
    state: str
    asked_at: Time
    finished_at: Time | None
    problem: str
    size: int | None
    rows: int
    expires_at: Time | None

    @classmethod
    def of(cls, one: privacy.Export) -> Self:
        return cls(
            one.id, one.state, utc(one.asked_at), utc_or_none(one.finished_at), one.problem,
            one.archive_size, one.row_count, utc_or_none(one.archive_expires_at),
        )  # fmt: skip


class ErasureOut(Struct, frozen=True):
    """Nulls: it stays."""

    asked_by: int | None
    asked_at: Time | None
    due_at: Time | None

    @classmethod
    def of(cls, planned: privacy.Erasure | None) -> Self:
        if planned is None:
            return cls(None, None, None)
        return cls(planned.asked_by, utc(planned.asked_at), utc(planned.due_at))
