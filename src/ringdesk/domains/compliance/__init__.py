"""Who may be called, and when. Others import this face, nothing deeper."""

from ringdesk.domains.compliance.hours import Hours, is_zone, may_call_at, next_opening

__all__ = ["Hours", "is_zone", "may_call_at", "next_opening"]
