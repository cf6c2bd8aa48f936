"""Who looks at a ticket, and who is typing."""

import pytest

from ringdesk.realtime import presence
from tests.conftest import MakeTenant, Tenant, eventually
from tests.realtime.conftest import Connect, Floor, OpenScreen, Screen

pytestmark = pytest.mark.anyio


def watching(screen: Screen) -> list[tuple[str, bool]]:
    people = screen.all("ticket.presence")[-1]["data"]["people"] if screen.heard else []
    return [(one["full_name"], one["typing"]) for one in people]


async def sees(screen: Screen, *people: tuple[str, bool]) -> None:
    async def they_are_there() -> bool:
        return bool(screen.all("ticket.presence")) and watching(screen) == sorted(people)

    await eventually(they_are_there)


class TestViewing:
    async def test_is_shown_to_those_who_look_at_the_same_ticket(
        self, tenant: Tenant, screen: OpenScreen, connect: Connect
    ) -> None:
        made = await tenant.ticket()
        agent, admin, customer = [
            await screen(one) for one in (tenant.agent, tenant.admin, tenant.customer)
        ]
        listener = await connect(tenant.admin)
        for one in (agent, admin):
            await one.say("ticket.viewing", data={"ticket_id": made["id"]})
        await customer.say("ticket.viewing", ticket_id=made["id"], typing=True)
        assert await listener.say("ticket:viewing", {"ticket_id": made["id"]}) == {"ok": True}
        everybody = [("Ada Admin", False), ("Axel Agent", False), ("Carla Customer", True)]
        await sees(agent, *everybody)
        # The customer learns who is writing to them, not who is looking.
        await sees(customer)
        await agent.say("ticket.viewing", data={"ticket_id": made["id"], "typing": True})
        await sees(customer, ("Axel Agent", True))
        assert (await listener.hears("ticket:presence"))["ticket_id"] == made["id"]

        await agent.say("ticket.viewing", data={"ticket_id": None})
        await sees(admin, ("Ada Admin", False), ("Carla Customer", True))
        customer.socket.transport.abort()
        await sees(admin, ("Ada Admin", False))

    async def test_typing_that_nobody_takes_back_ends_by_itself(
        self, tenant: Tenant, screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(presence, "TYPING_S", 0.2)
        made, agent = await tenant.ticket(), await screen(tenant.agent)
        await agent.say("ticket.viewing", data={"ticket_id": made["id"], "typing": True})
        await sees(agent, ("Axel Agent", False))
        assert agent.all("ticket.presence")[0]["data"]["people"][0]["typing"] is True

    async def test_of_a_ticket_they_may_not_see_is_not_found(
        self, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        one, other = await make_tenant(), await make_tenant()
        made = await one.ticket()
        for somebody in (other.admin, await one.person("customer"), await one.person("operator")):
            stranger = await screen(somebody)
            await stranger.say("ticket.viewing", data={"ticket_id": made["id"]})
            assert (await stranger.hears("error"))["data"]["status"] == 404
            assert not stranger.all("ticket.presence")

    async def test_ends_with_the_right_to_see_it(
        self, tenant: Tenant, screen: OpenScreen, floor: Floor
    ) -> None:
        made = await tenant.ticket()
        agent, admin = await screen(tenant.agent), await screen(tenant.admin)
        for one in (agent, admin):
            await one.say("ticket.viewing", data={"ticket_id": made["id"]})
        await sees(admin, ("Ada Admin", False), ("Axel Agent", False))
        await tenant.admin.put(f"/api/users/{tenant.agent.id}", json={"role": "customer"})
        await sees(admin, ("Ada Admin", False))
