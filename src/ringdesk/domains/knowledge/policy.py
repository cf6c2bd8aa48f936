"""Who may read and write what a tenant knows."""

from ringdesk.domains.knowledge.errors import EntryNotFound
from ringdesk.domains.knowledge.models import Entry
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Actor


def reads_all(actor: Actor) -> bool:
    """Drafts, canned replies, internal articles, solved tickets."""
    return actor.has("faqs:read")


def writes(actor: Actor) -> bool:
    return actor.has("faqs:write")


def require_may_read_all(actor: Actor) -> None:
    if not reads_all(actor):
        raise NotAllowed


def require_may_write(actor: Actor) -> None:
    if not writes(actor):
        raise NotAllowed


def require_may_see(actor: Actor, entry: Entry) -> Entry:
    """Not found, never forbidden: a draft must look like nothing."""
    if not reads_all(actor) and not entry.is_open:
        raise EntryNotFound
    return entry
