"""The acts on availability."""

from ringdesk.domains import identity
from ringdesk.domains.staffing import queries
from ringdesk.domains.staffing.events import AvailabilityChanged
from ringdesk.domains.staffing.models import Availability, Colleague
from ringdesk.kernel.errors import Invalid, NotAllowed, NotFound
from ringdesk.kernel.work import Work

MOST_SKILLS, LONGEST_SKILL = 20, 40
MOST_AT_ONCE = 50


async def own_availability(work: Work) -> Colleague:
    """NotAllowed for who is no member of staff."""
    found = await work.many(Colleague, queries.STAFF, work.actor.id, None)
    if not found:
        raise NotAllowed
    return found[0]


async def set_availability(
    work: Work, *, state: Availability | None = None, capacity: int | None = None,
    skills: list[str] | None = None,
) -> Colleague:  # fmt: skip
    """One's own; what is not given stays."""
    before = await own_availability(work)
    if capacity is not None:
        require_capacity("capacity", capacity)
    tidy = None if skills is None else tidy_skills(skills)
    await work.run(queries.SET, work.actor.id, state, capacity, tidy)
    after = await own_availability(work)
    if after != before:
        changed = AvailabilityChanged(person_id=work.actor.id, state=after.state, was=before.state)
        work.record(changed)
    return after


async def mark_away(work: Work, *, person_id: int) -> None:
    """Somebody who said that they are available does not answer. For the house."""
    before = await colleague(work, person_id=person_id)
    if before.state != "available":
        return
    await work.run(queries.SET, person_id, "away", None, None)
    work.record(AvailabilityChanged(person_id=person_id, state="away", was=before.state))


async def colleague(work: Work, *, person_id: int) -> Colleague:
    """For acts and letters. NotFound for who is no member of staff (any more)."""
    found = await work.many(Colleague, queries.STAFF, person_id, None)
    if not found:
        raise NotFound
    return found[0]


async def default_capacity(work: Work) -> int:
    """How many chats at once somebody takes who never said."""
    return await work.value(int, queries.DEFAULT_CAPACITY) or MOST_AT_ONCE


async def set_default_capacity(work: Work, capacity: int) -> None:
    """For administrators."""
    if not work.actor.has("settings:write"):
        raise NotAllowed(needs="settings:write")
    require_capacity("default_capacity", capacity)
    await work.run(queries.SET_DEFAULT_CAPACITY, capacity)


def require_capacity(name: str, capacity: int) -> None:
    if not 1 <= capacity <= MOST_AT_ONCE:
        raise Invalid.field(name, f"1 to {MOST_AT_ONCE}")


async def team(work: Work) -> list[Colleague]:
    """All staff, by name; for staff."""
    if work.actor.role != "house" and not identity.is_staff(work.actor.role):
        raise NotAllowed
    return await work.many(Colleague, queries.STAFF, None, None)


async def available(work: Work, *, needs: str, skills: list[str] | None = None) -> list[Colleague]:
    """Who can take something on now, holds the scope `needs`, and knows all of that."""
    found = await work.many(Colleague, queries.STAFF, None, "available")
    return [one for one in found if holds(one, needs) and set(skills or []) <= set(one.skills)]


def holds(one: Colleague, scope: str) -> bool:
    held = identity.scopes_of(one.role, one.scopes)
    return bool(held & {scope, scope.partition(":")[0] + ":*", "*"})


async def touch_given(work: Work, *, person_id: int) -> None:
    """Something was handed to them by itself: in a round robin it is the others' turn."""
    await work.run(queries.TOUCH_GIVEN, person_id)


def tidy_skills(skills: list[str]) -> list[str]:
    tidy = sorted({one.strip().lower() for one in skills if one.strip()})
    if len(tidy) > MOST_SKILLS or any(len(one) > LONGEST_SKILL for one in tidy):
        raise Invalid.field("skills", f"At most {MOST_SKILLS} of {LONGEST_SKILL} letters")
    return tidy
