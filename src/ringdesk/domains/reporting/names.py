"""Names of what rows and shares are about."""

from collections.abc import Sequence

from msgspec import Struct

from ringdesk.domains.analytics import Part
from ringdesk.domains.reporting import queries
from ringdesk.kernel.work import Work

LARGEST_ID = 2**63 - 1


class NamedThing(Struct, frozen=True):
    id: int
    name: str


async def names_of(work: Work, by: Part, keys: Sequence[str]) -> dict[str, str]:
    """Of agents (all who work here, whatever the keys) and of campaigns; every other value is its
    own name."""
    statement = {"agent": queries.STAFF, "campaign": queries.CAMPAIGNS}.get(by)
    if statement is None:
        return {}
    ids = [int(key) for key in keys if key.isdecimal() and int(key) <= LARGEST_ID]
    return {str(one.id): one.name for one in await work.many(NamedThing, statement, ids)}
