"""Numbers about what happened. Hears everyone; nobody below knows it. Others import this face."""

from ringdesk.domains.analytics.errors import AgentNotFound
from ringdesk.domains.analytics.jobs import register
from ringdesk.domains.analytics.models import (
    AgentNumbers,
    AgentTotals,
    Created,
    CustomerNumbers,
    Day,
    Overview,
    Sessions,
    Summary,
    Totals,
)
from ringdesk.domains.analytics.service import (
    agent_numbers,
    count_open_tickets,
    customer_numbers,
    fold,
    overview,
    summary,
)

__all__ = [
    "AgentNotFound", "AgentNumbers", "AgentTotals", "Created", "CustomerNumbers", "Day", "Overview",
    "Sessions", "Summary", "Totals", "agent_numbers", "count_open_tickets", "customer_numbers",
    "fold", "overview", "register", "summary",
]  # fmt: skip
