"""When a call may be made: the hours of the house, narrowed by the tenant and the campaign."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from msgspec import structs

from ringdesk.domains import calls, compliance, leads
from ringdesk.domains.calls.models import Settings
from ringdesk.domains.calls.rules import require_open_hours
from ringdesk.domains.calls.service import settings_for
from tests.domains.calls.world import Company

pytestmark = pytest.mark.anyio


def at(hour: int) -> datetime:
    return datetime(2026, 5, 5, hour, 30, tzinfo=UTC)  # a Tuesday


@pytest.fixture
def eight_to_nine(company: Company) -> Iterator[None]:
    """The house's hours. Asks for the company first: its world opens the house at all hours."""
    before = str(compliance.house_hours())
    compliance.use_house_hours("08:00-21:00")
    yield
    compliance.use_house_hours(before)


@pytest.fixture
async def plain(company: Company) -> Settings:
    async with company.world.office.open(company.house) as work:
        return await settings_for(work, None)


@pytest.fixture
async def lead(company: Company) -> leads.Lead:
    lead = await company.lead_of(await company.lead())
    return structs.replace(lead, time_zone="UTC")


@pytest.mark.usefixtures("eight_to_nine")
class TestTheHoursOfATenant:
    @pytest.mark.parametrize(("hour", "may"), [(9, False), (12, True), (19, False)])
    async def test_narrow_those_of_the_house(
        self, hour: int, may: bool, lead: leads.Lead, plain: Settings
    ) -> None:
        check(hour, lead, structs.replace(plain, hours="10:00-18:00"), may=may)

    @pytest.mark.parametrize(("hour", "may"), [(3, False), (12, True), (22, False)])
    async def test_never_widen_them(
        self, hour: int, may: bool, lead: leads.Lead, plain: Settings
    ) -> None:
        check(hour, lead, structs.replace(plain, hours="00:00-24:00"), may=may)

    @pytest.mark.parametrize(("hour", "may"), [(9, False), (11, True), (15, False)])
    async def test_are_narrowed_by_the_campaigns(
        self, hour: int, may: bool, lead: leads.Lead, plain: Settings
    ) -> None:
        both = structs.replace(plain, hours="10:00-18:00", campaign_hours="00:00-14:00")
        check(hour, lead, both, may=may)


def check(hour: int, lead: leads.Lead, settings: Settings, *, may: bool) -> None:
    if may:
        require_open_hours(at(hour), lead, settings)
        return
    with pytest.raises(calls.OutsideCallingHours):
        require_open_hours(at(hour), lead, settings)
