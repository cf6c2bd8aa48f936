"""GET /api/app/ice: where a browser finds a way to another one."""

import base64
import hashlib
import hmac
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.domains import conversations
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import BadSettings, Settings
from tests.conftest import Person, Tenant
from tests.houses import OpenHouse, open_house
from tests.realtime.conftest import free_port
from tests.turn import TURNSERVER, Coturn, Turn

pytestmark = pytest.mark.anyio

SECRET = "a secret of coturn and us"
INSIDE = (
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1",
    "172.31.255.254", "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "255.255.255.255",
)  # fmt: skip
SERVERS = ("stun:127.0.0.1:3478", "turn:127.0.0.1:3478?transport=udp", "turns:127.0.0.1:5349")


@pytest.fixture
async def told(settings: Settings, database: Urls, address: str) -> AsyncIterator[OpenHouse]:
    """A server that knows of ICE servers, beside the one that all tests share."""
    async with open_house(
        settings, database.app, ice_servers=SERVERS, turn_secret=SECRET, turn_lifetime_s=600
    ) as opened:
        yield opened


async def asked(house: OpenHouse, who: Person) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {who.token}"}
    answer = await house.client.get("/api/app/ice", headers=headers)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def relays(shown: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in shown["ice_servers"] if one["urls"][0].startswith("turn")]


class TestStaff:
    async def test_get_credentials_that_coturn_can_check_and_that_end(
        self, tenant: Tenant, told: OpenHouse
    ) -> None:
        shown = await asked(told, tenant.agent)
        (relay,) = relays(shown)
        assert relay["urls"] == list(SERVERS[1:])
        until, _, whom = relay["username"].partition(":")
        assert whom == str(tenant.agent.id) and 590 < int(until) - time.time() < 601
        digest = hmac.new(SECRET.encode(), relay["username"].encode(), hashlib.sha1).digest()
        assert relay["credential"] == base64.b64encode(digest).decode()
        assert shown["ice_servers"][0] == {"urls": ["stun:127.0.0.1:3478"]}
        assert SECRET not in str(shown)


class TestCustomers:
    async def test_get_a_relay_only_while_they_have_a_call(
        self, tenant: Tenant, told: OpenHouse
    ) -> None:
        assert relays(await asked(told, tenant.customer)) == []
        me = (await tenant.house.doorkeeper.present(tenant.customer.token)).actor
        async with tenant.house.office.open(me) as work:
            await conversations.request_session(work, type="chat")
        assert relays(await asked(told, tenant.customer)) == []
        async with tenant.house.office.open(me) as work:
            call = await conversations.request_session(work, type="voice")
        assert len(relays(await asked(told, tenant.customer))) == 1
        other = await tenant.person("customer")
        assert relays(await asked(told, other)) == []
        async with tenant.house.office.open(me) as work:
            await conversations.end_session(work, session_id=call.id)
        assert relays(await asked(told, tenant.customer)) == []


class TestWithoutServers:
    async def test_there_is_nothing_to_tell(self, tenant: Tenant, stranger: AsyncClient) -> None:
        answer = await tenant.agent.get("/api/app/ice")
        assert answer.json()["ice_servers"] == []
        assert (await stranger.get("/api/app/ice")).status_code == 401


class TestTheSettings:
    @pytest.mark.parametrize(
        "given",
        [{"ICE_SERVERS": "http://example.org"}, {"ICE_SERVERS": "turn:example.org"},
         {"ICE_SERVERS": "stun:"}, {"ICE_SERVERS": "stun:a b"}, {"TURN_SECRET": "short"},
         {"ICE_SERVERS": "turn:example.org?transport=sctp", "TURN_SECRET": "x" * 16},
         {"TURN_LIFETIME_S": "59"}, {"TURN_LIFETIME_S": "86401"}],
    )  # fmt: skip
    def test_say_what_is_wrong(self, given: dict[str, str]) -> None:
        with pytest.raises(BadSettings):
            Settings.from_environment({f"RINGDESK_{name}": value for name, value in given.items()})

    def test_take_addresses_of_all_kinds(self) -> None:
        urls = "stun:a.org,stuns:[2001:db8::1]:5349,turn:a.org:3478?transport=tcp,turns:a.org"
        read = Settings.from_environment(
            {"RINGDESK_ICE_SERVERS": urls, "RINGDESK_TURN_SECRET": "x" * 16}
        )
        assert len(read.stun_servers) == len(read.turn_servers) == 2


@pytest.mark.skipif(not TURNSERVER, reason="coturn is not here")
class TestCoturn:
    """As deploy/coturn.conf configures it."""

    @pytest.fixture
    async def coturn(self, tmp_path: Path) -> AsyncIterator[Coturn]:
        server = Coturn(tmp_path, free_port())
        await server.start()
        yield server
        server.stop()

    async def test_takes_our_credentials_and_no_others(
        self, tenant: Tenant, settings: Settings, database: Urls, address: str, coturn: Coturn
    ) -> None:
        async with open_house(
            settings, database.app, ice_servers=(coturn.url,), turn_secret=coturn.secret
        ) as house:
            (relay,) = relays(await asked(house, tenant.agent))
        name, password = relay["username"], relay["credential"]
        for given, code in (
            ((name, password), 0), ((name, password[::-1]), 401), ((f"9{name}", password), 401),
            (("somebody", "password"), 401),
        ):  # fmt: skip
            with Turn(coturn.port, *given) as asking:
                assert await asking.refusal() == code

    async def test_takes_none_that_have_ended(self, coturn: Coturn) -> None:
        name = f"{int(time.time()) - 5}:7"
        digest = hmac.new(coturn.secret.encode(), name.encode(), hashlib.sha1).digest()
        with Turn(coturn.port, name, base64.b64encode(digest).decode()) as stale:
            assert await stale.refusal() == 401

    async def test_reaches_nobody_who_is_not_out_in_the_world(self, coturn: Coturn) -> None:
        """Only asked for permission: nothing is sent to any of them."""
        name = f"{int(time.time()) + 60}:7"
        digest = hmac.new(coturn.secret.encode(), name.encode(), hashlib.sha1).digest()
        with Turn(coturn.port, name, base64.b64encode(digest).decode()) as mine:
            assert await mine.refusal() == 0
            for address in INSIDE:
                assert await mine.denied(address) == 403, address
