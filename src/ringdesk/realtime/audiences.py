"""The names of audiences. The server alone makes them, and each, but for one, is of one tenant."""

from collections.abc import Callable
from uuid import UUID

from ringdesk.domains import (
    calls,
    conversations,
    gamification,
    governance,
    identity,
    leads,
    messaging,
    privacy,
    tickets,
    webhooks,
)
from ringdesk.domains.leads import imports
from ringdesk.kernel.work import Actor


def staff_of(tenant_id: UUID) -> str:
    return f"staff:{tenant_id}"


def people_readers_of(tenant_id: UUID) -> str:
    """The staff who may see everybody of the tenant: they are told who is here."""
    return f"people:{tenant_id}"


def security_watchers_of(tenant_id: UUID) -> str:
    """The staff who may see the audit log and what is odd in it."""
    return f"security:{tenant_id}"


def game_masters_of(tenant_id: UUID) -> str:
    """The staff who run the games, and so decide about what is redeemed."""
    return f"games:{tenant_id}"


def lead_importers_of(tenant_id: UUID) -> str:
    """The staff who may import leads, and so see how far each import is."""
    return f"imports:{tenant_id}"


def call_watchers_of(tenant_id: UUID) -> str:
    """Those who may see all of the tenant's calls."""
    return f"calls:{tenant_id}"


WATCHKEEPERS = "operations"  # of all tenants: for what is the host's, and so no tenant's


def watchkeepers_of(tenant_id: UUID) -> str:
    """The staff who may see how the system is."""
    return f"operations:{tenant_id}"


def ticket_readers_of(tenant_id: UUID) -> str:
    """Those who may see all of the tenant's tickets."""
    return f"tickets:{tenant_id}"


def person(tenant_id: UUID, person_id: int) -> str:
    return f"person:{tenant_id}:{person_id}"


def requester(tenant_id: UUID, person_id: int) -> str:
    """Somebody who sees only their own tickets."""
    return f"requester:{tenant_id}:{person_id}"


def chat_readers_of(tenant_id: UUID) -> str:
    """Those who may see all of the tenant's chats."""
    return f"chats:{tenant_id}"


def own_chats(tenant_id: UUID, person_id: int) -> str:
    """Somebody who sees only their own chats."""
    return f"own-chats:{tenant_id}:{person_id}"


def lead_readers_of(tenant_id: UUID) -> str:
    """Those who may see the tenant's leads."""
    return f"leads:{tenant_id}"


def message_readers_of(tenant_id: UUID) -> str:
    """The staff who may see the log of messages."""
    return f"messages:{tenant_id}"


def privacy_deciders_of(tenant_id: UUID) -> str:
    """The staff who decide what is asked about personal data."""
    return f"privacy:{tenant_id}"


def webhook_watchers_of(tenant_id: UUID) -> str:
    """The staff who may see webhooks."""
    return f"webhooks:{tenant_id}"


def watching_staff(tenant_id: UUID, kind: str, thing_id: int) -> str:
    return f"watching:{tenant_id}:{kind}:{thing_id}:staff"


def watching_customer(tenant_id: UUID, kind: str, thing_id: int) -> str:
    return f"watching:{tenant_id}:{kind}:{thing_id}:customer"


OF_STAFF: tuple[tuple[Callable[[UUID], str], Callable[[Actor], bool]], ...] = (
    (watchkeepers_of, lambda actor: actor.has("operations:read")),
    (people_readers_of, lambda actor: actor.has("users:read")),
    (security_watchers_of, governance.may_read),
    (game_masters_of, gamification.runs),
    (lead_importers_of, imports.may_import),
    (message_readers_of, messaging.may_read),
    (privacy_deciders_of, privacy.decides),
    (webhook_watchers_of, webhooks.may_look),
)


def audiences_of_staff(actor: Actor) -> set[str]:
    """By what they may, whatever their role is called, of what is never a customer's."""
    named = {staff_of(actor.tenant_id)}
    named |= {audience(actor.tenant_id) for audience, may in OF_STAFF if may(actor)}
    if watchkeepers_of(actor.tenant_id) in named:
        named.add(WATCHKEEPERS)
    return named


def audiences_of(actor: Actor) -> frozenset[str]:
    """Where a person belongs by what they are."""
    named = {person(actor.tenant_id, actor.id)}
    if identity.is_staff(actor.role):
        named |= audiences_of_staff(actor)
    if calls.sees_all(actor):
        named.add(call_watchers_of(actor.tenant_id))
    if leads.reads(actor):
        named.add(lead_readers_of(actor.tenant_id))
    if tickets.sees_all(actor):
        named.add(ticket_readers_of(actor.tenant_id))
    else:
        named.add(requester(actor.tenant_id, actor.id))
    if conversations.sees_all(actor):
        named.add(chat_readers_of(actor.tenant_id))
    else:
        named.add(own_chats(actor.tenant_id, actor.id))
    return frozenset(named)
