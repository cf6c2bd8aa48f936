"""Numbers about what happened. Hears everyone; nobody below knows it. Others import this face."""

from ringdesk.domains.analytics.calling.models import (
    Activity,
    CallDay,
    CallerTotals,
    CallingDashboard,
    CallingReport,
    CallTotals,
    OwnNumbers,
    OwnPerformance,
)
from ringdesk.domains.analytics.calling.service import (
    calling_dashboard,
    calling_report,
    fold_calls,
    own_numbers,
    own_performance,
)
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
    average,
    percentage,
)
from ringdesk.domains.analytics.personal import PERSONAL
from ringdesk.domains.analytics.series.models import Measure, Part, Period, Point, Step, Sum
from ringdesk.domains.analytics.series.service import (
    heads,
    period,
    period_before,
    points,
    sums,
    sums_within,
    totals,
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
    "PERSONAL", "Activity", "AgentNotFound", "AgentNumbers", "AgentTotals", "CallDay",
    "CallTotals", "CallerTotals", "CallingDashboard", "CallingReport", "ChatCustomer",
    "ChatDashboard", "ChatDay", "ChatOverview", "Created", "CustomerBehaviour", "CustomerNumbers",
    "Day", "Engaged", "IntentCount", "Measure", "Overview", "OwnNumbers", "OwnPerformance", "Part",
    "Period", "Point", "Sessions", "Step", "Sum", "Summary", "Totals", "agent_numbers", "average",
    "calling_dashboard", "calling_report", "chat_customers", "chat_dashboard", "chat_overview",
    "count_open_tickets", "customer_behaviour", "customer_numbers", "fold", "fold_calls",
    "fold_chats", "heads", "intent_counts", "overview", "own_numbers", "own_performance",
    "percentage", "period", "period_before", "points", "register", "summary", "sums",
    "sums_within", "totals",
]  # fmt: skip
