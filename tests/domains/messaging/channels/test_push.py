"""Notifications in browsers: switched on at the door, sealed, delivered once, gone with 410."""

import secrets
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from ringdesk.domains.messaging.channels.channel import Refused, Sender, TryLater
from ringdesk.domains.messaging.channels.fakes.push import Browser, FakePush
from ringdesk.domains.messaging.channels.push import (
    PushSettings,
    queries,
    sealing,
    subscribe,
)
from ringdesk.domains.messaging.channels.push.sender import WebPush, payload
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.work import Actor
from tests.conftest import Person, Tenant
from tests.domains.messaging.channels.setups import letter, setup

pytestmark = pytest.mark.anyio


@pytest.fixture
async def service() -> AsyncIterator[FakePush]:
    async with FakePush().running() as fake:
        yield fake


async def switch_on(tenant: Tenant, person: Person, service: FakePush) -> Browser:
    """As the door does, where the push service is on loopback."""
    browser = service.browser()
    place = urlsplit(service.address).netloc
    actor = Actor(id=person.id, tenant_id=tenant.id)
    async with tenant.house.office.open(actor) as work:
        await subscribe(
            work, Egress(allow=[place]), **browser.subscription, browser="Firefox", at_home=True
        )
    return browser


def sender(tenant: Tenant, service: FakePush, *, own: bool = True) -> Sender:
    place = urlsplit(service.address).netloc
    settings = PushSettings(own_services=(place,) if own else ())
    return WebPush(setup(settings, {}, near=place, office=tenant.house.office, tenant_id=tenant.id))


class TestSending:
    async def test_reaches_every_browser_of_the_person_and_no_other(
        self, tenant: Tenant, service: FakePush
    ) -> None:
        mine = [await switch_on(tenant, tenant.agent, service) for _ in range(2)]
        other = await switch_on(tenant, tenant.admin, service)
        given = letter(
            "push",
            str(tenant.agent.id),
            "Привет",
            subject="A ticket",
            headers={"X-Link": "/tickets/7"},
        )
        assert (await sender(tenant, service).send(given)).provider_id == "msg_7"
        for browser in mine:
            assert browser.shown["msg_7"] == {
                "title": "A ticket", "body": "Привет", "tag": "msg_7", "url": "/tickets/7",
            }  # fmt: skip
        assert other.shown == {}

    async def test_twice_is_one_notification(self, tenant: Tenant, service: FakePush) -> None:
        browser = await switch_on(tenant, tenant.agent, service)
        given = letter("push", str(tenant.agent.id))
        service.loses_answers = 1
        with pytest.raises(TryLater):
            await sender(tenant, service).send(given)
        await sender(tenant, service).send(given)
        assert len(browser.shown) == 1
        assert len(set(browser.topics)) == 1

    async def test_a_browser_that_is_gone_is_forgotten(
        self, tenant: Tenant, service: FakePush
    ) -> None:
        gone = await switch_on(tenant, tenant.agent, service)
        gone.is_gone = True
        with pytest.raises(Refused):
            await sender(tenant, service).send(letter("push", str(tenant.agent.id)))
        assert await browsers(tenant, tenant.agent) == 0
        there = await switch_on(tenant, tenant.agent, service)
        await sender(tenant, service).send(letter("push", str(tenant.agent.id)))
        assert len(there.shown) == 1

    async def test_nobodys_browser_is_refused(self, tenant: Tenant, service: FakePush) -> None:
        with pytest.raises(Refused):
            await sender(tenant, service).send(letter("push", str(tenant.agent.id)))

    async def test_an_address_inside_is_reached_only_if_it_was_named(
        self, tenant: Tenant, service: FakePush
    ) -> None:
        browser = await switch_on(tenant, tenant.agent, service)
        with pytest.raises(TryLater):
            await sender(tenant, service, own=False).send(letter("push", str(tenant.agent.id)))
        assert service.asked == []
        assert browser.shown == {}

    def test_a_link_out_of_the_house_leads_home(self) -> None:
        for link in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"):
            assert b'"url":"/"' in payload(letter("push", "1", headers={"X-Link": link}))

    def test_a_novel_is_cut_until_it_fits(self) -> None:
        told = payload(letter("push", "1", "😀" * 5_000, subject="ы" * 500))
        assert len(told) <= sealing.MOST_BYTES


