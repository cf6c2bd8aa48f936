"""Each page of calling as a stranger first sees it: in light, in dark, and on a telephone."""

import pytest

from tests.browser.calling import Floor, furnish_calling, furnish_settings
from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Person, Tenant

pytestmark = pytest.mark.anyio

ADMINISTRATORS = {
    "wallboard": ("/wallboard", "Olga Operator"),
    "leads": ("/leads", "Ada Lovelace"),
    "leads-none-fit": ("/leads?q=nothing+like+it", "No lead fits"),
    "lead": ("/leads/{lead}", "What a call is worth"),
    "lead-new": ("/leads/new", "With + and country"),
    "campaigns": ("/campaigns", "Spring offer"),
    "campaign": ("/campaigns/{campaign}", "Why it dialled"),
    "campaign-new": ("/campaigns/new", "Detect answering machines"),
    "scripts": ("/campaigns/scripts", "New script"),
    "outcomes": ("/campaigns/outcomes", "Outcomes of calls"),
    "call-reports": ("/reports/calls", "By person"),
    "call-log": ("/reports/call-log", "Grace Hopper"),
    "imports": ("/imports", "Nothing was imported yet"),
}
SETTINGS = {
    "settings-queue": ("/settings/calling", "Wrap-up, in seconds"),
    "settings-carriers": ("/settings/calling?tab=carriers", "Simulated: no real"),
    "settings-dnc": ("/settings/calling?tab=dnc", "+12125559999"),
    "settings-rules": ("/settings/routing", "Good ones to the closers"),
    "settings-teams": ("/settings/routing?tab=teams", "Closers"),
    "settings-scores": ("/settings/routing?tab=scores", "Points by stage"),
}


class TestEveryPageOfCalling:
    floor: Floor

    async def walk(
        self, gallery: Gallery, visit: Visit, who: Person, pages: dict[str, tuple[str, str]]
    ) -> None:
        desk = await visit(who)
        telephone = await visit(who, viewport=TELEPHONE, is_mobile=True, has_touch=True)
        for name, (path, sign) in pages.items():
            there = path.format(lead=self.floor.leads[4]["id"], campaign=self.floor.campaign["id"])
            await gallery.look(desk, name, there, sign)
            await gallery.look_on_a_telephone(telephone, name, there, sign)
        assert gallery.faults == []

    async def test_for_administrators(self, gallery: Gallery, visit: Visit, tenant: Tenant) -> None:
        self.floor = await furnish_calling(tenant)
        await self.walk(gallery, visit, tenant.admin, ADMINISTRATORS)

    async def test_of_settings(self, gallery: Gallery, visit: Visit, tenant: Tenant) -> None:
        self.floor = await furnish_calling(tenant)
        await furnish_settings(tenant, self.floor)
        await self.walk(gallery, visit, tenant.admin, SETTINGS)

    async def test_for_operators(self, gallery: Gallery, visit: Visit, tenant: Tenant) -> None:
        self.floor = floor = await furnish_calling(tenant)
        await self.walk(gallery, visit, floor.operator, {"call": ("/call", "Hang up")})
        await self.walk(gallery, visit, floor.other, {"call-wrap-up": ("/call", "What came of")})
        fresh = await tenant.person("operator", name="Odette Operator")
        await self.walk(gallery, visit, fresh, {"call-idle": ("/call", "Nobody on the line")})
        await self.walk(gallery, visit, fresh, {"own-none": ("/me/numbers", "You made no calls")})
