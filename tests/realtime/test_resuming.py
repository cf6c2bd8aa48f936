"""A client that comes back is told exactly what it missed: no gap, nothing twice."""

import asyncio
import random
from datetime import UTC, datetime
from uuid import UUID

import pytest

from ringdesk.kernel.events import Event, Fact
from ringdesk.realtime import recent, stream
from tests.conftest import Tenant
from tests.realtime.conftest import Connect, Floor, OpenScreen, Screen

pytestmark = pytest.mark.anyio


async def post(tenant: Tenant, ticket_id: int, content: str) -> None:
    said = {"ticket_id": ticket_id, "content": content}
    answer = await tenant.agent.post("/api/messages", said)
    assert answer.status_code == 201, answer.text


def contents(screen: Screen) -> list[str]:
    return [one["data"]["message"]["content"] for one in screen.all("message.created")]


def fact_of(seq: int) -> Fact[Event]:
    return Fact(tenant_id=UUID(int=1), seq=seq, actor_id=0, at=datetime.now(UTC), event=Event())


class TestWhatWasMissed:
    async def test_comes_in_order_before_what_is_new(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        made = await tenant.ticket()
        first = await screen(tenant.customer)
        await post(tenant, made["id"], "one")
        seen = (await first.hears("message.created"))["seq"]
        await first.socket.close()
        await post(tenant, made["id"], "two")
        await post(tenant, made["id"], "three")
        again = await screen(tenant.customer, after=seen)
        assert again.heard[0]["data"]["seq"] == seen
        await post(tenant, made["id"], "four")
        await again.hears("message.created", 3)
        assert contents(again) == ["two", "three", "four"]
        numbers = [one["seq"] for one in again.heard]
        assert numbers == sorted(numbers)

    async def test_is_filtered_as_if_it_were_new(self, tenant: Tenant, screen: OpenScreen) -> None:
        before = await screen(tenant.customer)
        made = await tenant.ticket()
        start = (await before.hears("ticket.created"))["seq"]
        note = {"ticket_id": made["id"], "content": "Secret", "internal": True}
        await tenant.agent.post("/api/messages", note)
        await tenant.ticket(by=tenant.agent)
        await post(tenant, made["id"], "Public")
        customer = await screen(tenant.customer, after=start)
        await customer.hears("message.created")
        assert contents(customer) == ["Public"]
        assert not customer.all("ticket.created")
        agent = await screen(tenant.agent, after=start)
        await agent.hears("message.created", 2)
        assert contents(agent) == ["Secret", "Public"] and agent.all("ticket.created")

    async def test_socket_io_clients_come_back_the_same_way(
        self, tenant: Tenant, connect: Connect
    ) -> None:
        made = await tenant.ticket()
        start = (await (await connect(tenant.agent)).hears("authenticated"))["seq"]
        await post(tenant, made["id"], "missed")
        again = await connect(tenant.agent, after=start)
        assert (await again.hears("message:received"))["content"] == "missed"

    async def test_what_is_gone_by_now_is_left_out(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        start = (await screen(tenant.agent)).heard[0]["seq"]
        made = await tenant.ticket()
        await tenant.admin.delete(f"/api/tickets/{made['id']}")
        again = await screen(tenant.agent, after=start)
        await again.hears("ticket.deleted")
        assert not again.all("ticket.created")


class TestWhatIsRemembered:
    async def test_is_told_however_much_others_were_told_meanwhile(
        self, tenant: Tenant, screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(stream, "MOST_MISSED", 3)
        present, mine = await screen(tenant.admin), await tenant.ticket()
        before = await screen(tenant.customer)
        start = before.heard[0]["seq"]
        await before.socket.close()
        other = await tenant.person()
        for n in range(6):
            await tenant.ticket(by=other)
            await present.hears("ticket.created", n + 1)
        await post(tenant, mine["id"], "missed")
        await present.hears("message.created")
        again = await screen(tenant.customer, after=start)
        await again.hears("message.created")
        assert contents(again) == ["missed"]
        assert not again.all("reset")
        assert {one["data"]["id"] for one in again.all("ticket.created")} <= {mine["id"]}

    async def test_is_not_more_than_there_is_room_for(
        self, tenant: Tenant, screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(recent, "MOST", 2)
        present = await screen(tenant.admin)
        start = present.heard[0]["seq"]
        for n in range(5):
            await tenant.ticket()
            await present.hears("ticket.created", n + 1)
        again = await screen(tenant.agent, after=start)  # the log remembers
        await again.hears("ticket.created", 5)

    async def test_is_let_go_when_it_is_old(self) -> None:
        remembered = recent.Recent(since=0)
        remembered.keep(fact_of(1), frozenset({"a", "b"}))
        remembered.keep(fact_of(2), frozenset({"b"}))
        assert [fact.seq for fact in remembered.after(0, ["a", "b", "c"])] == [1, 2]
        remembered.forget_old(seconds=0)
        assert remembered.since == 2 and not remembered.after(2, ["a", "b"])

    async def test_whoever_hears_nothing_learns_how_far_the_log_is(
        self, tenant: Tenant, screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(stream, "HEAD_EACH", 3)
        present, idle = await screen(tenant.admin), await screen(tenant.customer)
        other = await tenant.person()
        for n in range(8):
            await tenant.ticket(by=other)
            await present.hears("ticket.created", n + 1)
        told = await idle.hears("log.head")
        assert told["seq"] >= idle.heard[0]["seq"] + 3
        assert {one["type"] for one in idle.heard} == {"welcome", "log.head"}
        assert not present.all("log.head")


class TestTooMuch:
    async def test_long_gap_is_a_reset(
        self, tenant: Tenant, screen: OpenScreen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(stream, "MOST_MISSED", 3)
        monkeypatch.setattr(recent, "MOST", 2)
        present = await screen(tenant.admin)
        start = (await screen(tenant.agent)).heard[0]["seq"]
        for n in range(4):
            await tenant.ticket()
            await present.hears("ticket.created", n + 1)
        late = await screen(tenant.agent, after=start)
        reset = await late.hears("reset")
        assert reset["seq"] == late.heard[0]["seq"] >= start + 4
        assert not late.all("ticket.created")

    async def test_number_that_was_never_reached_is_a_reset(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        await (await screen(tenant.agent, after=10**12)).hears("reset")


class TestWhileOthersWrite:
    async def test_no_gap_and_nothing_twice_however_often_one_comes_back(
        self, tenant: Tenant, screen: OpenScreen, floor: Floor
    ) -> None:
        made = await tenant.ticket()
        current = await screen(tenant.agent)
        said = [f"message {n}" for n in range(60)]
        heard: list[str] = []
        order, chance = list[int](), random.Random(7)

        async def write(mine: list[str]) -> None:
            for content in mine:
                await post(tenant, made["id"], content)

        writing = asyncio.gather(*(write(said[n::3]) for n in range(3)))
        while not writing.done() or len(heard) < len(said):
            at_least = len(contents(current)) + (1 if not writing.done() else 0)
            try:
                async with asyncio.timeout(0.05 * chance.random()):
                    await current.hears("message.created", at_least + 3)
            except TimeoutError:
                pass
            current.socket.transport.abort()  # no goodbye
            await current.is_closed()
            heard += contents(current)
            order += [one["seq"] for one in current.all("message.created")]
            last = max(one["seq"] for one in current.heard if one["seq"] is not None)
            current = await screen(tenant.agent, after=last)
        await writing
        assert sorted(heard) == sorted(said)
        assert order == sorted(set(order))
