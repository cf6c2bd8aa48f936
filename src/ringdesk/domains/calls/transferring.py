"""A call is passed on: to a colleague, or to another number."""

from ringdesk.domains import leads, staffing, telephony
from ringdesk.domains.calls import policy, queries
from ringdesk.domains.calls.errors import CallNotLive, PersonBusy
from ringdesk.domains.calls.events import CallConnected, CallNoted
from ringdesk.domains.calls.models import Call
from ringdesk.domains.calls.moving import PASS_ON, end, hold, is_on_a_line, require_free
from ringdesk.domains.calls.rules import SIMULATION
from ringdesk.domains.calls.service import find, settings_for
from ringdesk.kernel.errors import Invalid, NotFound
from ringdesk.kernel.work import Work


async def transfer(
    work: Work, *, call_id: int, to_person: int | None = None, to_number: str | None = None
) -> Call:
    """To one of both. A colleague must be able to make calls, be free and not away; the call is
    theirs from then on. CallNotFound, CallNotLive, PersonBusy; Invalid."""
    call = policy.require_may_act(work.actor, await hold(work, call_id))
    if (to_person is None) == (to_number is None):
        raise Invalid.field("to_person", "Either to_person or to_number")
    if call.status != "answered":
        raise CallNotLive(status=call.status)
    if to_person is not None:
        return await _to_person(work, call, to_person)
    return await _to_number(work, call, to_number or "")


async def _to_person(work: Work, call: Call, person_id: int) -> Call:
    if person_id == call.agent_id:
        raise Invalid.field("to_person", "This person has the call")
    try:
        colleague = await staffing.colleague(work, person_id=person_id)
    except NotFound as error:
        raise Invalid.field("to_person", "No member of staff") from error
    ready = await staffing.available(work, needs="calls:write")
    if person_id not in {one.id for one in ready}:
        raise PersonBusy(person_id=person_id, state=colleague.state)
    await require_free(work, person_id, besides=call.id)
    await work.run(queries.END_WRAP_UPS_OF, person_id)
    await work.run(queries.TRANSFERRED, call.id, colleague.full_name, person_id)
    await note(work, call.id, colleague.full_name)
    await move_lead(work, call, person_id)
    work.record(CallConnected(call_id=call.id, lead_id=call.lead_id, agent_id=person_id))
    return await find(work, call.id)


async def _to_number(work: Work, call: Call, given: str) -> Call:
    number = read(given, (await settings_for(work, call.campaign_id)).region)
    if not number.valid and call.carrier != SIMULATION:
        raise Invalid.field("to_number", "No network has this number, or calls to it cost extra")
    if number.e164 == call.number:
        raise Invalid.field("to_number", "This is the number on the line")
    await work.run(queries.TRANSFERRED, call.id, number.e164, None)
    await note(work, call.id, number.e164)
    await move_lead(work, call, None)
    if is_on_a_line(call):
        await work.later(PASS_ON, key=f"{PASS_ON} {call.id}", call_id=call.id, number=number.e164)
        return await find(work, call.id)
    return await end(work, call_id=call.id)  # the talk goes on without us


def read(given: str, region: str) -> telephony.Number:
    """Invalid."""
    try:
        return telephony.number(given, region)
    except Invalid as error:
        raise Invalid.field("to_number", "No telephone number") from error


async def not_passed_on(work: Work, *, call_id: int, says: str) -> None:
    """The carrier refused: the caller's person still has the call, and is told why."""
    call = await hold(work, call_id)
    await work.run(queries.NOT_TRANSFERRED, call_id)
    await work.run(
        queries.NOTE_EVENT, call_id, "transfer-refused", "carrier", None, None, says[:2000], None
    )
    work.record(CallNoted(call_id=call_id, lead_id=call.lead_id, agent_id=call.agent_id))


async def note(work: Work, call_id: int, to: str) -> None:
    await work.run(
        queries.NOTE_EVENT, call_id, "transferred", "person", work.actor.id or None, None, to, None
    )


async def move_lead(work: Work, call: Call, person_id: int | None) -> None:
    if call.lead_id is None or call.direction == "in":
        return
    lead = await leads.lock(work, lead_id=call.lead_id)
    if lead.dial_status == "answered":
        await leads.move_dial_status(work, lead, "transferred", outcome="transferred")
    if person_id is not None:
        await leads.assign(work, lead_id=lead.id, owner_id=person_id, how="transferred")
