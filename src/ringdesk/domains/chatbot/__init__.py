"""The chatbot: its turns, automatic replies, and handoffs that cannot fail silently.

Others import this face, nothing deeper."""

from ringdesk.domains.chatbot.bot import Chatbot, Said
from ringdesk.domains.chatbot.counting import list_turns, numbers
from ringdesk.domains.chatbot.errors import (
    EvaluationNotFound,
    GoldenKnown,
    GoldenNotFound,
    HandoffNotFound,
    NothingToEvaluate,
    NotTheirs,
    QuestionReused,
    SessionNotFound,
    TooManyGolden,
    TurnNotFound,
)
from ringdesk.domains.chatbot.evaluation.acts import (
    add_golden,
    begin_evaluation,
    change_golden,
    compare,
    delete_golden,
    get_evaluation,
    get_golden,
    import_golden,
    list_evaluations,
    list_golden,
    results_of,
)
from ringdesk.domains.chatbot.evaluation.models import (
    Comparison,
    Difference,
    Evaluation,
    Expects,
    Golden,
    GoldenSource,
    Mark,
    NewGolden,
    Result,
    RunState,
    Scores,
)
from ringdesk.domains.chatbot.evaluation.running import ON_THE_SPOT, Evaluating
from ringdesk.domains.chatbot.events import (
    ChatbotAnswered,
    EvaluationFinished,
    HandoffMoved,
    HandoffPatienceChanged,
)
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
from ringdesk.domains.chatbot.personal import PERSONAL
from ringdesk.domains.chatbot.policy import sees_turns
from ringdesk.domains.chatbot.querying import Queried, query
from ringdesk.domains.chatbot.reactions import listen
from ringdesk.domains.chatbot.turns import get_turn, judge

__all__ = [
    "ON_THE_SPOT", "PERSONAL", "Chatbot", "ChatbotAnswered", "Common", "Comparison",
    "Difference", "Evaluating", "Evaluation", "EvaluationFinished", "EvaluationNotFound",
    "Expects", "Golden", "GoldenKnown", "GoldenNotFound", "GoldenSource", "Handoff",
    "HandoffMoved", "HandoffNotFound", "HandoffPatienceChanged", "Mark", "NewGolden", "NotTheirs",
    "NothingToEvaluate", "Numbers", "Outcome", "Queried", "QuestionReused", "Result", "RunState",
    "Said", "Scores", "Seen", "SessionNotFound", "Step", "TooManyGolden", "Totals", "Turn",
    "TurnFilter", "TurnNotFound",
    "Verdict", "add_golden", "begin_evaluation", "change_golden", "compare", "delete_golden",
    "get_evaluation", "get_golden", "get_turn", "import_golden", "judge", "latest_handoff",
    "latest_handoff_for_staff", "list_evaluations", "list_golden", "list_turns", "listen",
    "numbers", "query", "results_of", "sees_turns", "set_patience_s", "show_patience_s",
]  # fmt: skip
