"""What the machine makes of people's words. So far: the category of a ticket.

`categorise` is synchronous, pure and safe to call from any thread; it takes well under a
millisecond of one core and needs neither the network nor the database.
"""

from ringdesk.domains.assistant.models import CATEGORIES, OTHER, Prediction
from ringdesk.domains.assistant.service import categorise

__all__ = ["CATEGORIES", "OTHER", "Prediction", "categorise"]
