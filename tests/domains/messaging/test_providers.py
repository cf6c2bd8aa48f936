"""Who carries messages: set up, in order, at a pace, with secrets that nobody sees again."""

import ssl
import time

import pytest

from ringdesk.domains import messaging
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant
from tests.domains.messaging.conftest import Office
from tests.domains.messaging.mail_server import Mails, mail_server

pytestmark = pytest.mark.anyio

PATH = "/api/app/channels"
SECRETS = "select credentials from message_providers where tenant_id = $1 and id = $2"


def smtp(port: int, **changes: object) -> dict[str, object]:
    return {
        "channel": "email", "kind": "smtp", "name": f"Server {port}", "sender": "desk@example.org",
        "settings": {"host": "127.0.0.1", "port": port, "security": "none"}, **changes,
    }  # fmt: skip


class TestCredentials:
    async def test_are_sealed_and_never_shown(self, office: Office) -> None:
        made = await office.provider(credentials={"password": "open sesame"})
        assert made["has_credentials"] == ["password"]
        for path in (PATH, f"{PATH}/{made['id']}"):
            assert "open sesame" not in (await office.admin.get(path)).text
        async with office.tenant.work() as work:
            sealed = await work.value(str, SECRETS, made["id"])
        assert sealed is not None
        assert "open sesame" not in sealed
        told = [str(one) for one in await office.tenant.log()]
        assert not any("open sesame" in one for one in told)

    async def test_are_entered_again_when_they_would_go_elsewhere(self, office: Office) -> None:
        made = await office.provider(credentials={"password": "open sesame"})
        path = f"{PATH}/{made['id']}"
        elsewhere = {"settings": {**made["settings"], "host": "127.0.0.2"}}
        refused = await office.admin.put(path, elsewhere)
        assert refused.status_code == 400
        assert refused.json()["details"]["errors"][0]["field"] == "credentials"
        assert (await office.admin.put(path, {"name": "Other"})).status_code == 200

    async def test_are_for_administrators(self, office: Office) -> None:
        for person in (office.tenant.agent, office.tenant.customer):
            assert (await person.get(PATH)).status_code == 403
            assert (await person.post(PATH, smtp(25))).status_code == 403
            assert (await person.get(f"{PATH}/kinds")).status_code == 403


class TestAnAddressInside:
    async def test_is_for_those_who_run_the_machine(self, office: Office, second: Tenant) -> None:
        refused = await second.admin.post(PATH, smtp(office.port))
        assert refused.status_code == 400
        for host in ("169.254.169.254", "10.0.0.1", "localhost", "0x7f.1"):
            body = smtp(25, settings={"host": host, "port": 25, "security": "none"})
            assert (await office.admin.post(PATH, body)).status_code == 400, host

    async def test_of_no_mail_server_is_refused(self, second: Tenant) -> None:
        body = smtp(22, settings={"host": "93.184.216.34", "port": 22, "security": "none"})
        assert (await second.admin.post(PATH, body)).status_code == 400


class TestOrder:
    async def test_the_next_carries_while_the_first_is_away(self, office: Office) -> None:
        async with mail_server(Mails()) as gone:
            pass
        await office.provider(
            settings={"host": "127.0.0.1", "port": gone, "security": "none"}, position=0
        )
        await office.provider(position=1)
        sent = await office.send("second@example.org")
        await office.becomes(sent, "sent")
        assert len(office.mails.to("second@example.org")) == 1
        shown = (await office.admin.get(PATH)).json()
        assert [one["resting_until"] is not None for one in shown] == [True, False]
        assert (await office.admin.get(f"/api/app/messages/{sent.number}")).json()["message"][
            "attempts"
        ] == 1

    async def test_a_test_goes_by_the_one_that_is_tested(self, office: Office) -> None:
        other = Mails()
        async with mail_server(other) as port:
            await office.provider(position=0)
            made = await office.provider(
                settings={"host": "127.0.0.1", "port": port, "security": "none"}, position=1,
                enabled=False,
            )  # fmt: skip
            path = f"{PATH}/{made['id']}"
            assert (await office.admin.post(f"{path}/check")).json()["ok"] is True
            answer = await office.admin.post(f"{path}/test", {"recipient": "me@example.org"})
            assert answer.status_code == 201
            async with office.tenant.work() as work:
                message = await messaging.get_message(work, number=answer.json()["id"])
            await office.becomes(message, "sent")
            assert len(other.to("me@example.org")) == 1
        assert office.mails.taken == []


class TestAPace:
    async def test_holds_for_all_together(self, office: Office) -> None:
        await office.provider(per_second=5)
        began = time.monotonic()
        sent = [await office.send(f"slow{nr}@example.org") for nr in range(16)]
        for one in sent:
            await office.becomes(one, "sent")
        assert time.monotonic() - began >= (16 - 5) / 5 * 0.9


class TestAddresses:
    async def test_in_any_script_arrive_where_they_belong(self, office: Office) -> None:
        await office.provider()
        domain = await office.send("ann@bücher.example")
        local = await office.send("jörg@bücher.example")
        await office.becomes(domain, "sent")
        await office.becomes(local, "sent")
        assert office.mails.to("ann@xn--bcher-kva.example")
        assert office.mails.to("jörg@xn--bcher-kva.example")

    @pytest.mark.parametrize(
        "address",
        ["a@b@c", "a b@example.org", "a@example", "a@-x.example", "a\r\nBcc: x@example.org",
         "<a@example.org>", "a@exa\u202emple.org", ".a@example.org", "a@1.2.3.4", "@example.org"],
    )  # fmt: skip
    async def test_that_are_none_are_refused(self, office: Office, address: str) -> None:
        body = {"recipient": address, "type": "email", "body": "x"}
        assert (await office.admin.post("/api/app/messages", body)).status_code == 400

    async def test_are_the_same_however_they_are_written(self, office: Office) -> None:
        async with office.home.house.office.open(Actor.the_house(office.tenant.id)) as work:
            await messaging.opt_out(work, channel="email", address="Jörg@BÜCHER.example")
            why = await messaging.why_not(
                work, channel="email", recipient="jörg@xn--bcher-kva.example", purpose="marketing"
            )
        assert why == "opted_out"


class TestTls:
    async def test_is_not_begun_with_a_server_nobody_vouches_for(self, office: Office) -> None:
        """The server asks for STARTTLS that it does not have, or shows no certificate of ours."""
        made = await office.provider(
            settings={"host": "127.0.0.1", "port": office.port, "security": "starttls",
                      "username": "desk"}, credentials={"password": "open sesame"},
        )  # fmt: skip
        found = (await office.admin.post(f"{PATH}/{made['id']}/check")).json()
        assert found["ok"] is False
        assert isinstance(office.home.house.messaging.egress.trust, ssl.SSLContext)
