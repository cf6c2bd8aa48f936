from ringdesk.kernel.events import Event


class ChatbotAnswered(Event, frozen=True, kw_only=True):
    turn_id: int
    conversation_id: int
    customer_id: int
    escalated: bool


class HandoffMoved(Event, frozen=True, kw_only=True):
    handoff_id: int
    conversation_id: int
    customer_id: int
    state: str


class HandoffPatienceChanged(Event, frozen=True, kw_only=True):
    seconds: int


class EvaluationFinished(Event, frozen=True, kw_only=True):
    evaluation_id: int
    state: str
