from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from standardwebhooks import WebhookVerificationError

from ringdesk.wire.webhook_topics import TOPICS
from tests.conftest import Tenant, eventually
from tests.domains.webhooks.conftest import APP, Home
from tests.domains.webhooks.receiver import Receiver
from tests.domains.webhooks.test_delivery import heard, state_is

pytestmark = pytest.mark.anyio

GOOD = {"url": "https://hooks.example.com/in", "types": ["ticket.created"]}
STORED = "select secret || coalesce(former_secret, '') from webhook_endpoints where tenant_id = $1"


class TestTheCatalogue:
    async def test_has_an_example_of_every_type(self, home: Home) -> None:
        found = await home.get(f"{APP}/catalogue")
        assert [one["type"] for one in found] == [topic.type for topic in TOPICS]
        for one in found:
            assert set(one["example"]) == {"type", "timestamp", "data"}
            assert one["example"]["type"] == one["type"] and one["description"].endswith(".")

    def test_names_each_type_once_and_each_fact_in_one_type(self) -> None:
        assert len({topic.type for topic in TOPICS}) == len(TOPICS)
        kinds = [kind for topic in TOPICS for kind in topic.kinds]
        assert len(set(kinds)) == len(kinds)
        for topic in TOPICS:
            assert not topic.subject or topic.subject in topic.kinds[0].__struct_fields__


class TestAWebhook:
    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        for person in (tenant.agent, tenant.customer):
            assert (await person.get(APP)).status_code == 403
            assert (await person.get(f"{APP}/catalogue")).status_code == 403
            assert (await person.post(APP, GOOD)).status_code == 403

    async def test_shows_its_secret_once(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver)
        assert made["secret"].startswith("whsec_") and len(made["secret"]) == 50
        shown = await home.client.get(f"{APP}/{made['id']}")
        listed = await home.client.get(APP)
        assert "secret" not in shown.json()
        assert made["secret"] not in shown.text + listed.text
        async with home.work() as work:
            stored = await work.value(str, STORED)
        assert stored is not None and made["secret"][6:] not in stored

    async def test_of_another_tenant_is_nobodys(self, tenant: Tenant, make_tenant: Any) -> None:
        async with tenant.work() as work:  # no address of ours is public: put there by hand
            made = await work.value(
                int,
                "insert into webhook_endpoints (tenant_id, url, types, cursor, created_by)"
                " values ($1, 'https://example.com', '{ticket.created}', 0, $2) returning id",
                tenant.admin.id,
            )
        stranger = (await make_tenant()).admin
        for path in (f"{APP}/{made}", f"{APP}/{made}/deliveries"):
            assert (await tenant.admin.get(path)).status_code == 200
            assert (await stranger.get(path)).status_code == 404
        assert (await stranger.put(f"{APP}/{made}", {"enabled": False})).status_code == 404
        for act in ("test", "rotate"):
            assert (await stranger.post(f"{APP}/{made}/{act}", {})).status_code == 404
        assert (await stranger.delete(f"{APP}/{made}")).status_code == 404

    @pytest.mark.parametrize(
        "url",
        [
            "http://example.com/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/",
            "https://169.254.169.254/latest/meta-data", "https://10.1.2.3/", "https://0x7f.1/",
            "https://2130706433/", "https://[::ffff:127.0.0.1]/", "https://user:pw@example.com/",
            "https://example.com:25/", "file:///etc/passwd", "javascript:alert(1)", "https://",
            "gopher://example.com/", "https://[fc00::1]/", "https://[64:ff9b::7f00:1]/", " ",
            "https://example.com\r\nX: y/",
        ],
    )  # fmt: skip
    async def test_leads_to_public_servers_alone(self, url: str, tenant: Tenant) -> None:
        answer = await tenant.admin.post(APP, {**GOOD, "url": url})
        assert answer.status_code == 400
        said = answer.json()["details"]["errors"]
        assert said == [{"field": "url", "message": "Not the https address of a public server"}]

    async def test_of_any_but_the_first_tenant_reaches_no_allowed_host(
        self, home: Home, receiver: Receiver
    ) -> None:
        person = {
            "email": "second@example.org", "password": "a long enough phrase",
            "full_name": "Second", "tenant_name": "Second",
        }  # fmt: skip
        token = (await home.client.post("/api/v1/auth/register", json=person)).json()
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        body = {"url": receiver.url, "types": ["ticket.created"]}
        answer = await home.client.post(APP, json=body, headers=headers)
        assert answer.status_code == 400

    @pytest.mark.parametrize(
        "wrong",
        [
            {"types": []}, {"types": ["no.such"]}, {"types": "ticket.created"},
            {"most_at_once": 11}, {"most_at_once": 0}, {"per_second": 0}, {"per_second": 1e9},
            {"description": "x" * 501}, {"url": "x" * 2001}, {"secret": "mine"}, {"tenant_id": 1},
            {"enabled": "yes"}, {"description": "nul \x00"},
        ],
    )  # fmt: skip
    async def test_is_refused_where_it_makes_no_sense(
        self, wrong: dict[str, Any], home: Home, receiver: Receiver
    ) -> None:
        body = {**GOOD, "url": receiver.url, **wrong}
        assert (await home.post(APP, body)).status_code == 400
        made = await home.webhook(receiver)
        answer = await home.client.put(f"{APP}/{made['id']}", json=wrong)
        assert answer.status_code == 400

    async def test_changes_only_what_is_given(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver, description="Ours", per_second=5)
        path = f"{APP}/{made['id']}"
        changed = (await home.client.put(path, json={"types": ["lead.created"]})).json()
        assert changed["types"] == ["lead.created"]
        kept = ("url", "description", "per_second", "enabled", "include_notes")
        assert {k: changed[k] for k in kept} == {k: made[k] for k in kept}
        assert changed["version"] == made["version"] + 1
        same = (await home.client.put(path, json={"types": ["lead.created"]})).json()
        assert same["version"] == changed["version"]

    async def test_there_are_twenty_at_most(self, home: Home, receiver: Receiver) -> None:
        for _ in range(20):
            await home.webhook(receiver)
        body = {"url": receiver.url, "types": ["ticket.created"]}
        answer = await home.post(APP, body)
        assert (answer.status_code, answer.json()["code"]) == (409, "TOO_MANY_WEBHOOKS")


