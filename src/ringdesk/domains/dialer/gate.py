"""May this lead be called now? Pure: what it asks about was read in the dial transaction.

The first rule that forbids it is the one that is written down. `until` is when to look again, so
that what may not be called now is looked at once; `for_good`: never again by itself.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from ringdesk.domains import compliance
from ringdesk.domains.dialer.models import Candidate, Lane, Rule, Settings

LIST_LOOKED_AT_AGAIN = timedelta(days=1)  # a number may be taken off the list
CALL_LOOKED_AT_AGAIN = timedelta(minutes=1)
UK_HOLD = timedelta(hours=72)  # Ofcom, 20 December 2016: unless a person is there for the call
OWNER_BUSY, OWNER_AWAY = timedelta(seconds=30), timedelta(minutes=2)


class Refused(Struct, frozen=True):
    lead_id: int
    number: str
    rule: Rule
    until: datetime
    for_good: bool = False

    def written(self) -> compliance.Refused:
        """As it is kept."""
        until = None if self.for_good else self.until
        return compliance.Refused(
            rule=self.rule, lead_id=self.lead_id, number=self.number, until=until
        )


class Rules(Struct, frozen=True):
    """What binds the leads of one lane at this moment. `plays`: no real carrier is asked, so that a
    number that no plan assigns may be "called". `at_work`: who is available, in a call or not."""

    hours: compliance.Hours
    region: str
    most_attempts: int
    most_attempts_a_day: int
    hold: timedelta
    plays: bool
    at_work: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls, settings: Settings, lane: Lane, *, plays: bool, at_work: frozenset[int] = frozenset()
    ) -> "Rules":
        hours = compliance.house_hours()
        for narrower in (settings.hours, lane.hours):
            if narrower is not None:
                hours = compliance.Hours.parse(narrower).within(hours)
        hold = timedelta(hours=settings.hold_after_abandon_h)
        return cls(
            hours=hours, region=settings.region,
            most_attempts=min(settings.most_attempts, lane.max_attempts),
            most_attempts_a_day=settings.most_attempts_a_day,
            hold=max(hold, UK_HOLD) if lane.uk_rules else hold, plays=plays, at_work=at_work,
        )  # fmt: skip


def look(
    lead: Candidate, rules: Rules, now: datetime, forbidden: Collection[str],
    free: Collection[int] = (),
) -> Refused | None:  # fmt: skip
    """None: it may be called. `forbidden`: the numbers on the do-not-call lists. `free`: who could
    take a call now: a lead that is somebody's is called for them alone."""

    def refused(rule: Rule, until: datetime, *, for_good: bool = False) -> Refused:
        return Refused(lead.id, lead.number, rule, until, for_good)

    if not lead.phone_valid and not rules.plays:
        return refused("number_invalid", now, for_good=True)
    if lead.number in forbidden:
        return refused("do_not_call", now + LIST_LOOKED_AT_AGAIN)
    if lead.attempts >= rules.most_attempts:
        return refused("attempts_total", now, for_good=True)
    if lead.in_call:
        return refused("number_in_call", now + CALL_LOOKED_AT_AGAIN)
    if lead.abandoned_at is not None and now < lead.abandoned_at + rules.hold:
        return refused("held_after_abandon", lead.abandoned_at + rules.hold)
    midnight, next_midnight = day_of(now, lead.places)
    if sum(at >= midnight for at in lead.tried) >= rules.most_attempts_a_day:
        return refused("attempts_per_day", next_midnight)
    if not compliance.may_call_at(now, lead.places, rules.hours, rules.region):
        opening = compliance.next_opening(now, lead.places, rules.hours, rules.region)
        return refused("calling_hours", max(opening, now + timedelta(seconds=1)))
    if lead.owner_id is not None and lead.owner_id not in free:
        wait = OWNER_BUSY if lead.owner_id in rules.at_work else OWNER_AWAY
        return refused("nobody_available", now + wait)
    return None


def day_of(now: datetime, places: tuple[str, ...]) -> tuple[datetime, datetime]:
    """The day that it is there, from when until when: in the first of the places that is a zone, or
    in UTC. Clocks may change within it."""
    zone = next((ZoneInfo(one) for one in places if compliance.is_zone(one)), UTC)
    local = now.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    following = (midnight + timedelta(days=1)).replace(fold=0)
    return midnight.astimezone(UTC), following.astimezone(UTC)
