"""The queue of messages when its workers are killed: each message goes out once, or is shown as one
of which nobody knows; none goes out twice."""

import asyncio
import random
import secrets
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ringdesk.domains import identity, messaging
from ringdesk.domains.messaging.channels.channel import KINDS
from ringdesk.domains.messaging.channels.fakes.post_office import PostOffice, stand_in
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import INSTALLATION, Actor, Work
from ringdesk.wiring import build
from tests.conftest import eventually
from tests.faults.conftest import ROOT
from tests.houses import fresh_installation

pytestmark = pytest.mark.anyio

MESSAGES = 240
WORKER = "ringdesk.domains.messaging.channels.fakes.worker"
STATES = "select state, count(*)::int as n from messages_out where tenant_id = $1 group by state"
SENT_EVENTS = "select count(*) from events where tenant_id = $1 and kind = 'MessageSent'"


class Installation:
    """One tenant with a provider of SMS, and what works there."""

    def __init__(self, urls: Urls, settings: Settings) -> None:
        self.urls = urls
        self.house = build(settings, urls.app, reacting=False)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Installation"]:
        async with self.house.database.connected():
            async with self.house.office.open(Actor.the_house(INSTALLATION)) as work:
                self.tenant_id = (await identity.add_tenant(work, "First", first=True)).id
            yield self

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self.house.office.open(Actor.the_house(self.tenant_id)) as work:
            yield work

    async def set_up(self, port: int) -> None:
        before = KINDS["sms", "twilio"]
        stand_in(port, knows=True)
        async with self.work() as work:
            await messaging.add_provider(self.house.messaging.senders, work,
                messaging.ProviderChanges(channel="sms", kind="twilio", name="Post office"),
            )  # fmt: skip
        KINDS["sms", "twilio"] = before

    async def write(self, many: int) -> None:
        async with self.work() as work:
            for nr in range(many):
                await messaging.send(
                    work, channel="sms", recipient=f"+1555{nr:07}", body="Your parcel is here"
                )

    async def states(self) -> Counter[str]:
        async with self.work() as work:
            rows = await work._connection.fetch(STATES, self.tenant_id)
        return Counter({row["state"]: row["n"] for row in rows})

    async def is_settled(self) -> bool:
        found = await self.states()
        return not found["pending"] and not found["sending"]

    async def worker(self, port: int, *, knows: bool) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", WORKER, self.urls.app, str(port),
            "1" if knows else "0", cwd=ROOT, stdout=asyncio.subprocess.PIPE,
            env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        assert process.stdout is not None
        async with asyncio.timeout(60):
            assert (await process.stdout.readline()).strip() == b"ready"
        return process


@pytest.fixture
async def installation(settings: Settings, database: Urls) -> AsyncIterator[Installation]:
    async with (
        fresh_installation(settings, database.owner) as urls,
        Installation(urls, settings).open() as found,
    ):
        yield found


async def killed_again_and_again(
    installation: Installation, office: PostOffice, port: int, *, knows: bool, kills: int
) -> None:
    """Two workers at a time; whenever some more were taken, one is killed without a word."""
    chance = random.Random(secrets.randbelow(2**31))
    workers = [await installation.worker(port, knows=knows) for _ in range(2)]
    for nr in range(kills):
        goal = min(MESSAGES - 1, (nr + 1) * MESSAGES // (kills + 2))

        async def far_enough(goal: int = goal) -> bool:
            return len(office.taken) >= goal or await installation.is_settled()

        await eventually(far_enough, seconds=60)
        victim = workers.pop(chance.randrange(len(workers)))
        victim.kill()
        await victim.wait()
        workers.append(await installation.worker(port, knows=knows))
    await eventually(installation.is_settled, seconds=90)
    for one in workers:
        one.kill()
        await one.wait()


class TestWorkersThatAreKilled:
    async def test_send_each_message_once_where_the_provider_can_be_asked(
        self, installation: Installation
    ) -> None:
        office = PostOffice(slow_s=0.1)
        async with office.open() as port:
            await installation.set_up(port)
            await installation.write(MESSAGES)
            await killed_again_and_again(installation, office, port, knows=True, kills=4)
        assert await installation.states() == {"sent": MESSAGES}
        assert len(office.taken) == MESSAGES
        assert set(office.taken.values()) == {1}

    async def test_send_none_twice_where_it_cannot_and_show_what_nobody_knows(
        self, installation: Installation
    ) -> None:
        office = PostOffice(slow_s=0.1)
        async with office.open() as port:
            await installation.set_up(port)
            await installation.write(MESSAGES)
            await killed_again_and_again(installation, office, port, knows=False, kills=3)
        states = await installation.states()
        assert states["sent"] + states["unknown"] == MESSAGES
        assert set(office.taken.values()) == {1}
        assert states["unknown"] <= 3 * 20  # of each killed one at most what was in its hands

    async def test_count_what_they_sent(self, installation: Installation) -> None:
        office = PostOffice(slow_s=0.02)
        async with office.open() as port:
            await installation.set_up(port)
            await installation.write(MESSAGES)
            await killed_again_and_again(installation, office, port, knows=True, kills=2)
        async with installation.work() as work:
            found = await messaging.statistics(work)
            assert found.messages_sent == MESSAGES
            assert found.by_provider == {"sms": MESSAGES}
            assert found.delivery_rate == 100.0


class TestAnswersThatAreLost:
    async def test_leave_messages_unknown_and_a_receipt_settles_them(
        self, installation: Installation
    ) -> None:
        office = PostOffice(loses=0.2)
        async with office.open() as port:
            await installation.set_up(port)
            await installation.write(50)
            worker = await installation.worker(port, knows=True)
            await eventually(installation.is_settled, seconds=60)
            worker.kill()
            await worker.wait()
        states = await installation.states()
        assert set(office.taken.values()) == {1}
        assert states["unknown"] > 0
        assert states["sent"] + states["unknown"] == 50