async def browsers(tenant: Tenant, person: Person) -> int:
    async with tenant.work() as work:
        statement = (
            "select count(*) from push_subscriptions where tenant_id = $1 and person_id = $2"
        )
        return await work.value(int, statement, person.id) or 0


class TestTheDoor:
    def browser(self) -> dict[str, str]:
        made = FakePush().browser().subscription
        return {**made, "endpoint": f"https://93.184.216.34/send/{secrets.token_hex(8)}"}

    async def enable(self, tenant: Tenant) -> None:
        given = {"channel": "push", "kind": "webpush", "name": "Push"}
        answer = await tenant.admin.post("/api/app/channels", given)
        assert answer.status_code == 201, answer.text

    async def test_offers_a_key_that_stays_the_same(self, tenant: Tenant) -> None:
        assert (await tenant.agent.get("/api/app/push")).json() == {
            "enabled": False, "public_key": "", "subscriptions": [],
        }  # fmt: skip
        await self.enable(tenant)
        first = (await tenant.agent.get("/api/app/push")).json()
        second = (await tenant.customer.get("/api/app/push")).json()
        assert first["enabled"]
        assert first["public_key"] == second["public_key"]
        assert len(sealing.decoded(first["public_key"])) == 65

    async def test_the_private_key_is_sealed(self, tenant: Tenant) -> None:
        await self.enable(tenant)
        public = (await tenant.agent.get("/api/app/push")).json()["public_key"]
        async with tenant.work() as work:
            stored = await work.value(str, queries.KEY)
        assert stored is not None
        with pytest.raises(ValueError):
            assert sealing.public_key_of(stored) == public

    async def test_switches_on_and_off_ones_own_browser(self, tenant: Tenant) -> None:
        made = await tenant.agent.post("/api/app/push", self.browser())
        assert made.status_code == 201, made.text
        path = made.headers["location"]
        assert (await tenant.admin.delete(path)).status_code == 404
        assert (await tenant.agent.delete(path)).status_code == 200
        assert await browsers(tenant, tenant.agent) == 0

    async def test_who_signs_in_next_takes_the_browser_over(self, tenant: Tenant) -> None:
        given = self.browser()
        await tenant.agent.post("/api/app/push", given)
        await tenant.admin.post("/api/app/push", given)
        assert await browsers(tenant, tenant.agent) == 0
        assert await browsers(tenant, tenant.admin) == 1

    async def test_ten_browsers_at_most_the_oldest_goes(self, tenant: Tenant) -> None:
        for _ in range(12):
            answer = await tenant.agent.post("/api/app/push", self.browser())
            assert answer.status_code == 201
        assert await browsers(tenant, tenant.agent) == 10

    @pytest.mark.parametrize(
        "endpoint",
        ["http://push.example/x", "https://127.0.0.1/x", "https://169.254.169.254/latest",
         "https://[::ffff:127.0.0.1]/x", "https://0x7f.1/x", "https://user@93.184.216.34/x",
         "https://93.184.216.34:22/x", "file:///etc/passwd", "not an address at all"],
    )  # fmt: skip
    async def test_takes_no_address_that_is_no_public_service(
        self, tenant: Tenant, endpoint: str
    ) -> None:
        answer = await tenant.agent.post("/api/app/push", {**self.browser(), "endpoint": endpoint})
        assert answer.status_code == 400
        assert answer.json()["details"]["errors"][0]["field"] == "endpoint"

    @pytest.mark.parametrize(
        "wrong", [{"p256dh": "AAAAAAAAAAAA"}, {"auth": "AAAAAAAAAAAA"}, {"p256dh": "ü" * 20}]
    )
    async def test_takes_no_key_that_is_none(self, tenant: Tenant, wrong: dict[str, str]) -> None:
        answer = await tenant.agent.post("/api/app/push", {**self.browser(), **wrong})
        assert answer.status_code == 400
