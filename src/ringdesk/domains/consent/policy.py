from ringdesk.domains.consent.errors import MayNotReadConsents, MayNotRecordConsent
from ringdesk.kernel.work import Actor


def require_may_read(actor: Actor, person_id: int | None) -> None:
    if person_id != actor.id and not actor.has("users:read"):
        raise MayNotReadConsents


def require_may_record(actor: Actor, person_id: int) -> None:
    if person_id != actor.id and not actor.has("users:write"):
        raise MayNotRecordConsent
