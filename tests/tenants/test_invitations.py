import asyncio
import secrets
from typing import Any

import pytest
from httpx import AsyncClient, Response

from ringdesk.domains.identity.tenancy.invitations import MOST_SENDS
from ringdesk.kernel.work import INSTALLATION
from tests.api.test_sign_in import account
from tests.conftest import PASSWORD, MakeTenant, Person, Tenant
from tests.tenants.mail import Mail, last_mail

pytestmark = pytest.mark.anyio

WEB = {"X-Ringdesk-Web": "1"}
LATE = "update invitations set expires_at = now() - interval '1 minute' where tenant_id = $1"
VERIFY = "update accounts set verified_at = now() where tenant_id = $1 and id = $2"


def address() -> str:
    return f"new-{secrets.token_hex(6)}@example.org"


def members_of(tenant: Tenant) -> str:
    return f"/api/v1/tenants/{tenant.id}/members"


async def invited(
    tenant: Tenant, email: str, role: str = "operator", by: Person | None = None
) -> Mail:
    answer = await (by or tenant.admin).post(members_of(tenant), {"email": email, "role": role})
    assert answer.status_code == 201, answer.text
    return await last_mail(tenant)


async def follow(stranger: AsyncClient, mail: Mail, **more: Any) -> Response:
    body = {"token": mail.token, **more}
    return await stranger.post("/api/app/invitation/follow", json=body, headers=WEB)


async def sign_in(stranger: AsyncClient, email: str, password: str = PASSWORD) -> Response:
    stranger.cookies.clear()  # an invitation may have left some
    return await stranger.post("/api/auth/login", json={"email": email, "password": password})


