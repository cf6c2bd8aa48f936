"""Mailboxes at their door: for administrators, with passwords that are never shown."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from ringdesk.domains import identity
from ringdesk.domains.mailroom import queries
from ringdesk.domains.mailroom.models import Reached
from ringdesk.kernel.egress import Egress
from ringdesk.wiring import House
from tests.conftest import MakeTenant, Tenant, eventually
from tests.domains.mailroom.conftest import Post
from tests.domains.mailroom.server import HOST, PASSWORD, ImapServer, mail

pytestmark = pytest.mark.anyio
NUMBERED = "update mails set uid_validity = $3, uid = $4 where tenant_id = $1 and id = $2"


def given(imap: ImapServer, **more: Any) -> dict[str, Any]:
    return {
        "name": "Support", "address": "help@desk.example", "host": HOST, "port": imap.port,
        "username": "door", "password": PASSWORD, "enabled": False, **more,
    }  # fmt: skip


def new_folder(post: Post, name: str, raw: bytes) -> int:
    """With one mail; by which UIDVALIDITY it counts."""
    client = post.imap.client(post.user)
    client.create(name)
    status, [told] = client.status(name, "(UIDVALIDITY)")
    client.logout()
    assert status == "OK"
    post.imap.deliver(post.user, raw, folder=name)
    return int(told.rpartition(b" ")[2].rstrip(b")"))


@pytest.fixture
async def first(make_tenant: MakeTenant) -> Tenant:
    """There must be another before: the first of an installation can't be suspended."""
    return await make_tenant()


class TestOfASuspendedTenant:
    async def test_is_left_alone_until_it_goes_on(self, first: Tenant, post: Post) -> None:
        tenant = post.tenant
        async with tenant.work() as work:
            await identity.suspend_tenant(work, tenant_id=tenant.id, reason="unpaid")
        await post.receive(mail())
        due = await tenant.house.office.across(queries.DUE, 100_000)
        assert (tenant.id, post.mailbox_id) not in {tuple(row) for row in due}
        assert await post.mails() == []
        async with tenant.work() as work:
            await identity.resume_tenant(work, tenant_id=tenant.id)
        assert [one.state for one in await post.settled(1)] == ["taken"]


class TestAdding:
    async def test_shows_all_but_the_password_which_is_sealed(
        self, tenant: Tenant, imap: ImapServer, near: Egress
    ) -> None:
        answer = await tenant.admin.post("/api/app/mailboxes", given(imap))
        assert answer.status_code == 201, answer.text
        assert answer.json()["has_password"]
        assert PASSWORD not in answer.text
        async with tenant.work() as work:
            stored = await work.value(str, "select password from mailboxes where tenant_id = $1")
        assert stored is not None
        assert PASSWORD not in stored

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"host": "10.0.0.1"}, "host"), ({"host": "127.0.0.1"}, "host"),
            ({"host": "localhost"}, "host"), ({"host": "a b"}, "host"),
            ({"host": "[::1]"}, "host"), ({"address": "nobody"}, "address"),
            ({"address": "a+b@desk.example"}, "address"), ({"username": "a\r\nb"}, "username"),
            ({"password": "a\r\nLOGOUT"}, "password"), ({"folder": "IN\x00BOX"}, "folder"),
            ({"name": "  "}, "name"),
        ],
    )  # fmt: skip
    async def test_refuses_what_it_can_not_be(
        self, tenant: Tenant, imap: ImapServer, wrong: dict[str, str], field: str
    ) -> None:
        answer = await tenant.admin.post("/api/app/mailboxes", given(imap, **wrong))
        assert answer.status_code == 400, answer.text
        assert answer.json()["details"]["errors"][0]["field"] == field

    async def test_one_address_once(self, tenant: Tenant, imap: ImapServer, near: Egress) -> None:
        await tenant.admin.post("/api/app/mailboxes", given(imap))
        again = await tenant.admin.post(
            "/api/app/mailboxes", given(imap, name="Other", address="HELP@desk.example")
        )
        assert again.status_code == 409

    async def test_is_for_administrators(self, tenant: Tenant, imap: ImapServer) -> None:
        for person in (tenant.agent, tenant.customer):
            assert (await person.post("/api/app/mailboxes", given(imap))).status_code == 403
            assert (await person.get("/api/app/mailboxes")).status_code == 403


