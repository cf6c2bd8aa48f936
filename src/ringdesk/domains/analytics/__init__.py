"""Numbers about what happened. Hears everyone; nobody below knows it. Others import this face."""

from ringdesk.domains.analytics.chats.models import (
    ChatCustomer,
    ChatDashboard,
    ChatDay,
    ChatOverview,
    CustomerBehaviour,
    Engaged,
    IntentCount,
)
from ringdesk.domains.analytics.chats.service import (
    chat_customers,
    chat_dashboard,
    chat_overview,
    customer_behaviour,
    fold_chats,
    intent_counts,
)
from ringdesk.domains.analytics.errors import AdministratorsOnly, AgentNotFound
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
    average,
    percentage,
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
    "AdministratorsOnly", "AgentNotFound", "AgentNumbers", "AgentTotals", "ChatCustomer",
    "ChatDashboard", "ChatDay", "ChatOverview", "Created", "CustomerBehaviour", "CustomerNumbers",
    "Day", "Engaged", "IntentCount", "Overview", "Sessions", "Summary", "Totals", "agent_numbers",
    "average", "chat_customers", "chat_dashboard", "chat_overview", "count_open_tickets",
    "customer_behaviour", "customer_numbers", "fold", "fold_chats", "intent_counts", "overview",
    "percentage", "register", "summary",
]  # fmt: skip
