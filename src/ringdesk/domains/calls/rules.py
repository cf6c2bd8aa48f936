"""What forbids a call at this moment, asked in the transaction that writes the attempt."""

from datetime import UTC, datetime

from ringdesk.domains import compliance, leads
from ringdesk.domains.calls.errors import (
    DoNotCall,
    NoNumber,
    NumberInvalid,
    OutsideCallingHours,
)
from ringdesk.domains.calls.models import Settings
from ringdesk.kernel.work import Work

SIMULATION = "simulation"
BY_HAND = frozenset({"manual", "callback"})  # a person started it


async def require_may_dial(
    work: Work, lead: leads.Lead, number: str | None, campaign_id: int | None,
    settings: Settings,
) -> str:  # fmt: skip
    """The number. NoNumber, NumberInvalid, DoNotCall, OutsideCallingHours."""
    asked = [number] if number else []
    forbidden = await compliance.forbidden(work, asked, campaign_id=campaign_id)
    return require_nothing_against(lead, number, forbidden, settings)


def require_nothing_against(
    lead: leads.Lead, number: str | None, forbidden: set[str], settings: Settings
) -> str:
    """As `require_may_dial`; `forbidden`: numbers that are on a list."""
    if not number:
        raise NoNumber(lead_id=lead.id)
    if settings.carrier != SIMULATION and not lead.phone_valid:
        raise NumberInvalid(number=number)
    if number in forbidden:
        raise DoNotCall(number=number)
    require_open_hours(datetime.now(UTC), lead, settings)
    return number


def require_open_hours(now: datetime, lead: leads.Lead, settings: Settings) -> None:
    """The house's hours, narrowed by the tenant's and the campaign's, where the lead is."""
    hours = compliance.house_hours()
    for narrower in (settings.hours, settings.campaign_hours):
        if narrower is not None:
            hours = compliance.Hours.parse(narrower).within(hours)
    zones = (lead.time_zone,) if lead.time_zone else tuple(lead.zones)
    if not compliance.may_call_at(now, zones, hours, settings.region):
        until = compliance.next_opening(now, zones, hours, settings.region)
        raise OutsideCallingHours(until=until)
