"""Roles, scopes, and who may do what to whom."""

from collections.abc import Iterable

from ringdesk.domains.identity.errors import HoldsMore, NotWithToken
from ringdesk.domains.identity.models import Person, is_staff
from ringdesk.kernel.errors import Invalid, NotAllowed
from ringdesk.kernel.work import Actor

SCOPES: frozenset[str] = frozenset({
    "tickets:read", "tickets:write", "chats:read", "chats:write", "faqs:read", "faqs:write",
    "leads:read", "leads:write", "leads:manage", "leads:import", "calls:read", "calls:write",
    "calls:supervise", "calls:steer", "campaigns:read", "campaigns:write",
    "users:read", "users:write",
    "messages:read", "messages:write", "games:write", "settings:read", "settings:write",
    "audit:read", "analytics:read", "operations:read",
})  # fmt: skip

SCOPES_OF: dict[str, frozenset[str]] = {
    "admin": SCOPES,
    "support_agent": frozenset({
        "tickets:read", "tickets:write", "chats:read", "chats:write", "faqs:read", "faqs:write",
        "leads:read", "leads:write", "campaigns:read", "messages:read", "messages:write",
        "operations:read",
    }),
    "operator": frozenset({
        "leads:read", "leads:write", "campaigns:read", "calls:read", "calls:write",
        "messages:read", "messages:write", "operations:read",
    }),
    "customer": frozenset(),
}  # fmt: skip


def scopes_of(role: str, given: Iterable[str] | None) -> frozenset[str]:
    """What was given to the account replaces the set of its role. Whoever has a custom role was
    given its scopes (see roles.py)."""
    return SCOPES_OF.get(role, frozenset()) if given is None else frozenset(given)


def require(actor: Actor, scope: str) -> None:
    if not actor.has(scope):
        raise NotAllowed(needs=scope)


def holds_everything(actor: Actor) -> bool:
    """Every right there is: what opens another's account may be shown to nobody else, for whoever
    holds less could gain by it. An administrator whose own scopes are fewer is not meant."""
    return all(map(actor.has, SCOPES))


def require_staff(actor: Actor) -> None:
    if not is_staff(actor.role):
        raise NotAllowed


def require_in_person(actor: Actor) -> None:
    """For what is the account's own: its password, its tokens, where it is signed in."""
    if actor.token_id is not None:
        raise NotWithToken


def require_known(scopes: Iterable[str]) -> None:
    unknown = sorted(set(scopes) - SCOPES)
    if unknown:
        raise Invalid.field("scopes", f"There is no such scope: {', '.join(unknown)}")


def rights_of_token(
    role: str, held: frozenset[str], scopes: Iterable[str]
) -> tuple[str, frozenset[str]]:
    """What a token may: what both it and its owner, now, may. A token that is given less than all
    of it has no role: rules that go by the role alone let it pass nothing."""
    both = held & frozenset(scopes)
    return (role if held <= both else "token"), both


def require_may_grant(actor: Actor, role: str, scopes: Iterable[str] | None) -> None:
    """No one gives a role or a scope that they don't hold."""
    if "*" in actor.scopes:
        return
    wanted = SCOPES_OF.get(role, frozenset()) | scopes_of(role, scopes)
    if not wanted <= actor.scopes or (role == "admin" and actor.role != "admin"):
        raise HoldsMore


def require_may_change(actor: Actor, person: Person) -> None:
    """No one changes, resets or deletes an account that holds more than they do."""
    if person.id != actor.id:
        require_may_grant(actor, person.role, person.scopes)
