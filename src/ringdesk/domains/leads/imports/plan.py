"""What a file is to become: its dialect, its columns' fields, what rows without them get."""

from msgspec import Struct, field

from ringdesk.domains.leads.imports.columns import Field
from ringdesk.domains.leads.models import Priority
from ringdesk.kernel.sheets import Dialect


class Defaults(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row gets that says nothing else; `tags` in addition to its own. `region`: where a
    number without + is from; null: the tenant's."""

    source: str = ""
    priority: Priority = "medium"
    tags: list[str] = field(default_factory=list)
    consent_basis: str = ""
    list_id: int | None = None
    campaign_id: int | None = None
    owner_id: int | None = None
    region: str | None = None


class Plan(Struct, frozen=True, kw_only=True):
    """`mapping`: a field for each of `columns`. `region` is never null here. `skip`: so many rows
    were taken before (a retry). `phone_needed`: else an e-mail address will do."""

    dialect: Dialect
    columns: list[str]
    mapping: dict[str, Field]
    region: str
    defaults: Defaults
    has_header: bool = True
    phone_needed: bool = False
    skip: int = 0


class Fault(Struct, frozen=True):
    """What is wrong with a row. `line`: where it begins in the file; the first is 1."""

    line: int
    reason: str
