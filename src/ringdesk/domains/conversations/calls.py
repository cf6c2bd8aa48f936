"""Voice and video: who may signal to whom, signs of life, and the end of calls both sides left."""

from datetime import timedelta

from ringdesk.domains import identity
from ringdesk.domains.conversations import policy
from ringdesk.domains.conversations.errors import (
    NotACall,
    SessionNotFound,
    SessionOver,
    SessionWaits,
)
from ringdesk.domains.conversations.models import Id, Session
from ringdesk.domains.conversations.queue import queries
from ringdesk.domains.conversations.queue.sessions import end_session, get_session
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office, Work

LOOK_EVERY_S = 30.0
SILENT_FOR = timedelta(minutes=2)  # a call window gives a sign of life every 16 seconds
NEVER_CALLED_FOR = timedelta(minutes=30)  # joined, but no call window was ever opened


async def take_part(work: Work, *, session_id: int) -> Session:
    """A sign of life in a call that stands, by one of its two people. SessionNotFound to everybody
    else, staff who did not join among them; SessionWaits, SessionOver outside its time."""
    session = await get_session(work, session_id=session_id)
    if work.actor.id not in (session.customer_id, session.agent_id):
        raise SessionNotFound
    if session.type == "chat":
        raise NotACall
    if session.status == "waiting":
        raise SessionWaits
    if session.status == "ended":
        raise SessionOver
    as_customer = work.actor.id == session.customer_id
    if not as_customer:
        policy.require_handles_chats(work.actor)
    await work.run(queries.SIGHT, session_id, as_customer)
    return session


async def has_open_call(work: Work) -> bool:
    """Whether the caller waits for a call or is in one, as a customer."""
    return bool(await work.value(bool, queries.HAS_OPEN_CALL, work.actor.id))


async def end_forsaken(work: Work) -> list[Session]:
    """End calls of which neither side gave a sign of life for a while."""
    silent = await work.many(Id, queries.FORSAKEN, SILENT_FOR, NEVER_CALLED_FOR)
    return [await end_session(work, session_id=one.id, because="both_left") for one in silent]


class CallWatch:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def look(self, _: Job | None = None) -> None:
        await identity.in_every_tenant(self._office, self.look_in)

    async def look_in(self, house: Actor) -> None:
        async with self._office.open(house) as work:
            await end_forsaken(work)


def watch_calls(jobs: Jobs, office: Office) -> None:
    jobs.every(LOOK_EVERY_S, "conversations.end_forsaken", CallWatch(office).look)
