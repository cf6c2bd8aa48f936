"""An operator's browser with fake devices, a call over a real trunk, and what is really heard."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.async_api import Browser, Page, async_playwright

from ringdesk.domains.telephony.fakes.sip import PstnSim, Telephone
from ringdesk.domains.telephony.sip import SipCarrier
from ringdesk.wiring import House
from tests.browser.conftest import CHROMIUM, QUIET
from tests.conftest import Person, Tenant, eventually
from tests.domains.telephony.network import comes_true, lately, loudness

pytestmark = pytest.mark.anyio

WEB = Path(__file__).parents[2] / "web"
FAKE = [
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
# The whole of what a page has to bring: a socket, and an element that plays.
PAGE = """async (token) => {
  window.heard = {}
  const opened = []
  const connect = () => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws?token=${token}`)
    window.socket = socket
    socket.onmessage = ({ data }) => {
      const { type, data: said } = JSON.parse(data)
      if (type === 'error') (window.refused ??= []).push(said)
      for (const listener of window.heard[type] ?? []) listener(said)
    }
    socket.onopen = () => setTimeout(() => opened.forEach((tell) => tell()), 200)
  }
  const channel = {
    say: (type, data) => (window.socket.send(JSON.stringify({ type, data })), true),
    on: (type, listener) => {
      ;(window.heard[type] ??= []).push(listener)
      return () => {}
    },
    onOpen: (listener) => (opened.push(listener), () => {}),
  }
  window.reconnect = connect
  connect()
  await new Promise((done) => window.socket.addEventListener('open', done))
  window.phone = new ringdesk.Softphone({ channel, iceServers: async () => [] })
  await phone.start()
  const player = new Audio()
  player.srcObject = phone.sound
  void player.play()
}"""
ENERGY = """async () => {
  const report = [...(await window.phone.connection.getStats()).values()]
  return report.find((one) => one.type === 'inbound-rtp')?.totalAudioEnergy ?? 0
}"""

LOUD, QUIET_ENOUGH = 300.0, 60.0  # root mean square of 16-bit samples

Sit = Callable[[Person], Awaitable["Operator"]]


class Operator:
    def __init__(self, page: Page, person: Person) -> None:
        self.page, self.person = page, person

    async def state(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.page.evaluate("window.phone.state")
        return found

    async def until(self, seconds: float = 15, **wanted: Any) -> None:
        async def it_is() -> bool:
            state = await self.state()
            return all(state[name] == value for name, value in wanted.items())

        await eventually(it_is, seconds)

    async def do(self, what: str) -> None:
        await self.page.evaluate(f"window.phone.{what}")

    async def hears_until(self, loud: bool) -> None:
        """On a machine that is busy what is played comes late, too."""

        async def it_does() -> bool:
            heard = await self.hears()
            return heard > 0.002 if loud else heard < 0.0005

        await eventually(it_does, 20)

    async def hears(self, seconds: float = 1.0) -> float:
        """Energy of what is played in a second: a tone of .3 has .045."""
        before = await self.page.evaluate(ENERGY)
        await asyncio.sleep(seconds)
        return float(await self.page.evaluate(ENERGY) - before) / seconds


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> str:
    bundle = tmp_path_factory.mktemp("softphone") / "softphone.js"
    command = [
        "node_modules/.bin/rolldown", "call/softphone.ts", "-f", "iife", "-n", "ringdesk", "-o",
        str(bundle),
    ]  # fmt: skip
    subprocess.run(command, cwd=WEB, check=True, capture_output=True)
    return bundle.read_text() + ";window.ringdesk = ringdesk"


@pytest.fixture(scope="module")
async def listening(anyio_backend: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *FAKE])
        yield opened
        await opened.close()


@pytest.fixture
async def caller(tenant: Tenant) -> Person:
    return await tenant.person("operator", name="Olga Operator")


@pytest.fixture
async def sit(listening: Browser, address: str, script: str) -> AsyncIterator[Sit]:
    """`await sit(person)`: at a browser, with a softphone that is connected."""
    contexts = []

    async def begin(person: Person) -> Operator:
        context = await listening.new_context(permissions=["microphone"])
        contexts.append(context)
        page = await context.new_page()
        await page.goto(f"{address}/livez")
        async with asyncio.timeout(30):  # a script has no end of its own
            await page.evaluate(script)
            await page.evaluate(PAGE, person.token)
        operator = Operator(page, person)
        await operator.until(connection="connected")
        return operator

    yield begin
    for context in contexts:
        await context.close()


async def call_somebody(who: Person, number: str) -> int:
    lead = await who.post("/api/app/leads", {"name": "Lea Lead", "phone": number, "source": "web"})
    assert lead.status_code == 201, lead.text
    call = await who.post("/api/app/calls", {"lead_id": lead.json()["id"]})
    assert call.status_code == 201, call.text
    return int(call.json()["id"])


def strength(phone: Telephone, seconds: float = 0.8) -> float:
    sound = lately(phone, seconds).astype(float)
    return float(np.sqrt((sound**2).mean())) if len(sound) else 0.0


async def answered(network: PstnSim) -> Telephone:
    await comes_true(lambda: any(phone.state == "answered" for phone in network.phones))
    return next(phone for phone in network.phones if phone.state == "answered")


@pytest.mark.usefixtures("trunk")
class TestCall:
    async def test_both_hear_each_other_and_keys_hold_and_hanging_up_work(
        self, caller: Person, network: PstnSim, sit: Sit
    ) -> None:
        operator = await sit(caller)
        call = await call_somebody(caller, "+4930123451")
        phone = await answered(network)
        await operator.until(callId=call)
        await comes_true(lambda: strength(phone) > LOUD)
        await operator.hears_until(loud=True)

        await operator.do("press('5')")
        await operator.do("press('#')")
        await comes_true(lambda: phone.digits == "5#")

        await operator.do("mute(true)")
        await comes_true(lambda: strength(phone) < QUIET_ENOUGH)
        await operator.do("mute(false)")
        await comes_true(lambda: strength(phone) > LOUD)

        held = await caller.post(f"/api/app/calls/{call}/hold", {"on": True})
        assert held.status_code == 200, held.text
        await operator.until(held=True)
        await operator.hears_until(loud=False)
        await comes_true(lambda: loudness(lately(phone, 4), 440) < 0.05)
        await caller.post(f"/api/app/calls/{call}/hold", {"on": False})
        await operator.until(held=False)

        await operator.do("hangUp()")
        await operator.until(callId=None)
        await comes_true(lambda: phone.state == "over")
        state = await operator.state()
        assert state["connection"] == "connected"

    async def test_a_new_connection_is_in_the_same_call(
        self, caller: Person, network: PstnSim, sit: Sit
    ) -> None:
        operator = await sit(caller)
        await call_somebody(caller, "+4930123451")
        phone = await answered(network)
        await comes_true(lambda: strength(phone) > LOUD)
        await operator.do("connect()")
        await comes_true(lambda: strength(phone, 0.3) < QUIET_ENOUGH)
        await operator.until(connection="connected")
        await comes_true(lambda: strength(phone) > LOUD)


class TestWhoMayCallNoMore:
    async def test_is_told_so_and_asks_no_more_until_they_switch_it_on(
        self, tenant: Tenant, caller: Person, sit: Sit
    ) -> None:
        operator = await sit(caller)
        role = f"/api/users/{caller.id}"
        assert (await tenant.admin.put(role, {"role": "support_agent"})).status_code == 200
        await operator.until(connection="off", refused=True, microphone=False)
        assert await operator.page.evaluate("phone.connection === null")
        assert (await tenant.admin.put(role, {"role": "operator"})).status_code == 200
        await operator.page.evaluate("window.reconnect()")
        await operator.do("start()")
        await operator.until(connection="connected", refused=False)


@pytest.mark.usefixtures("trunk")
class TestSupervising:
    async def test_listen_whisper_and_barge_are_heard_by_whom_they_should(
        self, tenant: Tenant, caller: Person, network: PstnSim, sit: Sit
    ) -> None:
        agent, boss = await sit(caller), await sit(tenant.admin)
        call = await call_somebody(caller, "+4930123451")
        phone = await answered(network)
        await agent.until(callId=call)
        await agent.do("mute(true)")
        network.phones[0].customer.speech = iter(())  # the customer is silent, too

        async def mode(name: str) -> None:
            asked = await tenant.admin.post(f"/api/app/calls/{call}/supervise", {"mode": name})
            assert asked.status_code == 200, asked.text
            await asyncio.sleep(1.2)

        await mode("listen")
        await comes_true(lambda: strength(phone) < QUIET_ENOUGH)
        assert await agent.hears() < 0.0005
        await mode("whisper")
        assert await agent.hears(1.5) > 0.0005
        assert strength(phone) < QUIET_ENOUGH
        await mode("barge")
        await comes_true(lambda: strength(phone) > LOUD)
        await boss.do("hangUp()")  # leaves; the call goes on
        await boss.until(callId=None)
        assert phone.state == "answered"
        kinds = [one.kind for one in await tenant.log()]
        assert kinds.count("CallSupervised") == 4

    async def test_only_administrators_may(
        self, tenant: Tenant, caller: Person, network: PstnSim, sit: Sit
    ) -> None:
        await sit(caller)
        call = await call_somebody(caller, "+4930123451")
        await answered(network)
        for person, status in ((caller, 403), (tenant.customer, 403)):
            asked = await person.post(f"/api/app/calls/{call}/supervise", {"mode": "listen"})
            assert asked.status_code == status, asked.text
        without = await tenant.admin.post(f"/api/app/calls/{call}/supervise", {"mode": "listen"})
        assert without.status_code == 409, without.text


OURS, CALLER = "+498001234567", "+491512345678"
MENU = {"do": "menu", "say": "Press one.", "keys": {"1": {"do": "hang_up", "say": "Goodbye."}}}


@pytest.mark.usefixtures("trunk")
class TestCallsThatComeIn:
    async def test_whoever_is_free_hears_a_caller_who_waited_with_music(
        self, tenant: Tenant, caller: Person, network: PstnSim, house: House, sit: Sit
    ) -> None:
        queue = await tenant.admin.post(
            "/api/app/inbound/queues", {"name": "Everybody", "ring_s": 0}
        )
        assert queue.status_code == 201, queue.text
        menu = {**MENU, "keys": {"1": {"do": "queue", "queue_id": queue.json()["id"]}}}
        number = {"number": OURS, "queue_id": queue.json()["id"], "menu": menu}
        made = await tenant.admin.post("/api/app/inbound/numbers", number)
        assert made.status_code == 201, made.text
        operator = await sit(caller)
        [carrier] = [one.carrier for one in await house.carriers.of(tenant.id)]
        assert isinstance(carrier, SipCarrier)

        phone = network.call(OURS, carrier.address, from_number=CALLER, presses="1")
        await comes_true(lambda: phone.state == "answered")
        await comes_true(lambda: strength(phone, 0.3) > LOUD, 20)  # music, while they wait
        assert (await operator.state())["callId"] is None
        free = await caller.put("/api/app/availability", {"state": "available"})
        assert free.status_code == 200, free.text
        await eventually(lambda: in_a_call(operator), 15)
        assert await operator.hears(1.5) > 0.02  # a steady tone of .3
        await operator.do("mute(true)")
        await comes_true(lambda: strength(phone) < QUIET_ENOUGH)
        await operator.do("hangUp()")
        await comes_true(lambda: phone.state == "over")


async def in_a_call(operator: Operator) -> bool:
    return (await operator.state())["callId"] is not None
