"""Who may see a lead, and do what with it. Staff see the tenant's leads; operators and agents write
what is theirs; the rest is for whoever manages leads."""

from ringdesk.domains.leads.errors import (
    MayNotChangeLead,
    MayNotManageLeads,
    MayNotReadLeads,
)
from ringdesk.domains.leads.models import Lead
from ringdesk.kernel.work import Actor


def reads(actor: Actor) -> bool:
    return actor.has("leads:read")


def writes(actor: Actor) -> bool:
    return actor.has("leads:write")


def manages(actor: Actor) -> bool:
    """Writes all of them, whoever they are with."""
    return writes(actor) and actor.has("leads:manage")


def require_may_read(actor: Actor) -> None:
    if not reads(actor):
        raise MayNotReadLeads


def require_may_write(actor: Actor) -> None:
    if not writes(actor):
        raise MayNotChangeLead


def require_may_change(actor: Actor, lead: Lead) -> None:
    """What is theirs: they own it, or have claimed it."""
    require_may_write(actor)
    if not manages(actor) and actor.id not in (lead.owner_id, lead.claimed_by):
        raise MayNotChangeLead


def require_may_manage(actor: Actor) -> None:
    if not manages(actor):
        raise MayNotManageLeads
