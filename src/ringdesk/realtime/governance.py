"""Security events, to those who may see the audit log: a new one, a worse one, and what was done
about it."""

from ringdesk.domains import governance
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import security_watchers_of
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.wire.governance import SecurityEventOut


async def security_event(
    reading: Reading,
    fact: Fact[governance.SecurityEventRaised] | Fact[governance.SecurityEventHandled],
) -> Posts:
    to = security_watchers_of(fact.tenant_id)
    if not reading.wanted(to):
        return ()
    found = await governance.security_event(await reading.work(), event_id=fact.event.event_id)
    letter = Letter("security.event", SecurityEventOut.of(found), seq=fact.seq, at=fact.at)
    return (((to,), letter),)


LETTERS: dict[type[Event], Render] = {
    governance.SecurityEventRaised: security_event,
    governance.SecurityEventHandled: security_event,
}
