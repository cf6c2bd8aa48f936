"""Looking at calls."""

from ringdesk.domains.calls import policy, queries
from ringdesk.domains.calls.errors import CallNotFound
from ringdesk.domains.calls.models import (
    Call,
    CallEvent,
    CallFilter,
    CallStats,
    Found,
    Settings,
    Today,
)
from ringdesk.kernel.work import Work


async def find(work: Work, call_id: int) -> Call:
    """Whoever asks. CallNotFound."""
    call = await work.one(Call, queries.GET, call_id)
    if call is None:
        raise CallNotFound
    return call


async def get(work: Work, *, call_id: int) -> Call:
    """CallNotFound also for another's."""
    return policy.require_may_see(work.actor, await find(work, call_id))


def filters_of(work: Work, wanted: CallFilter) -> dict[str, object]:
    """The conditions that are given, by their names in `queries.FILTERS`. An operator's list holds
    only their own."""
    policy.require_reads(work.actor)
    given = {name: getattr(wanted, name) for name in queries.FILTERS}
    kept = {name: value for name, value in given.items() if value is not None}
    if not policy.sees_all(work.actor):
        kept["agent_id"] = work.actor.id if wanted.agent_id in (None, work.actor.id) else 0
    return kept


async def list_calls(
    work: Work, wanted: CallFilter, *, limit: int = 20, offset: int = 0
) -> list[Call]:
    """Newest first."""
    given = filters_of(work, wanted)
    return await work.many(Call, queries.listing(given), *given.values(), limit, offset)


async def count(work: Work, wanted: CallFilter) -> int:
    given = filters_of(work, wanted)
    return await work.value(int, queries.counting(given), *given.values()) or 0


async def history(work: Work, *, call_id: int) -> list[CallEvent]:
    """A call's story, oldest first."""
    await get(work, call_id=call_id)
    return await work.many(CallEvent, queries.EVENTS, call_id)


async def stats(work: Work) -> CallStats:
    """Of all calls; operators: of their own."""
    policy.require_reads(work.actor)
    whose = None if policy.sees_all(work.actor) else work.actor.id
    found = await work.one(CallStats, queries.STATS, whose)
    return found or CallStats(*[0] * 14)


async def today(work: Work, *, person_id: int) -> Today:
    found = await work.one(Today, queries.TODAY, person_id)
    return found or Today(0, 0, 0, 0, 1)


async def live(work: Work) -> list[Call]:
    """All calls that are not over, oldest first; for those who see all."""
    policy.require_sees_all(work.actor)
    return await work.many(Call, queries.LIVE)


async def busy_people(work: Work) -> set[int]:
    """Who is in a call, or writes down what happened in one."""
    return {one.id for one in await work.many(Found, queries.BUSY_PEOPLE)}


async def of_person(work: Work, *, person_id: int) -> Call | None:
    """The call they are in now."""
    return await work.one(Call, queries.OF_PERSON, person_id)


async def wrapping_up(work: Work, *, person_id: int) -> Call | None:
    """The call they write down now."""
    return await work.one(Call, queries.WRAPPING_UP_OF_PERSON, person_id)


async def settings_for(work: Work, campaign_id: int | None) -> Settings:
    found = await work.one(Settings, queries.SETTINGS, campaign_id)
    if found is None:
        raise LookupError("The settings have a row even where nothing is set")
    return found
