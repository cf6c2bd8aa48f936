"""How administrators set up who carries their calls."""

from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.domains import telephony
from ringdesk.domains.telephony.fakes.twilio import FakeTwilio
from ringdesk.domains.telephony.service import addresses_of
from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.conftest import MakeTenant, Tenant
from tests.houses import open_house

pytestmark = pytest.mark.anyio

SID = f"AC{'0' * 32}"
TOKEN = "0123456789abcdef-token"
TWILIO: dict[str, Any] = {
    "kind": "twilio", "name": "Twilio", "settings": {"account_sid": SID},
    "credentials": {"auth_token": TOKEN}, "caller_ids": ["+14155550100"],
}  # fmt: skip
SIP: dict[str, Any] = {
    "kind": "sip", "name": "Our trunk",
    "settings": {"host": "127.0.0.1", "username": "ringdesk", "transport": "tcp"},
    "credentials": {"password": "trunk-password"},
}  # fmt: skip
PATH = "/api/app/carriers"


async def added(tenant: Tenant, fake: FakeTwilio, **changes: Any) -> dict[str, Any]:
    given = TWILIO | {
        "settings": {"account_sid": fake.account.sid, "base_url": fake.address},
        "credentials": {"auth_token": fake.account.token},
    } | changes  # fmt: skip
    answer = await tenant.admin.post(PATH, given)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


class TestWithoutCarriers:
    async def test_calls_are_simulated_and_it_says_so(self, tenant: Tenant) -> None:
        assert (await tenant.admin.get(PATH)).json() == {"carriers": [], "simulated": True}


class TestAdding:
    async def test_shows_all_but_the_credentials(self, tenant: Tenant, fake: FakeTwilio) -> None:
        answer = await tenant.admin.post(PATH, TWILIO | {
            "settings": {"account_sid": fake.account.sid, "base_url": fake.address},
            "credentials": {"auth_token": fake.account.token},
        })  # fmt: skip
        made = answer.json()
        assert answer.headers["Location"] == f"{PATH}/{made['id']}"
        assert made["health"] == {"ok": True, "says": "Account Fake is active"}
        assert made["has_credentials"] == ["auth_token"]
        assert made["inbound_url"].endswith("/inbound")
        assert (made["calls_per_second"], made["most_calls"]) == (1.0, 100)
        assert fake.account.token not in answer.text
        listed = await tenant.admin.get(PATH)
        assert listed.json() == {"carriers": [made], "simulated": False}
        assert fake.account.token not in listed.text

    async def test_keeps_nothing_readable(self, tenant: Tenant, fake: FakeTwilio) -> None:
        await added(tenant, fake)
        async with tenant.work() as work:
            row = await work.value(str, "select carriers::text from carriers where tenant_id = $1")
        assert row is not None and fake.account.token not in row
        assert fake.account.token not in "".join(one.body for one in await tenant.log())

    async def test_is_told_by_id_alone(self, tenant: Tenant, fake: FakeTwilio) -> None:
        made = await added(tenant, fake)
        [fact] = [one for one in await tenant.log() if one.kind == "CarrierAdded"]
        assert fact.body.replace(" ", "") == f'{{"carrier_id":{made["id"]}}}'

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"settings": {}}, "settings"),
         ({"settings": {"account_sid": "AC1"}}, "settings"),
         ({"settings": {"account_sid": SID, "tenant_id": "x"}}, "settings"),
         ({"settings": {"account_sid": SID, "base_url": "http://169.254.169.254/"}}, "settings"),
         ({"settings": {"account_sid": SID, "base_url": "https://10.0.0.1"}}, "settings"),
         ({"settings": {"account_sid": SID, "api_key_sid": f"SK{'1' * 32}"}}, "credentials"),
         ({"credentials": {}}, "credentials"),
         ({"credentials": {"password": "x"}}, "credentials"),
         ({"credentials": {"auth_token": "a\nb"}}, "credentials"),
         ({"caller_ids": ["4155550100"]}, "caller_ids"),
         ({"name": "   "}, "name")],
    )  # fmt: skip
    async def test_refuses_what_makes_no_carrier(
        self, tenant: Tenant, changes: dict[str, Any], field: str
    ) -> None:
        answer = await tenant.admin.post(PATH, TWILIO | changes)
        assert answer.status_code == 400, answer.text
        assert [one["field"] for one in answer.json()["details"]["errors"]] == [field]

    @pytest.mark.parametrize(
        "trunk",
        [{"host": "a b"}, {"host": "x", "port": 0}, {"host": "x", "transport": "sctp"},
         {"host": "127.0.0.1", "srtp": True}, {"host": "127.0.0.1", "ca": "junk"},
         {"host": "127.0.0.1", "ca": "junk", "transport": "tls"},
         {"host": "127.0.0.1", "backups": ["10.0.0.1"]},
         {"host": "127.0.0.1", "backups": ["127.0.0.1"] * 5},
         {"host": "x", "codecs": []}, {"host": "x", "codecs": ["G729"]},
         {"host": "x", "codecs": ["PCMU", "PCMU"]}, {"port": 5060},
         {"host": "192.0.2.1", "advertised_ip": "x; rm"}, {"host": "10.0.0.1"},
         {"host": "x", "username": "a\r\nVia: b"}],
    )  # fmt: skip
    async def test_refuses_what_makes_no_trunk(self, tenant: Tenant, trunk: dict[str, Any]) -> None:
        answer = await tenant.admin.post(PATH, SIP | {"settings": trunk})
        assert answer.status_code == 400, answer.text

    async def test_refuses_a_name_that_is_taken(self, tenant: Tenant, fake: FakeTwilio) -> None:
        await added(tenant, fake)
        answer = await tenant.admin.post(PATH, TWILIO | {"name": "TWILIO"})
        assert (answer.status_code, answer.json()["code"]) == (409, "CARRIER_NAME_TAKEN")

    async def test_ends_at_ten(self, tenant: Tenant) -> None:
        for n in range(10):
            one = {"kind": "simulation", "name": f"Play {n}", "enabled": False}
            assert (await tenant.admin.post(PATH, one)).status_code == 201
        answer = await tenant.admin.post(PATH, {"kind": "simulation", "name": "One more"})
        assert (answer.status_code, answer.json()["code"]) == (409, "TOO_MANY_CARRIERS")