class TestRotating:
    async def test_lets_both_secrets_verify_for_a_while(
        self, home: Home, receiver: Receiver
    ) -> None:
        old = await home.webhook(receiver)
        path = f"{APP}/{old['id']}"
        new = (await home.post(f"{path}/rotate", {"overlap_hours": 1})).json()
        assert new["secret"] != old["secret"] and new["former_secret_until"] is not None
        await home.ticket()
        await eventually(heard(receiver, 1))
        for secret in (old["secret"], new["secret"]):
            assert receiver.heard[0].verified(secret)["type"] == "ticket.created"
        assert len(receiver.heard[0].headers["webhook-signature"].split(" ")) == 2
        await home.run(
            "update webhook_endpoints set former_ends_at = now() - interval '2 s'"
            " where tenant_id = $1"
        )
        await home.ticket()
        await eventually(heard(receiver, 2))
        assert receiver.heard[1].verified(new["secret"])
        with pytest.raises(WebhookVerificationError):
            receiver.heard[1].verified(old["secret"])

    async def test_is_kept_nowhere_in_the_open(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver)
        key = {"Idempotency-Key": "one-and-only"}
        path = f"{APP}/{made['id']}/rotate"
        new = (await home.client.post(path, json={}, headers=key)).json()["secret"]
        async with home.work() as work:
            kept = await work.value(
                int,
                "select count(*) from idempotency_keys where tenant_id = $1 and"
                " position($2::text in convert_from(coalesce(body, ''), 'UTF8')) > 0",
                new,
            )
        assert kept == 0

    async def test_without_overlap_ends_the_former_at_once(
        self, home: Home, receiver: Receiver
    ) -> None:
        old = await home.webhook(receiver)
        await home.post(f"{APP}/{old['id']}/rotate", {"overlap_hours": 0})
        await home.ticket()
        await eventually(heard(receiver, 1))
        with pytest.raises(WebhookVerificationError):
            receiver.heard[0].verified(old["secret"])


class TestTesting:
    async def test_sends_the_example_once(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver, types=["call.ended", "ticket.created"])
        path = f"{APP}/{made['id']}/test"
        assert (await home.post(path, {"type": "ticket.created"})).json()["is_test"] is True
        await eventually(heard(receiver, 1))
        payload = receiver.heard[0].verified(made["secret"])
        assert payload["data"]["ticket"]["title"] == "The printer is on fire"
        assert receiver.heard[0].id.startswith("msg_test_")
        assert (await home.post(path, {"type": "lead.created"})).status_code == 400

    async def test_that_fails_is_not_tried_again_and_counts_for_nothing(
        self, home: Home, receiver: Receiver
    ) -> None:
        receiver.status = 500
        made = await home.webhook(receiver)
        await home.post(f"{APP}/{made['id']}/test", {})
        await eventually(state_is(home, made, "failed"))
        assert (await home.get(f"{APP}/{made['id']}"))["failing_since"] is None

    async def test_of_one_that_is_off_is_refused(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver, enabled=False)
        answer = await home.post(f"{APP}/{made['id']}/test", {})
        assert (answer.status_code, answer.json()["code"]) == (409, "WEBHOOK_IS_OFF")


def all_arrived(home: Home, webhook: dict[str, Any]) -> Callable[[], Awaitable[bool]]:
    """And that is written down: the receiver hears of it before."""

    async def arrived() -> bool:
        return {one["state"] for one in await home.deliveries(webhook)} == {"delivered"}

    return arrived


