from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct, field, json

from ringdesk.domains.leads.imports.columns import Field
from ringdesk.domains.leads.imports.plan import Defaults, Fault, Plan
from ringdesk.kernel.sheets import Dialect

State = Literal["uploaded", "checked", "running", "done", "undone", "failed"]
Doing = Literal["check", "bring_in", "undo"]
OnDuplicate = Literal["skip", "update"]
STATES: tuple[str, ...] = get_args(State)


class Counts(Struct, frozen=True, kw_only=True):
    """Of the rows of a file. `new` and `updated`: leads. `passed_over`: rows whose number (or, for
    want of one, address) stood in the file before or is a lead's already and was not updated.
    `twice`: those that stood in the file before, as the dry run counted them. `do_not_call`: leads
    that will not be dialled; `placeless`: those whose country nobody knows. `undone`, `left`: leads
    that an undoing took back, and those it left because somebody had touched them."""

    rows: int = 0
    new: int = 0
    updated: int = 0
    passed_over: int = 0
    twice: int = 0
    errors: int = 0
    do_not_call: int = 0
    placeless: int = 0
    undone: int = 0
    left: int = 0


class Import(Struct, frozen=True):
    """A file of leads, in the order of the columns. `sample`, `mapping`, `defaults`, `counts` and
    `faults` are JSON; the properties below have them read. `storage_key` null: the file is no
    longer kept. `problem`: why it failed."""

    id: int
    name: str
    state: State
    doing: Doing | None
    size: int
    storage_key: str | None
    encoding: str
    delimiter: str
    quote: str
    has_header: bool
    columns: list[str]
    sample: str
    mapping: str
    defaults: str
    on_duplicate: OnDuplicate
    phone_needed: bool
    counts: str
    faults: str
    done_rows: int
    progress: float
    problem: str
    created_by: int
    created_by_name: str | None
    created_at: datetime
    changed_at: datetime
    finished_at: datetime | None

    @property
    def dialect(self) -> Dialect:
        return Dialect(self.encoding, self.delimiter, self.quote)

    @property
    def sample_rows(self) -> list[list[str]]:
        return json.decode(self.sample, type=list[list[str]])

    @property
    def fields(self) -> dict[str, Field]:
        """In the order of the columns, which JSON in the database does not keep."""
        mapping = json.decode(self.mapping, type=dict[str, Field])
        return {column: mapping[column] for column in self.columns if column in mapping}

    @property
    def presets(self) -> Defaults:
        return json.decode(self.defaults, type=Defaults)

    @property
    def totals(self) -> Counts:
        return json.decode(self.counts, type=Counts)

    @property
    def first_faults(self) -> list[Fault]:
        return json.decode(self.faults, type=list[Fault])

    def plan(self, region: str, *, skip: int = 0) -> Plan:
        """`region`: the tenant's, where the import says nothing else."""
        return Plan(
            dialect=self.dialect, columns=self.columns, mapping=self.fields,
            region=self.presets.region or region, defaults=self.presets,
            has_header=self.has_header, phone_needed=self.phone_needed, skip=skip,
        )  # fmt: skip


class ImportChanges(Struct, frozen=True, kw_only=True):
    """What of the set-up is to be another; null is left as it is. Another encoding, delimiter or
    header makes other columns: then the mapping is proposed anew, unless it comes along."""

    mapping: dict[str, Field] | None = None
    defaults: Defaults | None = None
    on_duplicate: OnDuplicate | None = None
    has_header: bool | None = None
    encoding: str | None = None
    delimiter: str | None = None


class Uploaded(Struct, frozen=True, kw_only=True):
    """What was seen of a file while it was taken in."""

    name: str
    size: int
    hash: bytes
    head: bytes
    is_utf8: bool


class Looked(Struct, frozen=True, kw_only=True):
    """What the beginning of a file shows."""

    dialect: Dialect
    has_header: bool
    columns: list[str]
    sample: list[list[str]] = field(default_factory=list)


class Merged(Struct, frozen=True):
    """What became of a batch's good rows."""

    new: int
    updated: int
    passed_over: int


class Checked(Struct, frozen=True):
    fresh: int
    known: int
    twice: int
    do_not_call: int


class Updated(Struct, frozen=True):
    fresh: int
    updated: int


class Numbered(Struct, frozen=True):
    id: int


class Place(Struct, frozen=True):
    """Where a number without + is from; the campaign that the calling list belongs to."""

    region: str
    campaign_id: int | None


class Kept(Struct, frozen=True):
    id: int
    storage_key: str
