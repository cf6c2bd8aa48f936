"""Who gets the next session, where a tenant wants that decided by itself."""

from datetime import UTC, datetime

import msgspec

from ringdesk.domains import staffing
from ringdesk.domains.conversations import policy
from ringdesk.domains.conversations.errors import SessionOver, SessionTaken
from ringdesk.domains.conversations.events import RoutingChanged
from ringdesk.domains.conversations.models import Routing, Session, Strategy
from ringdesk.domains.conversations.queue import queries
from ringdesk.domains.conversations.queue.sessions import hand_out, waiting
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.work import Work

ANSWERS = "chats:write"
OFF = Routing("off", True)
NEVER = datetime.min.replace(tzinfo=UTC)


class InHand(msgspec.Struct, frozen=True):
    id: int
    sessions: int


class Helpers(msgspec.Struct, frozen=True):
    """Who is talking to a customer in this conversation, and who helped them before."""

    present: int | None
    last: int | None


async def routing(work: Work) -> Routing:
    return await work.one(Routing, queries.ROUTING) or OFF


async def show_routing(work: Work) -> Routing:
    """For staff who answer chats."""
    policy.require_handles_chats(work.actor)
    return await routing(work)


async def set_routing(
    work: Work, *, strategy: Strategy | None = None, sticky: bool | None = None
) -> Routing:
    """What is not given stays. For administrators."""
    if not work.actor.has("settings:write"):
        raise NotAllowed(needs="settings:write")
    before = await routing(work)
    after = Routing(
        before.strategy if strategy is None else strategy,
        before.sticky if sticky is None else sticky,
    )
    if after != before:
        await work.run(queries.SET_ROUTING, after.strategy, after.sticky)
        work.record(RoutingChanged(strategy=after.strategy))
    return after


async def drain(work: Work) -> list[Session]:
    """Hand out what waits, in order, for as long as there is somebody for it. A session that wants
    a skill nobody has does not hold up those behind it. One drains a tenant's queue at a time."""
    wanted = await routing(work)
    if wanted.strategy == "off":
        return []
    await work.run(queries.QUEUE_LOCK)
    queue = await waiting(work)
    if not queue:
        return []
    free = {one.id: one for one in await staffing.available(work, needs=ANSWERS)}
    busy = {one.id: one.sessions for one in await work.many(InHand, queries.IN_HAND)}
    given = []
    for session in queue:
        able = [
            one for one in free.values()
            if set(session.skills) <= set(one.skills) and busy.get(one.id, 0) < one.capacity
        ]  # fmt: skip
        if not able:
            continue
        chosen = choose(wanted, able, busy, await helpers_of(work, session))
        try:
            given.append(await hand_out(work, session.id, chosen.id))
        except (SessionTaken, SessionOver):  # somebody was faster than the queue
            continue
        await staffing.touch_given(work, person_id=chosen.id)
        busy[chosen.id] = busy.get(chosen.id, 0) + 1
        free[chosen.id] = msgspec.structs.replace(chosen, last_given_at=datetime.now(UTC))
    return given


async def helpers_of(work: Work, session: Session) -> Helpers:
    found = await work.one(
        Helpers, queries.HELPERS, session.conversation_id, session.customer_id, session.id
    )
    return found or Helpers(None, None)


def choose(
    wanted: Routing, able: list[staffing.Colleague], busy: dict[int, int], helpers: Helpers
) -> staffing.Colleague:
    """Whoever is talking to the customer already; if sticky, whoever helped them last; then the
    least occupied share of capacity, or whose turn it is."""
    known = [helpers.present, helpers.last] if wanted.sticky else [helpers.present]
    for person_id in known:
        for one in able:
            if one.id == person_id:
                return one

    def turn(one: staffing.Colleague) -> tuple[datetime, int]:
        return one.last_given_at or NEVER, one.id

    def load(one: staffing.Colleague) -> tuple[float, datetime, int]:
        return (busy.get(one.id, 0) / one.capacity, *turn(one))

    return min(able, key=load if wanted.strategy == "least_busy" else turn)
