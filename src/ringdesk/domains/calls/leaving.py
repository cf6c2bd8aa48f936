"""What becomes of somebody's calls when they are gone: nobody is left alone on the line, and nobody
waits for ever for a call that only they could make."""

from ringdesk.domains import identity, leads, staffing
from ringdesk.domains.calls import policy
from ringdesk.domains.calls.inbound.ringing import withdraw
from ringdesk.domains.calls.moving import give_up, hold
from ringdesk.domains.calls.service import of_person
from ringdesk.kernel.errors import NotFound
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Actor, Office, Work

GONE = "agent_gone"


async def left_alone(work: Work, *, call_id: int, agent_id: int) -> None:
    """By the house: the one who had this call is out of it for good. It ends, unless it is
    somebody else's by now."""
    policy.require_supervises(work.actor)
    call = await hold(work, call_id)
    if call.is_live and call.agent_id == agent_id:
        await give_up(work, call_id=call_id, because=GONE)


async def calls_no_more(work: Work, person_id: int) -> bool:
    try:
        colleague = await staffing.colleague(work, person_id=person_id)
    except NotFound:
        return True
    return not staffing.holds(colleague, "calls:write")


class Leaving:
    """Who may not call any more: their call ends, what rings at them rings at the next, and the
    leads that wait for them wait for anybody."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def gone(
        self,
        fact: Fact[identity.PersonDeactivated]
        | Fact[identity.PersonDeleted]
        | Fact[identity.RightsChanged],
    ) -> None:
        person_id = fact.event.person_id
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            if not await calls_no_more(work, person_id):
                return
            await withdraw(work, person_id)
            call = await of_person(work, person_id=person_id)
            if call is not None:
                await left_alone(work, call_id=call.id, agent_id=person_id)
        done = False
        while not done:  # each batch a transaction of its own
            async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
                done = await leads.leave_owner(work, owner_id=person_id)


def listen(registry: Registry, office: Office) -> None:
    leaving = Leaving(office)
    registry.after(identity.PersonDeactivated, **{"calls.agent_deactivated": leaving.gone})
    registry.after(identity.PersonDeleted, **{"calls.agent_deleted": leaving.gone})
    registry.after(identity.RightsChanged, **{"calls.agent_rights": leaving.gone})