class TestChanging:
    async def test_keeps_what_is_not_given(self, tenant: Tenant, fake: FakeTwilio) -> None:
        made = await added(tenant, fake)
        answer = await tenant.admin.put(f"{PATH}/{made['id']}", {"name": "Main line"})
        assert answer.json() == made | {"name": "Main line"}
        [fact] = [one for one in await tenant.log() if one.kind == "CarrierChanged"]
        assert '"name"' in fact.body and "credentials" not in fact.body

    async def test_of_credentials_is_told_by_name_only(
        self, tenant: Tenant, fake: FakeTwilio
    ) -> None:
        made = await added(tenant, fake)
        changed = {"credentials": {"auth_token": "another-token"}}
        answer = await tenant.admin.put(f"{PATH}/{made['id']}", changed)
        assert answer.json()["health"]["ok"] is False
        [fact] = [one for one in await tenant.log() if one.kind == "CarrierChanged"]
        assert '"credentials"' in fact.body and "another-token" not in fact.body

    async def test_of_the_address_asks_for_the_credentials_again(
        self, tenant: Tenant, fake: FakeTwilio
    ) -> None:
        made = await added(tenant, fake)
        async with FakeTwilio().running() as evil:
            moved = {"settings": made["settings"] | {"base_url": evil.address}}
            answer = await tenant.admin.put(f"{PATH}/{made['id']}", moved)
            assert answer.status_code == 400
            assert answer.json()["details"]["errors"][0]["field"] == "credentials"
            assert evil.asked == []

    @pytest.mark.parametrize("moved", [{"backups": ["127.0.0.2"]}, {"transport": "udp"}])
    async def test_of_a_trunks_way_asks_for_the_credentials_again(
        self, tenant: Tenant, moved: dict[str, Any]
    ) -> None:
        made = (await tenant.admin.post(PATH, SIP)).json()
        changed = {"settings": made["settings"] | moved}
        answer = await tenant.admin.put(f"{PATH}/{made['id']}", changed)
        assert answer.status_code == 400, answer.text
        assert answer.json()["details"]["errors"][0]["field"] == "credentials"

    async def test_of_the_kind_is_refused(self, tenant: Tenant, fake: FakeTwilio) -> None:
        made = await added(tenant, fake)
        answer = await tenant.admin.put(f"{PATH}/{made['id']}", {"kind": "sip"})
        assert answer.status_code == 400

    async def test_to_a_name_that_is_taken_is_refused(
        self, tenant: Tenant, fake: FakeTwilio
    ) -> None:
        await added(tenant, fake)
        second = await added(tenant, fake, name="Second")
        answer = await tenant.admin.put(f"{PATH}/{second['id']}", {"name": "Twilio"})
        assert answer.status_code == 409

    async def test_switches_off(self, tenant: Tenant, fake: FakeTwilio) -> None:
        made = await added(tenant, fake)
        answer = await tenant.admin.put(f"{PATH}/{made['id']}", {"enabled": False})
        assert answer.json()["health"] == {"ok": False, "says": "Switched off"}
        with pytest.raises(telephony.CarrierRefused, match="switched on"):
            await tenant.house.carriers.dial(
                tenant.id, telephony.DialRequest(attempt=f"{tenant.id}:1", to_number="+14155550199")
            )

    async def test_takes_effect_at_once(self, tenant: Tenant, fake: FakeTwilio) -> None:
        first = await added(tenant, fake)
        second = await added(tenant, fake, name="Second", position=-0)
        await tenant.admin.put(f"{PATH}/{first['id']}", {"position": 5})
        trunks = await tenant.house.carriers.of(tenant.id)
        assert [one.id for one in trunks] == [second["id"], first["id"]]


