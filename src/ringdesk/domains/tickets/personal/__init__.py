from ringdesk.domains.tickets.personal import queries
from ringdesk.kernel.personal import Expiry, Holding, Personal

PERSONAL = Personal(
    domain="tickets",
    holdings=(
        Holding(
            table="ticket_changes", about="What was changed in tickets, and when",
            fate="anonymised", shows=queries.CHANGES, forgets=queries.ERASE_CHANGES,
        ),
        Holding(
            table="tickets", about="Tickets", fate="anonymised", shows=queries.TICKETS,
            forgets=queries.ERASE_TICKETS,
        ),
        Holding(
            table="saved_views", about="Saved views", fate="erased", shows=queries.VIEWS,
            forgets=queries.ERASE_VIEWS,
        ),
    ),
    expiries=(
        Expiry(
            kind="tickets", about="Tickets that are done: their words and files",
            counts=queries.COUNT_OLD, files=queries.FILES_OF_OLD, removes=queries.EMPTY_OLD,
        ),
    ),
)  # fmt: skip