class TestReplaying:
    async def test_sends_one_again_with_the_id_it_had(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver)
        await home.ticket()
        await eventually(state_is(home, made, "delivered"))
        one = (await home.deliveries(made))[0]
        path = f"{APP}/{made['id']}/deliveries/{one['id']}/replay"
        assert (await home.post(path)).json()["state"] == "waiting"
        await eventually(heard(receiver, 2))
        assert [one.id for one in receiver.heard] == [one["message_id"]] * 2
        await eventually(state_is(home, made, "delivered"))
        assert len((await home.detail(made))["attempt_log"]) == 2

    async def test_since_a_time_sends_what_was_missed_while_it_was_off(
        self, home: Home, receiver: Receiver
    ) -> None:
        since = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
        made = await home.webhook(receiver, most_at_once=1)
        path = f"{APP}/{made['id']}"
        had = await home.ticket("Had")
        await eventually(heard(receiver, 1))
        await home.client.put(path, json={"enabled": False})
        missed = await home.ticket("Missed")
        await home.numbered()
        await home.client.put(path, json={"enabled": True})
        after = await home.ticket("After")
        await eventually(heard(receiver, 2))
        assert [one.json["data"]["id"] for one in receiver.heard] == [had, after]
        again = await home.post(f"{path}/replay", {"since": since})
        count = again.json()["count"]
        await eventually(heard(receiver, 2 + count))
        ids = [one.json["data"]["id"] for one in receiver.heard[2:]]
        assert missed in ids and had not in ids and after not in ids
        assert (await home.post(f"{path}/replay", {"since": since})).json()["count"] == 0
        await eventually(all_arrived(home, made))
        all_of_it = await home.post(f"{path}/replay", {"since": since, "delivered_too": True})
        assert all_of_it.json()["count"] == count + 2

    @pytest.mark.parametrize(
        "since", ["2001-01-01T00:00:00Z", "yesterday", "2026-01-01T00:00:00", 5, None]
    )
    async def test_of_a_time_that_makes_no_sense_is_refused(
        self, since: object, home: Home, receiver: Receiver
    ) -> None:
        made = await home.webhook(receiver)
        answer = await home.post(f"{APP}/{made['id']}/replay", {"since": since})
        assert answer.status_code == 400


class TestTheLog:
    async def test_shows_what_would_be_sent_now(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver)
        ticket_id = await home.ticket()
        await eventually(state_is(home, made, "delivered"))
        seen = await home.detail(made)
        assert seen["payload"] == msgspec.json.decode(receiver.heard[0].body)
        assert seen["payload"]["data"]["id"] == ticket_id
        assert (seen["attempt_log"][0]["status"], seen["attempt_log"][0]["answer"]) == (
            200, "thank you",
        )  # fmt: skip

    async def test_pages_by_id_and_filters_by_state(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver)
        for nr in range(3):
            await home.ticket(f"Nr {nr}")
        await eventually(heard(receiver, 3))
        await eventually(state_is(home, made, "delivered"))
        first = await home.deliveries(made, "?limit=2")
        rest = await home.deliveries(made, f"?limit=2&before={first[-1]['id']}")
        assert [len(first), len(rest)] == [2, 1]
        assert await home.deliveries(made, "?state=failed") == []
        answer = await home.client.get(f"{APP}/{made['id']}/deliveries?state=nonsense")
        assert answer.status_code == 400

    async def test_forgets_after_thirty_days(self, home: Home, receiver: Receiver) -> None:
        made = await home.webhook(receiver)
        await home.ticket()
        await eventually(state_is(home, made, "delivered"))
        await home.run(
            "update webhook_deliveries set made_at = now() - interval '31 days'"
            " where tenant_id = $1"
        )
        await home.house.house.jobs._handlers["webhooks.tidy"](None)  # type: ignore[arg-type]
        assert await home.deliveries(made) == []


class TestTheSameKey:
    """The answer has the secret, which is kept nowhere to be read."""

    async def test_makes_one_webhook_and_tells_its_secret_once(
        self, home: Home, receiver: Receiver
    ) -> None:
        body = {"url": receiver.url, "types": ["ticket.created"]}
        key = {"Idempotency-Key": "the same"}
        answers = [await home.client.post(APP, json=body, headers=key) for _ in range(2)]
        assert [one.status_code for one in answers] == [201, 409], answers[0].text
        assert answers[1].json()["code"] == "ANSWER_NOT_KEPT"
        assert len(await home.get(APP)) == 1

    async def test_changes_a_secret_once(self, home: Home, receiver: Receiver) -> None:
        body = {"url": receiver.url, "types": ["ticket.created"]}
        made = (await home.post(APP, body)).json()
        path, key = f"{APP}/{made['id']}/rotate", {"Idempotency-Key": "the same"}
        answers = [await home.client.post(path, json={}, headers=key) for _ in range(2)]
        assert [one.status_code for one in answers] == [200, 409], answers[0].text
