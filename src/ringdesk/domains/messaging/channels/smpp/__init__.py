"""SMS by SMPP 3.4."""

from ringdesk.domains.messaging.channels.smpp.sender import KINDS, SmppSettings
from ringdesk.domains.messaging.channels.smpp.sessions import SESSIONS

__all__ = ["KINDS", "SESSIONS", "SmppSettings"]
