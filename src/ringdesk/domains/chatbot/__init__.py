"""The chatbot: its turns, automatic replies, and handoffs that cannot fail silently.

Others import this face, nothing deeper."""

from ringdesk.domains.chatbot.bot import Chatbot, Said
from ringdesk.domains.chatbot.errors import (
    HandoffNotFound,
    NotTheirs,
    QuestionReused,
    SessionNotFound,
    TurnNotFound,
)
from ringdesk.domains.chatbot.events import ChatbotAnswered, HandoffMoved
from ringdesk.domains.chatbot.handoffs.acts import latest as latest_handoff
from ringdesk.domains.chatbot.handoffs.acts import latest_for_staff as latest_handoff_for_staff
from ringdesk.domains.chatbot.handoffs.acts import set_patience_s, show_patience_s
from ringdesk.domains.chatbot.handoffs.models import Handoff, Seen, Step
from ringdesk.domains.chatbot.models import (
    Common,
    Numbers,
    Outcome,
    Totals,
    Turn,
    TurnFilter,
    Verdict,
)
from ringdesk.domains.chatbot.numbers import list_turns, numbers
from ringdesk.domains.chatbot.policy import sees_turns
from ringdesk.domains.chatbot.reactions import listen
from ringdesk.domains.chatbot.turns import get_turn, judge

__all__ = [
    "Chatbot", "ChatbotAnswered", "Common", "Handoff", "HandoffMoved", "HandoffNotFound",
    "NotTheirs", "Numbers", "Outcome", "QuestionReused", "Said", "Seen", "SessionNotFound",
    "Step", "Totals", "Turn", "TurnFilter", "TurnNotFound", "Verdict", "get_turn", "judge",
    "latest_handoff", "latest_handoff_for_staff", "list_turns", "listen", "numbers", "sees_turns",
    "set_patience_s", "show_patience_s",
]  # fmt: skip
