"""What happened to people: a word to the staff, and another look at their sockets."""

from collections.abc import Callable
from typing import Any

from ringdesk.domains import identity
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import person, staff_of
from ringdesk.realtime.gate import EVERYBODY
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render


async def changed(_: Reading, fact: Fact[identity.PersonChanged]) -> Posts:
    """Staff and the person themselves fetch what they show of them."""
    who = fact.event.person_id
    letter = Letter("person.updated", {"id": who}, seq=fact.seq, at=fact.at)
    return (((staff_of(fact.tenant_id), person(fact.tenant_id, who)), letter),)


LETTERS: dict[type[Event], Render] = {identity.PersonChanged: changed}


def whose(event: Any) -> int:  # noqa: ANN401 - any of the events below
    person_id: int = event.person_id
    return person_id


def everybodys(_: identity.TenantSuspended) -> int:
    return EVERYBODY


# After each of these a socket may no longer speak for whom it did.
CONCERNS: dict[type[Event], Callable[[Any], int]] = {
    kind: whose
    for kind in (
        identity.SessionEnded, identity.SessionsEnded, identity.PasswordChanged,
        identity.RightsChanged, identity.PersonChanged, identity.PersonDeactivated,
        identity.PersonDeleted, identity.ApiTokenEnded,
    )
} | {identity.TenantSuspended: everybodys}  # fmt: skip
