"""People who never had an account: known by a number or an address."""

from datetime import datetime

from msgspec import Struct

from ringdesk.domains.leads.personal import queries
from ringdesk.kernel.personal import Expiry, Holding, Personal
from ringdesk.kernel.work import Work


class Same(Struct, frozen=True):
    """A lead with one of the addresses or numbers that were asked for."""

    id: int
    phone: str | None
    email: str | None


async def leads_reached_at(
    work: Work, *, addresses: list[str], numbers: list[str]
) -> list[Same]:  # fmt: skip
    """Deleted ones as well: their rows are still there. Addresses in lower case."""
    return await work.many(Same, queries.FIND, addresses, numbers)


class Begun(Struct, frozen=True):
    """A lead, and since when: by both together it is known again after a restore."""

    id: int
    phone: str | None
    email: str | None
    created_at: datetime


async def leads_after(work: Work, *, after: int, limit: int) -> list[Begun]:
    """All that were not erased, in the order of their ids."""
    return await work.many(Begun, queries.AFTER, after, limit)


async def beginnings_of(work: Work, *, lead_ids: list[int]) -> list[Begun]:
    return await work.many(Begun, queries.BEGINNINGS, lead_ids)


PERSONAL = Personal(
    domain="leads",
    holdings=(
        Holding(
            table="imports", about="Uploaded files of contacts with this one in them",
            fate="erased", of="leads", counts=queries.COUNT_IMPORTS, files=queries.IMPORT_FILES,
            forgets=queries.ERASE_IMPORTS, reviewed=True,
        ),
        Holding(
            table="lead_scores", about="Estimates of how likely a sale is", fate="erased",
            of="leads", shows=queries.SCORES, forgets=queries.ERASE_SCORES,
        ),
        Holding(
            table="lead_history", about="What was changed about the contact", of="leads",
            fate="anonymised", shows=queries.HISTORY, forgets=queries.ERASE_HISTORY,
        ),
        Holding(
            table="leads", about="The contact: name, number, address, notes", of="leads",
            fate="anonymised", shows=queries.LEADS, forgets=queries.ERASE_LEADS,
        ),
        Holding(
            table="lead_words", about="Words by which search finds the contact", of="leads",
            fate="erased", counts=queries.COUNT_WORDS, forgets=queries.ERASE_WORDS,
        ),
    ),
    nothing={
        "lead_words_due": "ranges of ids that wait for a second",
        "lead_marks": "counts", "lead_counts": "counts",
    },
    expiries=(
        Expiry(
            kind="leads", about="Contacts that were lost or deleted", counts=queries.COUNT_LOST,
            removes=queries.EMPTY_LOST,
        ),
        Expiry(
            kind="imports", about="Files of contacts as they were uploaded",
            counts=queries.COUNT_OLD_IMPORTS, files=queries.FILES_OF_IMPORTS,
            removes=queries.EMPTY_IMPORTS,
        ),
    ),
)  # fmt: skip
