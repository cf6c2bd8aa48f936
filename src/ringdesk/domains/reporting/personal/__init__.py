"""Names in reports, and who gets them by mail."""

from ringdesk.domains.reporting.personal import queries
from ringdesk.kernel.personal import Holding, Personal

PERSONAL = Personal(
    domain="reporting",
    holdings=(
        Holding(
            table="reports", about="Reports with the person's name in them", fate="anonymised",
            shows=queries.REPORTS, forgets=queries.TAKE_NAME_OUT,
        ),
        Holding(
            table="report_schedules", about="Reports that are sent to this address",
            fate="erased", of="addresses", shows=queries.SCHEDULES, forgets=queries.NO_LONGER_TO,
        ),
    ),
)  # fmt: skip
