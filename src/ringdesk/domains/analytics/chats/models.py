"""What chats add up to."""

from datetime import date, datetime

from msgspec import Struct

from ringdesk.domains.analytics.models import average, percentage

S_PER_MINUTE = 60


class ChatTotals(Struct, frozen=True):
    """Public messages of chats. `answers`: those for which a customer had waited, and for how long
    in all, in seconds; `ai_*`: those of the assistant among them."""

    messages: int = 0
    ai: int = 0
    answers: int = 0
    answered_after_s: int = 0
    ai_answers: int = 0
    ai_answered_after_s: int = 0

    @property
    def ai_share(self) -> float:
        return percentage(self.ai, self.messages)

    @property
    def avg_answer_minutes(self) -> float:
        return average(self.answered_after_s, self.answers, S_PER_MINUTE)

    @property
    def avg_ai_answer_minutes(self) -> float:
        return average(self.ai_answered_after_s, self.ai_answers, S_PER_MINUTE)

    @property
    def avg_human_answer_minutes(self) -> float:
        waited = self.answered_after_s - self.ai_answered_after_s
        return average(waited, self.answers - self.ai_answers, S_PER_MINUTE)


class ChatsNow(Struct, frozen=True):
    """`customers` who ever opened a chat; chats that have not ended, and those among them in which
    the customer waits for an answer."""

    customers: int
    active: int
    pending: int


class ChatDashboard(Struct, frozen=True):
    now: ChatsNow
    totals: ChatTotals


class ChatCustomer(Struct, frozen=True):
    """A customer with their latest chat; `messages` of all their chats."""

    customer_id: int
    customer_name: str
    room_id: int
    messages: int
    ai: int
    last_activity: datetime
    state: str


class IntentCount(Struct, frozen=True):
    intent: str
    n: int


class ChatDay(Struct, frozen=True):
    date: date
    messages: int
    ai: int


class ChatBehaviour(Struct, frozen=True):
    """Of the chats of a period; `lasted_s`: from their first word to their last, together."""

    rooms: int
    customers: int
    lasted_s: int


class ChatOverview(Struct, frozen=True):
    start: datetime
    end: datetime
    days: int
    totals: ChatTotals
    rooms: int
    intents: list[IntentCount]
    daily: list[ChatDay]


class Engaged(Struct, frozen=True):
    """What one customer did in a period."""

    customer_id: int
    customer_name: str
    rooms: int
    messages: int
    ai: int
    lasted_s: int
    last_activity: datetime


class CustomerBehaviour(Struct, frozen=True):
    behaviour: ChatBehaviour
    totals: ChatTotals
    customers: list[Engaged]
