from typing import Literal

from msgspec import Struct

from ringdesk.domains.leads.models import Lead

By = Literal["email", "external_id"]


class Found(Struct, frozen=True):
    key: str
    lead_ids: list[int]


class Duplicates(Struct, frozen=True):
    """Leads that share `key`. `keep_id`: of whom most is known, the one to keep."""

    key: str
    keep_id: int
    leads: list[Lead]


class Merge(Struct, frozen=True):
    """`lead_ids` become `keep_id`."""

    keep_id: int
    lead_ids: list[int]
