"""session:signal: what the two browsers of a call say to each other, and nobody else hears."""

import json
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from websockets.exceptions import ConnectionClosed

from ringdesk.domains import conversations
from ringdesk.domains.conversations.calls import CallWatch
from ringdesk.kernel.settings import Settings
from ringdesk.realtime import signalling
from ringdesk.wiring import House
from tests.conftest import MakeTenant, Person, Tenant, eventually
from tests.realtime.conftest import Connect, Floor, OpenScreen, Screen, floor_of, free_port
from tests.realtime.redis_server import RedisServer, needs_redis
from tests.realtime.test_processes import connected

pytestmark = pytest.mark.anyio

PEER, OTHER = "aaaaaaaaaa", "bbbbbbbbbb"
READY = {"type": "ready", "peer": PEER, "seen": None}
OFFER = {"type": "offer", "peer": PEER, "to": OTHER, "sdp": "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n"}
CANDIDATES = {
    "type": "candidate", "peer": PEER, "to": OTHER,
    "candidates": [{"candidate": "candidate:1 1 udp 1 127.0.0.1 9 typ host", "sdpMid": "0",
                    "sdpMLineIndex": 0, "usernameFragment": "x"}],
}  # fmt: skip
GOOD: list[dict[str, Any]] = [
    READY, OFFER, {**OFFER, "type": "answer"}, CANDIDATES,
    {"type": "media", "peer": PEER, "microphone": True, "camera": False, "screen": None},
    {"type": "consent", "peer": PEER, "state": "refused"},
    {"type": "bye", "peer": PEER, "reason": "left"},
]  # fmt: skip
SESSION = "select status, ended_because from chat_sessions where tenant_id = $1 and id = $2"


@pytest.fixture
def floor(house: House, address: str) -> Floor:
    """The whole house, as wiring puts it together."""
    return Floor(house.realtime, address)


async def requested(tenant: Tenant, kind: str = "video", by: Person | None = None) -> int:
    actor = await actor_of(tenant, by or tenant.customer)
    async with tenant.house.office.open(actor) as work:
        session = await conversations.request_session(work, type=kind)  # type: ignore[arg-type]
    return session.id


async def joined(tenant: Tenant, kind: str = "video", by: Person | None = None) -> int:
    session_id = await requested(tenant, kind)
    async with tenant.house.office.open(await actor_of(tenant, by or tenant.agent)) as work:
        await conversations.join_session(work, session_id=session_id)
    return session_id


async def actor_of(tenant: Tenant, someone: Person) -> Any:
    return (await tenant.house.doorkeeper.present(someone.token)).actor


async def session_of(tenant: Tenant, session_id: int) -> conversations.Session:
    async with tenant.work() as work:
        return await conversations.get_session(work, session_id=session_id)


async def signal(screen: Screen, session_id: object, data: object) -> None:
    await screen.say("session.signal", data={"session_id": session_id, "data": data})


async def refused(screen: Screen, session_id: object, data: object = READY) -> tuple[int, str]:
    before = len(screen.all("error"))
    await signal(screen, session_id, data)
    problem = (await screen.hears("error", before + 1))["data"]
    return problem["status"], problem["code"]


async def is_told_that_it_is_over(screen: Screen, session_id: object) -> None:
    """Until the log has told it, what is said is passed on."""

    async def told() -> bool:
        await signal(screen, session_id, READY)
        await screen.is_up_to_date()
        return [one["data"]["code"] for one in screen.all("error")][-1:] == ["SESSION_OVER"]

    await eventually(told, 8)


