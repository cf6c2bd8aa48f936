"""When the queue may move: somebody asks, somebody is free."""

from datetime import timedelta

from ringdesk.domains import identity, staffing
from ringdesk.domains.conversations.events import (
    ChatSessionEnded,
    MessageSaid,
    RoutingChanged,
    SessionRequested,
)
from ringdesk.domains.conversations.models import Id
from ringdesk.domains.conversations.queue import queries
from ringdesk.domains.conversations.queue.leaving import answers_no_more, give_back, give_up
from ringdesk.domains.conversations.queue.routing import drain
from ringdesk.domains.conversations.queue.sessions import end_session
from ringdesk.domains.conversations.understanding.interpreter import Interpreter
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.work import Actor, Office, Work

GIVEN_UP_AFTER = timedelta(hours=12)
LOOK_EVERY_S = 300.0


class Queueing:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def move(
        self,
        fact: Fact[SessionRequested]
        | Fact[ChatSessionEnded]
        | Fact[RoutingChanged]
        | Fact[staffing.AvailabilityChanged],
    ) -> None:
        """Done twice it does nothing the second time: nobody waits any more."""
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            await drain(work)

    async def agent_away(self, fact: Fact[staffing.AvailabilityChanged]) -> None:
        """Gone offline, and still so: away and busy people keep what they have in hand."""
        if fact.event.state != "offline" or fact.event.was in ("", "offline"):
            return
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            if await is_offline(work, fact.event.person_id):
                await give_back(work, agent_id=fact.event.person_id)
                await drain(work)

    async def agent_gone(
        self,
        fact: Fact[identity.PersonDeactivated]
        | Fact[identity.PersonDeleted]
        | Fact[identity.RightsChanged],
    ) -> None:
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            if await answers_no_more(work, fact.event.person_id):
                await give_up(work, agent_id=fact.event.person_id)
                await drain(work)

    async def give_up(self, _: Job) -> None:
        await identity.in_every_tenant(self._office, self.give_up_in)

    async def give_up_in(self, house: Actor) -> None:
        """A session that waited half a day waits for nobody: its customer has gone."""
        async with self._office.open(house) as work:
            for one in await work.many(Id, queries.WAITING_LONG, GIVEN_UP_AFTER):
                await end_session(work, session_id=one.id, because="nobody_came")


async def is_offline(work: Work, person_id: int) -> bool:
    try:
        return (await staffing.colleague(work, person_id=person_id)).state == "offline"
    except NotFound:
        return True


def listen(registry: Registry, jobs: Jobs, office: Office) -> Interpreter:
    """The interpreter is to be run by whoever runs the jobs."""
    queueing = Queueing(office)
    registry.after(SessionRequested, **{"conversations.queue_on_request": queueing.move})
    registry.after(ChatSessionEnded, **{"conversations.queue_on_end": queueing.move})
    registry.after(RoutingChanged, **{"conversations.queue_on_routing": queueing.move})
    registry.after(
        staffing.AvailabilityChanged, **{"conversations.queue_on_availability": queueing.move}
    )
    registry.after(
        staffing.AvailabilityChanged, **{"conversations.agent_away": queueing.agent_away}
    )
    registry.after(
        identity.PersonDeactivated, **{"conversations.agent_deactivated": queueing.agent_gone}
    )
    registry.after(identity.PersonDeleted, **{"conversations.agent_deleted": queueing.agent_gone})
    registry.after(identity.RightsChanged, **{"conversations.agent_rights": queueing.agent_gone})
    jobs.every(LOOK_EVERY_S, "conversations.give_up", queueing.give_up)
    interpreter = Interpreter(office)
    registry.live(MessageSaid, interpreter.hear)
    return interpreter
