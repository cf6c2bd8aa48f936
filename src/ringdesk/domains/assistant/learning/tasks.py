"""The four things a tenant can teach, and how their texts and labels are made."""

from typing import Final

from ringdesk.domains.assistant.learning.fitting import Plan
from ringdesk.domains.assistant.models import CATEGORIES, INTENTS, PRIORITIES, SENTIMENTS

# Weights and shares are cross-validation's choice (docs/adr/0013): words help with short messages,
# of tickets the linear classifier already knows them.
PLANS: Final = {
    "intent": Plan("intent", INTENTS, words_weight=0.8),
    "sentiment": Plan("sentiment", SENTIMENTS, words_weight=0.8),
    "category": Plan("category", CATEGORIES, words_weight=0.0, strengths=(30.0,), priors=(0.5,)),
    # Nobody labelled what it starts from: the rules did, and stay half of it.
    "priority": Plan(
        "priority", PRIORITIES, words_weight=0.8, strengths=(10.0,), priors=(0.5,), by_rules=True
    ),
}
TASKS: Final = tuple(PLANS)


def ticket_text(title: str, description: str) -> str:
    """A ticket as one text, for the encoder and for corrections."""
    return f"{title}\n{description}".strip()
