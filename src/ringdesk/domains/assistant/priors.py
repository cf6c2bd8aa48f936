"""What is thought of a ticket before its meaning is looked at, for heads that are mixed with it."""

import numpy as np

from ringdesk.domains.assistant.heads import Numbers
from ringdesk.domains.assistant.models import CATEGORIES, PRIORITIES
from ringdesk.domains.assistant.priorities import urgency
from ringdesk.domains.assistant.service import log_probabilities

STEP = 0.25  # how much less likely each further step from the rules' priority is


def prior_of(task: str, title: str, description: str) -> Numbers:
    """Log-probabilities of the task's labels: of a category by the words, of a priority by the
    rules."""
    if task == "priority":
        return _around(title, description)
    likely = log_probabilities(title=title, description=description)
    return np.array([likely[label] for label in CATEGORIES])


def _around(title: str, description: str) -> Numbers:
    at = PRIORITIES.index(urgency(title=title, description=description).category)
    shares = STEP ** np.abs(np.arange(len(PRIORITIES)) - at)
    found: Numbers = np.log(shares / shares.sum())
    return found