class TestInviting:
    async def test_mails_a_link_of_the_public_address(self, tenant: Tenant) -> None:
        email = address()
        body = {"email": email, "role": "operator"}
        answer = await tenant.admin.client.post(
            members_of(tenant), json=body, headers={"Host": "evil.example"}
        )
        assert answer.status_code == 201, answer.text
        assert answer.json()["email"] == email and answer.json()["status"] == "invited"
        mail = await last_mail(tenant)
        assert (mail.to_address, mail.template) == (email, "invitation")
        assert mail.values["link"].startswith(f"{tenant.address}/invitation?token=")
        listed = (await tenant.admin.get("/api/users?q=new-")).json()
        assert listed == []  # nobody belongs before they come

    async def test_answers_alike_for_an_address_that_has_an_account(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        known = await account(await make_tenant())
        answers = [
            await tenant.admin.post(members_of(tenant), {"email": email, "role": "operator"})
            for email in (known["email"], address())
        ]
        shapes = [{k: type(v) for k, v in one.json().items()} for one in answers]
        assert [one.status_code for one in answers] == [201, 201]
        assert shapes[0] == shapes[1]

    async def test_refuses_who_works_here_already(self, tenant: Tenant) -> None:
        known = await account(tenant, "operator")
        body = {"email": known["email"].upper(), "role": "operator"}
        answer = await tenant.admin.post(members_of(tenant), body)
        assert (answer.status_code, answer.json()["code"]) == (409, "ALREADY_MEMBER")

    async def test_is_for_whoever_may_write_users_and_holds_the_role(self, tenant: Tenant) -> None:
        some = await tenant.person("support_agent", scopes=["users:write", "leads:read"])
        body = {"email": address(), "role": "admin"}
        for one, status in ((tenant.customer, 403), (tenant.agent, 403), (some, 403)):
            assert (await one.post(members_of(tenant), body)).status_code == status
        body = {"email": address(), "role": "nobody has heard of"}
        assert (await tenant.admin.post(members_of(tenant), body)).status_code == 400

    async def test_is_not_for_mailing_the_world(self, tenant: Tenant) -> None:
        body = {"email": address(), "role": "operator"}
        for _ in range(MOST_SENDS):
            assert (await tenant.admin.post(members_of(tenant), body)).status_code == 201
        refused = await tenant.admin.post(members_of(tenant), body)
        assert refused.status_code == 429 and "retry-after" in refused.headers

    async def test_knows_only_its_own_workspace(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        body = {"email": address(), "role": "operator"}
        assert (await tenant.admin.post(members_of(other), body)).status_code == 404
        gone = await tenant.admin.delete(f"{members_of(other)}/{body['email']}")
        assert gone.status_code == 404

    @pytest.mark.parametrize("email", ["", "x", "a@b", "a@b.c\r\nBcc: d@e.f", "x" * 300])
    async def test_wants_an_address(self, email: str, tenant: Tenant) -> None:
        answer = await tenant.admin.post(members_of(tenant), {"email": email, "role": "operator"})
        assert answer.status_code == 400


class TestFollowing:
    async def test_makes_an_account_of_a_newcomer(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        email = address()
        mail = await invited(tenant, email)
        looked = await stranger.post("/api/app/invitation/look", json={"token": mail.token})
        assert looked.json()["needs"] == "account" and looked.json()["email"] == email
        assert (await follow(stranger, mail)).status_code == 400  # a password is missing
        joined = await follow(stranger, mail, full_name="Nina New", password=PASSWORD)
        assert joined.status_code == 200 and joined.json()["signed_in"], joined.text
        signed = (await sign_in(stranger, email)).json()
        assert signed["user"]["role"] == "operator" and signed["user"]["full_name"] == "Nina New"
        kinds = [fact.kind for fact in await tenant.log()]
        assert {"MemberInvited", "MemberJoined", "PersonRegistered"} <= {*kinds}
        assert all(email not in fact.body for fact in await tenant.log())

    async def test_works_once(self, tenant: Tenant, stranger: AsyncClient) -> None:
        mail = await invited(tenant, address())
        answers = await asyncio.gather(
            *(follow(stranger, mail, full_name="N", password=PASSWORD) for _ in range(4))
        )
        assert sorted(one.status_code for one in answers) == [200, 400, 400, 400]
        again = await follow(stranger, mail, password=PASSWORD)
        assert again.json()["code"] == "BAD_INVITATION"

    async def test_is_over_after_its_time_and_when_another_was_sent(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        email = address()
        first = await invited(tenant, email)
        second = await invited(tenant, email)
        assert (await follow(stranger, first, password=PASSWORD)).status_code == 400
        async with tenant.work() as work:
            await work.run(LATE)
        assert (await follow(stranger, second, password=PASSWORD)).status_code == 400
        listed = (await tenant.admin.get("/api/app/invitations")).json()
        assert [one["status"] for one in listed] == ["expired"]
        path = f"/api/app/invitations/{listed[0]['id']}/resend"
        assert (await tenant.admin.post(path)).json()["status"] == "invited"
        third = await last_mail(tenant)
        assert (await follow(stranger, third, password=PASSWORD)).status_code == 200

    @pytest.mark.parametrize("token", ["A" * 43, " ", "%00", "AAAA", "é" * 20, "x" * 200])
    async def test_an_invented_token_is_none(self, token: str, stranger: AsyncClient) -> None:
        for path in ("look", "follow"):
            body = {"token": token}
            answer = await stranger.post(f"/api/app/invitation/{path}", json=body, headers=WEB)
            assert answer.status_code == 400

    async def test_whoever_took_the_address_before_is_out(
        self, tenant: Tenant, make_tenant: MakeTenant, stranger: AsyncClient
    ) -> None:
        other = await make_tenant()
        squatter = await account(other, "support_agent")
        signed = (await sign_in(stranger, squatter["email"])).json()
        theirs = {"Authorization": f"Bearer {signed['access_token']}"}
        token = {"name": "mine", "scopes": ["tickets:read"]}
        made = await stranger.post("/api/app/tokens", json=token, headers=theirs)
        program = {"Authorization": f"Bearer {made.json()['token']}"}
        assert (await stranger.get("/api/tickets", headers=program)).status_code == 200
        mail = await invited(tenant, squatter["email"])
        assert (await follow(stranger, mail)).status_code == 400  # it needs a password of its own
        joined = await follow(stranger, mail, password="the owner's own phrase")
        assert joined.status_code == 200, joined.text
        for headers in (theirs, program):
            assert (await stranger.get("/api/tickets", headers=headers)).status_code == 401
        assert (await sign_in(stranger, squatter["email"])).status_code == 401
        again = await sign_in(stranger, squatter["email"], "the owner's own phrase")
        assert again.status_code == 200

    async def test_a_verified_account_keeps_its_password_and_is_not_signed_in_by_it(
        self, tenant: Tenant, make_tenant: MakeTenant, stranger: AsyncClient
    ) -> None:
        known = await verified(await make_tenant())
        mail = await invited(tenant, known["email"])
        joined = await follow(stranger, mail)
        assert joined.status_code == 200 and not joined.json()["signed_in"]
        assert "set-cookie" not in joined.headers
        signed = (await sign_in(stranger, known["email"])).json()
        assert signed["user"]["role"] == "operator"  # where they came last

    async def test_counts_only_while_its_sender_may_still_send_it(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        second = await tenant.person("admin")
        mail = await invited(tenant, address(), "admin", by=second)
        demoted = await tenant.admin.put(f"/api/users/{second.id}", {"role": "support_agent"})
        assert demoted.status_code == 200
        assert (await follow(stranger, mail, password=PASSWORD)).status_code == 400

    async def test_a_customer_of_the_place_becomes_a_colleague(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        known = await account(tenant)
        mail = await invited(tenant, known["email"], "support_agent")
        assert (await follow(stranger, mail, password="quite new words")).status_code == 200
        shown = (await tenant.admin.get(f"/api/users/{known['id']}")).json()
        assert shown["role"] == "support_agent" and shown["user_type"] == "admin"


async def verified(tenant: Tenant, role: str = "support_agent") -> dict[str, Any]:
    known = await account(tenant, role)
    async with tenant.work() as work, work.within(INSTALLATION):
        await work.run(VERIFY, known["id"])
    return known


class TestTakingBack:
    async def test_by_the_address_withdraws_an_invitation(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        email = address()
        mail = await invited(tenant, email)
        gone = await tenant.admin.delete(f"{members_of(tenant)}/{email.upper()}")
        assert gone.status_code == 200 and "message" in gone.json()
        assert (await follow(stranger, mail, password=PASSWORD)).status_code == 400
        assert (await tenant.admin.delete(f"{members_of(tenant)}/{email}")).status_code == 404

    async def test_by_its_id_too(self, tenant: Tenant) -> None:
        await invited(tenant, address())
        listed = (await tenant.admin.get("/api/app/invitations")).json()
        path = f"/api/app/invitations/{listed[0]['id']}"
        assert (await tenant.agent.delete(path)).status_code == 403
        assert (await tenant.admin.delete(path)).status_code == 200
        assert (await tenant.admin.get("/api/app/invitations")).json() == []

    async def test_ends_a_membership_and_who_left_may_come_back(
        self, tenant: Tenant, make_tenant: MakeTenant, stranger: AsyncClient
    ) -> None:
        known = await verified(await make_tenant())
        await follow(stranger, await invited(tenant, known["email"]))
        signed = (await sign_in(stranger, known["email"])).json()
        here = {"Authorization": f"Bearer {signed['access_token']}"}
        path = f"{members_of(tenant)}/{known['email']}"
        assert (await tenant.admin.delete(path)).status_code == 200
        assert (await stranger.get("/api/auth/me", headers=here)).status_code == 401
        elsewhere = (await sign_in(stranger, known["email"])).json()  # their account goes on
        assert elsewhere["user"]["role"] == "support_agent"
        mail = await invited(tenant, known["email"], "support_agent")
        assert (await follow(stranger, mail)).status_code == 200
        back = (await tenant.admin.get(f"/api/users/{known['id']}")).json()
        assert back["is_active"] and back["role"] == "support_agent"

    async def test_not_of_the_last_administrator(self, tenant: Tenant) -> None:
        email = (await tenant.admin.get("/api/auth/me")).json()["email"]
        gone = await tenant.admin.delete(f"{members_of(tenant)}/{email}")
        assert (gone.status_code, gone.json()["code"]) == (409, "LAST_ADMINISTRATOR")