class TestTesting:
    async def test_asks_now(self, tenant: Tenant, fake: FakeTwilio) -> None:
        made = await added(tenant, fake)
        fake.behaviour.account_status = "suspended"
        answer = await tenant.admin.post(f"{PATH}/{made['id']}/test")
        assert answer.json() == {"ok": False, "says": "The Twilio account is suspended"}
        assert fake.calls == {}

    async def test_says_when_nobody_answers(self, tenant: Tenant, fake: FakeTwilio) -> None:
        made = await added(tenant, fake)
        fake.behaviour.fails_with = 503
        answer = await tenant.admin.post(f"{PATH}/{made['id']}/test")
        assert answer.json()["ok"] is False


class TestRemoving:
    async def test_takes_it_away_with_its_credentials(
        self, tenant: Tenant, fake: FakeTwilio
    ) -> None:
        made = await added(tenant, fake)
        assert (await tenant.admin.delete(f"{PATH}/{made['id']}")).status_code == 200
        assert (await tenant.admin.get(PATH)).json() == {"carriers": [], "simulated": True}
        assert (await tenant.admin.get(f"{PATH}/{made['id']}")).status_code == 404
        assert (await tenant.admin.delete(f"{PATH}/{made['id']}")).status_code == 404

    async def test_of_one_that_placed_calls_forgets_them(
        self, tenant: Tenant, fake: FakeTwilio
    ) -> None:
        made = await added(tenant, fake)
        await tenant.house.carriers.dial(
            tenant.id, telephony.DialRequest(attempt=f"{tenant.id}:1", to_number="+14155550192")
        )
        assert (await tenant.admin.delete(f"{PATH}/{made['id']}")).status_code == 200
        with pytest.raises(telephony.CarrierSilent):
            await tenant.house.carriers.look_up(
                tenant.id, f"{tenant.id}:1", carrier_id=made["id"]
            )  # fmt: skip