class TestTheTwoOfACall:
    async def test_hear_each_other_as_it_was_said(self, tenant: Tenant, screen: OpenScreen) -> None:
        session_id = await joined(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        for speaker, hearer, who in (
            (customer, agent, tenant.customer), (agent, customer, tenant.agent),
        ):  # fmt: skip
            for data in GOOD:
                await signal(speaker, session_id, data)
            last = await hearer.hears("session.signal", len(GOOD))
            assert last["data"]["session_id"] == session_id and last["data"]["from"] == who.id
            heard = [one["data"]["data"] for one in hearer.all("session.signal")]
            for said, came in zip(GOOD, heard, strict=True):
                assert said.items() <= came.items()
        assert not customer.all("error") and not agent.all("error")

    async def test_hear_each_other_over_socket_io(
        self, tenant: Tenant, screen: OpenScreen, connect: Connect
    ) -> None:
        session_id = await joined(tenant)
        customer, agent = await connect(tenant.customer), await screen(tenant.agent)
        said = await customer.say("session:signal", {"session_id": session_id, "data": OFFER})
        assert said["ok"] is True
        assert (await agent.hears("session.signal"))["data"]["data"] == OFFER
        await signal(agent, session_id, READY)
        heard = await customer.hears("session:signal")
        assert heard == {"session_id": session_id, "from": tenant.agent.id, "data": READY}

    async def test_do_not_hear_themselves(self, tenant: Tenant, screen: OpenScreen) -> None:
        session_id = await joined(tenant)
        first, second = await screen(tenant.customer), await screen(tenant.customer)
        await signal(first, session_id, READY)
        for one in (first, second):
            await one.is_up_to_date()
            assert not one.all("session.signal")

    async def test_may_say_a_burst_of_candidates(self, tenant: Tenant, screen: OpenScreen) -> None:
        session_id = await joined(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        for _ in range(40):
            await signal(customer, session_id, CANDIDATES)
        await agent.hears("session.signal", 40)
        for _ in range(40):
            await signal(customer, session_id, CANDIDATES)
        assert (await customer.hears("error"))["data"]["code"] == "TOO_MANY"

    async def test_hang_up_and_the_session_ends_with_its_duration(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        session_id = await joined(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        await signal(customer, session_id, {"type": "bye", "peer": PEER, "reason": "hangup"})
        await agent.hears("session.signal")

        async def over() -> bool:
            return (await session_of(tenant, session_id)).status == "ended"

        await eventually(over)
        ended = await session_of(tenant, session_id)
        assert ended.ended_because == "hung_up" and ended.duration_seconds is not None
        await is_told_that_it_is_over(agent, session_id)


class TestConsent:
    async def test_to_a_recording_is_kept_for_each_side(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        session_id = await joined(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        await signal(agent, session_id, {"type": "consent", "peer": PEER, "state": "asked"})
        await customer.hears("session.signal")
        await agent.is_up_to_date()
        kept = await session_of(tenant, session_id)
        assert kept.agent_consented_at is not None and kept.customer_consented_at is None
        await signal(customer, session_id, {"type": "consent", "peer": OTHER, "state": "given"})
        await customer.is_up_to_date()
        assert (await session_of(tenant, session_id)).customer_consented_at is not None

    async def test_that_was_refused_is_none(self, tenant: Tenant, screen: OpenScreen) -> None:
        session_id = await joined(tenant)
        customer = await screen(tenant.customer)
        await signal(customer, session_id, {"type": "consent", "peer": OTHER, "state": "refused"})
        await customer.is_up_to_date()
        assert (await session_of(tenant, session_id)).customer_consented_at is None


class TestEverybodyElse:
    async def test_hears_nothing_and_is_told_there_is_nothing(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        session_id = await joined(tenant)
        foreign = await make_tenant()
        others = [
            tenant.admin, await tenant.person("support_agent"), await tenant.person("operator"),
            await tenant.person("customer"), foreign.customer, foreign.agent, foreign.admin,
        ]  # fmt: skip
        outsiders = [await screen(one) for one in others]
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        for one in outsiders:
            assert await refused(one, session_id) == (404, "SESSION_NOT_FOUND")
        for data in GOOD:
            await signal(customer, session_id, data)
            await signal(agent, session_id, data)
        for one in (customer, agent):
            await one.hears("session.signal", len(GOOD))
        for one in outsiders:
            await one.is_up_to_date()
            assert not one.all("session.signal")

    async def test_who_is_nobody_may_say_nothing(self, tenant: Tenant, screen: OpenScreen) -> None:
        session_id = await joined(tenant)
        nobody = await screen()
        assert (await refused(nobody, session_id))[0] == 401

    async def test_staff_who_lost_the_right_to_chats_say_nothing_more(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        session_id = await joined(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        await signal(agent, session_id, READY)
        await customer.hears("session.signal")
        changed = await tenant.admin.put(
            f"/api/users/{tenant.agent.id}", {"scopes": ["tickets:read", "chats:read"]}
        )
        assert changed.status_code == 200, changed.text

        async def told() -> bool:
            here = tenant.house.realtime.hub.of_person(tenant.id, tenant.agent.id)
            return all(one.actor is None or not one.actor.has("chats:write") for one in here)

        await eventually(told)
        if agent.closed is None:
            assert (await refused(agent, session_id))[0] == 403


class TestASessionThatIsNotActive:
    async def test_has_nobody_to_talk_to(self, tenant: Tenant, screen: OpenScreen) -> None:
        waiting = await requested(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        assert await refused(customer, waiting) == (409, "SESSION_WAITS")
        assert await refused(agent, waiting) == (404, "SESSION_NOT_FOUND")
        async with tenant.house.office.open(await actor_of(tenant, tenant.agent)) as work:
            await conversations.join_session(work, session_id=waiting)
        await signal(customer, waiting, READY)
        await agent.hears("session.signal")
        async with tenant.house.office.open(await actor_of(tenant, tenant.agent)) as work:
            await conversations.end_session(work, session_id=waiting)

        await is_told_that_it_is_over(customer, waiting)

    async def test_nor_is_a_chat_a_call(self, tenant: Tenant, screen: OpenScreen) -> None:
        session_id = await joined(tenant, "chat")
        assert await refused(await screen(tenant.customer), session_id) == (409, "NOT_A_CALL")


class TestWhatHasNoShape:
    @pytest.mark.parametrize(
        "data",
        [None, 1, "", [], {}, {"type": "offer"}, {"type": "no", "peer": PEER}, {"peer": PEER},
         {**OFFER, "sdp": "hello"}, {**OFFER, "sdp": ""}, {**OFFER, "sdp": 7},
         {**OFFER, "sdp": "v=0" + "x" * 40_000}, {**OFFER, "to": "NO"}, {**OFFER, "extra": 1},
         {**READY, "peer": "x" * 33}, {**CANDIDATES, "candidates": [{}] * 2},
         {**CANDIDATES, "candidates": [{"candidate": ""}] * 33},
         {**CANDIDATES, "candidates": [{"candidate": "x" * 1001}]},
         {**CANDIDATES, "candidates": [{"candidate": "", "sdpMLineIndex": -1}]},
         {"type": "consent", "peer": PEER, "state": "yes"},
         {"type": "bye", "peer": PEER, "reason": "no"}],
    )  # fmt: skip
    async def test_is_refused_and_told_to_nobody(
        self, tenant: Tenant, screen: OpenScreen, data: object
    ) -> None:
        session_id = await joined(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        assert (await refused(customer, session_id, data))[0] == 400
        await agent.is_up_to_date()
        assert not agent.all("session.signal")

    @pytest.mark.parametrize("session_id", [0, -1, 2**63, "1", None, 1.5, True, [], 10**40])
    async def test_nor_has_a_session_of_no_such_number(
        self, tenant: Tenant, screen: OpenScreen, session_id: object
    ) -> None:
        customer = await screen(tenant.customer)
        assert (await refused(customer, session_id))[0] == 400

    async def test_what_is_too_large_closes_the_socket_alone(
        self, tenant: Tenant, screen: OpenScreen
    ) -> None:
        session_id = await joined(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        await signal(customer, session_id, {**OFFER, "sdp": "v=0" + "x" * 70_000})
        assert await customer.is_closed() == 1009
        again = await screen(tenant.customer)
        await signal(again, session_id, READY)
        await agent.hears("session.signal")

    async def test_ten_thousand_of_them_harm_nobody(
        self, tenant: Tenant, make_tenant: MakeTenant, screen: OpenScreen
    ) -> None:
        """From one socket after the other, as fast as they can be sent."""
        session_id = await joined(tenant)
        bystanders = await make_tenant()
        theirs = await joined(bystanders)
        caller, called = await screen(bystanders.customer), await screen(bystanders.agent)
        agent = await screen(tenant.agent)
        dice, sent = random.Random(58), 0
        while sent < 10_000:
            hostile = await screen(tenant.customer)
            with suppress(ConnectionClosed):
                for _ in range(400):
                    sent += 1
                    await signal(hostile, session_id, spoiled(dice))
            await hostile.socket.close()
        await signal(caller, theirs, OFFER)
        assert (await called.hears("session.signal"))["data"]["data"] == OFFER
        await agent.is_up_to_date()
        assert (await tenant.agent.get("/api/tickets")).status_code == 200

    def test_nor_does_any_of_them_pass_for_a_signal(self) -> None:
        dice = random.Random(58)
        for _ in range(10_000):
            text = json.dumps({"session_id": 1, "data": spoiled(dice)})
            try:
                read = msgspec.json.decode(text, type=signalling.Signal)
            except msgspec.DecodeError:
                continue
            assert len(msgspec.json.encode(read)) < 64 * 1024


def spoiled(dice: random.Random) -> object:
    """A good one, and then a field that is not."""
    data = dict(dice.choice(GOOD))
    field = dice.choice([*data, "more"])
    data[field] = dice.choice(
        [None, -1, 1e308, "", "\x00" * 9, "\ud83d", [], {}, [[[]]], PEER * 99]
    )
    return data


class TestACallThatBothSidesLeft:
    async def test_ends_by_itself(self, tenant: Tenant, screen: OpenScreen) -> None:
        session_id = await joined(tenant)
        customer, agent = await screen(tenant.customer), await screen(tenant.agent)
        for speaker, hearer in ((customer, agent), (agent, customer)):
            await signal(speaker, session_id, READY)
            await hearer.hears("session.signal")
        await CallWatch(tenant.house.office).look()
        assert (await session_of(tenant, session_id)).status == "active"
        await seen(tenant, session_id, "agent_seen_at", "3 minutes")
        await CallWatch(tenant.house.office).look()
        assert (await session_of(tenant, session_id)).status == "active"
        await seen(tenant, session_id, "customer_seen_at", "3 minutes")
        await CallWatch(tenant.house.office).look()
        ended = await session_of(tenant, session_id)
        assert (ended.status, ended.ended_because) == ("ended", "both_left")

    async def test_also_if_nobody_ever_spoke(self, tenant: Tenant) -> None:
        session_id, chat = await joined(tenant), await joined(tenant, "chat")
        await CallWatch(tenant.house.office).look()
        assert (await session_of(tenant, session_id)).status == "active"
        for one in (session_id, chat):
            await seen(tenant, one, "joined_at", "31 minutes")
        await CallWatch(tenant.house.office).look()
        assert (await session_of(tenant, session_id)).ended_because == "both_left"
        assert (await session_of(tenant, chat)).status == "active"


async def seen(tenant: Tenant, session_id: int, column: str, ago: str) -> None:
    async with tenant.work() as work:
        await work.run(
            f"update chat_sessions set {column} = now() - interval '{ago}' "
            "where tenant_id = $1 and id = $2", session_id,
        )  # fmt: skip


@pytest.fixture
async def two(
    house: House, address: str, settings: Settings, tmp_path: Path
) -> AsyncIterator[tuple[Floor, Floor]]:
    redis = RedisServer(free_port(), tmp_path)
    redis.start()
    shared = replace(settings, redis_url=redis.url)
    async with AsyncExitStack() as stack:
        stack.callback(redis.stop)
        floors = [
            await stack.enter_async_context(floor_of(house, shared, hears_the_relay=False))
            for _ in range(2)
        ]
        for one in floors:
            signalling.connect(one.realtime, house.office, house.registry)
        yield floors[0], floors[1]


@needs_redis
class TestSeveralProcesses:
    async def test_carry_signals_from_one_to_the_other(
        self, tenant: Tenant, screen: OpenScreen, two: tuple[Floor, Floor]
    ) -> None:
        session_id = await joined(tenant)
        here, there = two
        agent, customer = (
            await screen(tenant.agent, at=here),
            await screen(tenant.customer, at=there),
        )
        admin = await screen(tenant.admin, at=there)
        await connected(two, tenant, agent, admin)
        for data in GOOD:
            await signal(agent, session_id, data)
            await signal(customer, session_id, data)
        for one in (agent, customer):
            await one.hears("session.signal", len(GOOD))
        await admin.is_up_to_date()
        assert not admin.all("session.signal")
