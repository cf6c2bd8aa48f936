"""Who may see what the chatbot did, and judge it."""

from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor


def sees_turns(actor: Actor) -> bool:
    return actor.has("chats:read")


def require_may_see_turns(actor: Actor) -> None:
    if not sees_turns(actor):
        raise NotAllowed(needs="chats:read")


def require_may_judge(actor: Actor) -> None:
    """Verdicts and golden questions are part of what a tenant knows."""
    if not actor.has("faqs:write"):
        raise NotAllowed(needs="faqs:write")


def require_may_set(actor: Actor) -> None:
    if not actor.has("settings:write"):
        raise NotAllowed(needs="settings:write")


def require_may_see_golden(actor: Actor) -> None:
    if not actor.has("faqs:read"):
        raise NotAllowed(needs="faqs:read")