class TestWho:
    async def test_is_for_administrators(self, tenant: Tenant, fake: FakeTwilio) -> None:
        made = await added(tenant, fake)
        one = f"{PATH}/{made['id']}"
        for person in (tenant.agent, tenant.customer):
            assert (await person.get(PATH)).status_code == 403
            assert (await person.get(one)).status_code == 403
            assert (await person.post(PATH, TWILIO)).status_code == 403
            assert (await person.put(one, {"name": "Mine"})).status_code == 403
            assert (await person.post(f"{one}/test")).status_code == 403
            assert (await person.delete(one)).status_code == 403

    async def test_is_for_nobody_without_a_token(self, stranger: AsyncClient) -> None:
        assert (await stranger.get(PATH)).status_code == 401

    async def test_of_another_tenant_is_not_there(
        self, tenant: Tenant, fake: FakeTwilio, make_tenant: MakeTenant
    ) -> None:
        made, other = await added(tenant, fake), await make_tenant()
        one = f"{PATH}/{made['id']}"
        assert (await other.admin.get(PATH)).json()["carriers"] == []
        assert (await other.admin.get(one)).status_code == 404
        assert (await other.admin.put(one, {"name": "Mine"})).status_code == 404
        assert (await other.admin.post(f"{one}/test")).status_code == 404
        assert (await other.admin.delete(one)).status_code == 404
        with pytest.raises(telephony.CarrierNotFound):
            await other.house.carriers.trunk(other.id, made["id"])


class TestAnotherProcess:
    async def test_learns_of_a_change_by_itself(self, tenant: Tenant, fake: FakeTwilio) -> None:
        here = tenant.house.carriers
        other = telephony.Carriers(here.office, here.vault, here.egress, here.kinds)
        await added(tenant, fake)
        assert [one.row.name for one in await other.of(tenant.id)] == ["Twilio"]
        other.notice(tenant.id)  # as after two seconds
        await added(tenant, fake, name="Second")
        assert [one.row.name for one in await other.of(tenant.id)] == ["Twilio", "Second"]

    async def test_keeps_what_need_not_be_built_anew(
        self, tenant: Tenant, fake: FakeTwilio
    ) -> None:
        made = await added(tenant, fake)
        before = await tenant.house.carriers.trunk(tenant.id, made["id"])
        await tenant.admin.put(f"{PATH}/{made['id']}", {"name": "Other", "caller_ids": []})
        after = await tenant.house.carriers.trunk(tenant.id, made["id"])
        assert after is before and after.row.name == "Other"


class TestPrivateAddresses:
    async def test_are_not_reached_from_a_workspace_that_is_not_the_operators(
        self, settings: Settings, database: Urls, tenant: Tenant, fake: FakeTwilio
    ) -> None:
        """Without the exception that the other tests make for themselves."""
        async with open_house(settings, database.app, egress_allow=("127.0.0.1",)) as plain:
            answer = await plain.client.post(
                PATH, headers={"Authorization": f"Bearer {tenant.admin.token}"},
                json=TWILIO | {"settings": {"account_sid": SID, "base_url": fake.address}},
            )  # fmt: skip
        assert answer.status_code == 400
        assert fake.asked == []


@pytest.mark.parametrize(
    ("trunk", "asked"),
    [({"proxy": "", "host": "sip.example.com", "port": 5060}, "https://sip.example.com:5060"),
     ({"proxy": "edge.example.com", "host": "x", "port": 5061}, "https://edge.example.com:5061"),
     ({"proxy": "edge.example.com:5080", "host": "x", "port": 5060},
      "https://edge.example.com:5080"),
     ({"proxy": "[2001:db8::1]:5080", "host": "x", "port": 5060}, "https://[2001:db8::1]:5080"),
     ({"proxy": "[2001:db8::1]", "host": "x", "port": 5060}, "https://[2001:db8::1]:5060")],
)  # fmt: skip
def test_a_trunk_is_looked_at_where_its_requests_go(trunk: dict[str, Any], asked: str) -> None:
    assert addresses_of("sip", trunk) == [asked]


def test_its_backups_are_looked_at_too() -> None:
    trunk = {"host": "a.example", "backups": ["b.example", "[2001:db8::1]"]}
    assert addresses_of("sip", trunk)[1:] == [
        "https://b.example:5060", "https://[2001:db8::1]:5060",
    ]  # fmt: skip