class TestChanging:
    async def test_another_server_wants_the_password_again(self, post: Post) -> None:
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        moved = await post.tenant.admin.put(path, {"host": "imap.evil.example"})
        assert moved.status_code == 400
        assert moved.json()["details"]["errors"][0]["field"] == "password"
        renamed = await post.tenant.admin.put(path, {"name": "Sales"})
        assert renamed.json()["name"] == "Sales"

    async def test_off_is_not_looked_at_and_on_again_is(self, post: Post) -> None:
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        await post.take(mail())
        await post.tenant.admin.put(path, {"enabled": False})
        await post.imap.receive(post.user, mail("Later"))
        async with post.tenant.work() as work:
            rows = await work.value(bool, "select enabled from mailboxes where tenant_id = $1")
        assert rows is False
        await post.tenant.admin.put(path, {"enabled": True})
        assert len(await post.settled(2)) == 2

    async def test_to_another_folder_brings_what_has_a_number_we_had(self, post: Post) -> None:
        [first] = await post.take(mail("From the first folder"))
        validity = await asyncio.to_thread(new_folder, post, "Sales", mail("From the second"))
        async with post.tenant.work() as work:
            assert await work.run(NUMBERED, first.id, validity, 1) == 1
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        changed = await post.tenant.admin.put(path, {"folder": "Sales"})
        assert changed.status_code == 200, changed.text
        assert [one.state for one in await post.settled(2)] == ["taken", "taken"]

    async def test_is_not_undone_by_a_look_that_began_before(self, post: Post) -> None:
        async with post.tenant.work() as work:
            before = await work.one(Reached, queries.REACHED, post.mailbox_id)
            assert before is not None
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        await post.tenant.admin.put(path, {"enabled": False})
        async with post.tenant.work() as work:
            seen = (post.mailbox_id, 7, 9, before.version)
            assert await work.run(queries.REMEMBER_UID, *seen) == 0
            looked = (post.mailbox_id, "", False, timedelta(hours=1), before.version)
            assert await work.run(queries.LOOKED, *looked) == 0

    async def test_the_log_names_the_fields_and_no_value(self, post: Post) -> None:
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        await post.tenant.admin.put(path, {"password": "another one", "interval_s": 20})
        [changed] = [one for one in await post.tenant.log() if one.kind == "MailboxChanged"]
        assert "another one" not in changed.body
        assert '"password"' in changed.body


class TestTesting:
    async def test_says_how_many_mails_there_are(self, post: Post) -> None:
        await post.imap.receive(post.user, mail(), mail())
        answer = await post.tenant.admin.post(f"/api/app/mailboxes/{post.mailbox_id}/test")
        assert (answer.status_code, answer.json()) == (200, {"mails": 2})

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"password": "wrong"}, "The mail server takes neither this name nor password"),
            ({"folder": "No such"}, "The mail server broke off or answers nonsense"),
            ({"port": 1, "password": PASSWORD}, "can't be reached"),
        ],
    )
    async def test_says_what_is_wrong(self, post: Post, wrong: dict[str, Any], says: str) -> None:
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        await post.tenant.admin.put(path, wrong)
        answer = await post.tenant.admin.post(f"{path}/test")
        assert answer.status_code == 503
        told = answer.json()["details"]["says"]
        assert says in told or "no such folder" in told

    async def test_a_certificate_that_nobody_trusts_is_told(
        self, tenant: Tenant, house: House, imap: ImapServer, near: Egress
    ) -> None:
        made = (await tenant.admin.post("/api/app/mailboxes", given(imap))).json()

        class Stranger(type(near)):  # type: ignore[misc]
            pass

        house.messaging.egress = Stranger()
        answer = await tenant.admin.post(f"/api/app/mailboxes/{made['id']}/test")
        assert answer.status_code == 503
        assert "certificate" in answer.json()["details"]["says"]

    async def test_what_is_wrong_stands_at_the_mailbox_and_it_rests_longer_each_time(
        self, post: Post
    ) -> None:
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        await post.tenant.admin.put(path, {"password": "wrong"})

        async def failed_twice() -> bool:
            shown = (await post.tenant.admin.get(path)).json()
            if shown["failures"] < 2:
                await post.look()
            return shown["failures"] >= 2 and "password" in shown["says"]

        await eventually(failed_twice, seconds=20)


class TestRemoving:
    async def test_leaves_the_tickets_and_forgets_the_rest(self, post: Post) -> None:
        [taken] = await post.take(mail())
        path = f"/api/app/mailboxes/{post.mailbox_id}"
        assert (await post.tenant.admin.delete(path)).status_code == 200
        assert (await post.tenant.admin.get(path)).status_code == 404
        assert (await post.ticket(taken.ticket_id))["description"] == "The printer smokes."
        async with post.tenant.work() as work:
            assert await work.value(int, queries.COUNT_MAILBOXES) == 0
