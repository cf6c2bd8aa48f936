"""Imports of leads, as REST and the sockets show them."""

from typing import Self

from msgspec import Struct

from ringdesk.domains.leads import imports
from ringdesk.wire.times import Time, utc, utc_or_none


class ImportCountsOut(Struct, frozen=True, kw_only=True):
    """Rows of the file, and what became of them: `new` and `updated` leads; `duplicates` in the
    file or of leads that were there; `errors`. `do_not_call`: will not be dialled. `unknown_zones`:
    numbers of which not even the country is known. `undone`, `left`: leads, after an undoing."""

    rows: int
    new: int
    updated: int
    duplicates: int
    duplicates_in_file: int
    errors: int
    do_not_call: int
    unknown_zones: int
    undone: int
    left: int

    @classmethod
    def of(cls, counts: imports.Counts) -> Self:
        return cls(
            rows=counts.rows, new=counts.new, updated=counts.updated,
            duplicates=counts.passed_over, duplicates_in_file=counts.twice, errors=counts.errors,
            do_not_call=counts.do_not_call, unknown_zones=counts.placeless, undone=counts.undone,
            left=counts.left,
        )  # fmt: skip


class ImportOwnerOut(Struct, frozen=True):
    id: int
    full_name: str | None


class ImportFaultOut(Struct, frozen=True):
    line: int
    reason: str


class ImportDefaultsOut(Struct, frozen=True, kw_only=True):
    source: str
    priority: str
    tags: list[str]
    consent_basis: str
    list_id: int | None
    campaign_id: int | None
    owner_id: int | None
    region: str | None


class ImportOut(Struct, frozen=True, kw_only=True):
    """`doing`: what is in hand, with `progress` from 0 to 1. `mapping`: a field for each of
    `columns`. `sample`: the first rows. `errors`: the first of them; the error file has all.
    `has_file`: whether the file is still kept (for 30 days)."""

    id: int
    name: str
    state: imports.State
    doing: imports.Doing | None
    size: int
    encoding: str
    delimiter: str
    has_header: bool
    columns: list[str]
    sample: list[list[str]]
    mapping: dict[str, imports.Field]
    defaults: ImportDefaultsOut
    on_duplicate: imports.OnDuplicate
    counts: ImportCountsOut
    errors: list[ImportFaultOut]
    progress: float
    problem: str
    has_file: bool
    created_by: ImportOwnerOut
    created_at: Time
    finished_at: Time | None

    @classmethod
    def of(cls, one: imports.Import) -> Self:
        presets = one.presets
        return cls(
            id=one.id, name=one.name, state=one.state, doing=one.doing, size=one.size,
            encoding=one.encoding, delimiter=one.delimiter, has_header=one.has_header,
            columns=one.columns, sample=one.sample_rows, mapping=one.fields,
            defaults=ImportDefaultsOut(
                source=presets.source, priority=presets.priority, tags=presets.tags,
                consent_basis=presets.consent_basis, list_id=presets.list_id,
                campaign_id=presets.campaign_id, owner_id=presets.owner_id,
                region=presets.region,
            ),
            on_duplicate=one.on_duplicate, counts=ImportCountsOut.of(one.totals),
            errors=[ImportFaultOut(fault.line, fault.reason) for fault in one.first_faults],
            progress=one.progress, problem=one.problem, has_file=one.storage_key is not None,
            created_by=ImportOwnerOut(one.created_by, one.created_by_name),
            created_at=utc(one.created_at), finished_at=utc_or_none(one.finished_at),
        )  # fmt: skip


class ImportProgressOut(Struct, frozen=True, kw_only=True):
    id: int
    state: imports.State
    doing: imports.Doing | None
    progress: float
    counts: ImportCountsOut
    problem: str

    @classmethod
    def of(cls, one: imports.Import) -> Self:
        return cls(
            id=one.id, state=one.state, doing=one.doing, progress=round(one.progress, 4),
            counts=ImportCountsOut.of(one.totals), problem=one.problem,
        )  # fmt: skip
