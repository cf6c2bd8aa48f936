"""What happened to calls, as letters: to those who may see all calls, and to the operator whose
call it is. Document 002's names are heard by each of them as it has them."""

from typing import Any

from msgspec import structs

from ringdesk.domains import calls
from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime.audiences import call_watchers_of, person
from ringdesk.realtime.letter import Letter
from ringdesk.realtime.reading import Posts, Reading, Render
from ringdesk.wire.calls import CallOut, HeardCallOut

KIND, HEARD = "call.status", "call:status"
INITIATED, ANSWERED, UPDATED = "call_initiated", "call_answered", "call_status_updated"


async def call_of(reading: Reading, call_id: int) -> calls.Call:
    async def read() -> calls.Call:
        return await calls.get(await reading.work(), call_id=call_id)

    return await reading.once(("call", call_id), read)


async def both(
    reading: Reading, fact: Fact[Any], call_id: int, agent_id: int | None,
    for_watchers: str | None = None, for_agent: str | None = None, status: str | None = None,
) -> Posts:  # fmt: skip
    """One letter for those who watch and one for the agent: 002 has another name for each, and
    tells of each step as it was taken (`status`), even if the call has gone on since."""
    watchers = call_watchers_of(fact.tenant_id)
    to = [(watchers, for_watchers)]
    if agent_id is not None:
        to.append((person(fact.tenant_id, agent_id), for_agent))
    wanted = [(audience, name) for audience, name in to if reading.wanted(audience)]
    if not wanted:
        return ()
    call = await call_of(reading, call_id)
    shown, told = CallOut.of(call), HeardCallOut.of(call)
    if status is not None:
        told = structs.replace(told, status=status)
    posts: list[tuple[tuple[str, ...], Letter]] = []
    for audience, name in wanted:
        heard: list[tuple[str, object]] = [(HEARD, shown)]
        if name is not None:
            heard.append((name, told))
        posts.append(((audience,), Letter(KIND, shown, seq=fact.seq, at=fact.at, as_heard=heard)))
    return tuple(posts)


async def started(reading: Reading, fact: Fact[calls.CallStarted]) -> Posts:
    event = fact.event
    return await both(reading, fact, event.call_id, event.agent_id, INITIATED)


async def moved(reading: Reading, fact: Fact[calls.CallStatusChanged]) -> Posts:
    event = fact.event
    name = ANSWERED if event.after == "answered" else None
    return await both(
        reading, fact, event.call_id, event.agent_id, name, UPDATED, status=event.after
    )


async def connected(reading: Reading, fact: Fact[calls.CallConnected]) -> Posts:
    event = fact.event
    return await both(reading, fact, event.call_id, event.agent_id, None, UPDATED)


async def noted(
    reading: Reading,
    fact: Fact[calls.CallNoted]
    | Fact[calls.CallWrappedUp]
    | Fact[calls.CallOffered]
    | Fact[calls.CallPassedOver],
) -> Posts:
    return await both(reading, fact, fact.event.call_id, fact.event.agent_id)


LETTERS: dict[type[Event], Render] = {
    calls.CallStarted: started,
    calls.CallStatusChanged: moved,
    calls.CallConnected: connected,
    calls.CallNoted: noted,
    calls.CallWrappedUp: noted,
    calls.CallOffered: noted,
    calls.CallPassedOver: noted,
}
