from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from ringdesk.domains import identity
from tests.api.test_people import new
from tests.conftest import MakeTenant, Tenant
from tests.tenants.test_invitations import address, follow, invited, members_of
from tests.tenants.test_suspension import TENANTS, set_quota

pytestmark = pytest.mark.anyio

WORKSPACE = "/api/app/workspace"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40
WEBP = b"RIFF\x00\x00\x00\x00WEBP" + b"\x00" * 40


class TestSettings:
    async def test_change_what_is_given(self, tenant: Tenant) -> None:
        given = {
            "name": "  Acme   Ltd ", "timezone": "Europe/Berlin", "locale": "de",
            "accent": "#7A1F2B", "mail_name": "Acme\thelp", "strangers_may_register": True,
            "retention": {"tickets": 365, "recordings": 30},
        }  # fmt: skip
        changed = (await tenant.admin.put(WORKSPACE, given)).json()
        assert changed["name"] == "Acme Ltd" and changed["accent"] == "#7a1f2b"
        assert changed["mail_name"] == "Acme help"
        changed = (await tenant.admin.put(WORKSPACE, {"locale": "es"})).json()
        assert changed["timezone"] == "Europe/Berlin" and changed["locale"] == "es"
        async with tenant.work() as work:
            assert await identity.retention(work) == {"tickets": 365, "recordings": 30}
            assert (await identity.branding(work)).name == "Acme help"
        fields = [one.body for one in await tenant.log() if one.kind == "WorkspaceChanged"]
        assert len(fields) == 2 and "locale" in fields[1] and "name" not in fields[1]

    @pytest.mark.parametrize(
        "given",
        [{"accent": "#ffee00"}, {"accent": "red"}, {"accent": "#fff"}, {"timezone": "Berlin"},
         {"locale": "fr"}, {"name": "  "}, {"name": "x" * 201}, {"retention": {"tickets": 0}},
         {"retention": {"everything": 3}}, {"retention": {"tickets": "30"}}, {"hosts": ["a.b"]},
         {"quota": {"people": 100}}, {"timezone": "../../etc/passwd"}],
    )  # fmt: skip
    async def test_refuse_what_makes_no_sense(self, given: dict[str, Any], tenant: Tenant) -> None:
        assert (await tenant.admin.put(WORKSPACE, given)).status_code == 400

    async def test_are_for_administrators(self, tenant: Tenant) -> None:
        for one in (tenant.agent, tenant.customer):
            assert (await one.get(WORKSPACE)).status_code == 403
            assert (await one.put(WORKSPACE, {"name": "X"})).status_code == 403


class TestTheLogo:
    @pytest.mark.parametrize(
        ("content", "kind"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")]
    )
    async def test_is_shown_to_everybody(
        self, content: bytes, kind: str, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        put = await tenant.admin.client.put(f"{WORKSPACE}/logo", files={"file": ("x", content)})
        assert put.status_code == 200, put.text
        shown = await stranger.get(put.json()["logo_url"])
        assert (shown.content, shown.headers["content-type"]) == (content, kind)
        assert "sandbox" in shown.headers["content-security-policy"]
        gone = await tenant.admin.delete(f"{WORKSPACE}/logo")
        assert gone.json()["logo_url"] is None
        assert (await stranger.get(put.json()["logo_url"])).status_code == 404
        assert (await tenant.admin.delete(f"{WORKSPACE}/logo")).status_code == 404

    @pytest.mark.parametrize(
        "content",
        [b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"", b"GIF89a",
         PNG + b"\x00" * 513 * 1024, b"\x89PNG\r\n\x1a\n<html>"],
    )  # fmt: skip
    async def test_proves_to_be_an_image(self, content: bytes, tenant: Tenant) -> None:
        files = {"file": ("logo.png", content, "image/png")}
        answer = await tenant.admin.client.put(f"{WORKSPACE}/logo", files=files)
        assert answer.status_code == 400

    async def test_of_another_workspace_is_not_found_by_guessing(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        for path in (f"{tenant.id}/" + "0" * 32, f"{UUID(int=0)}/x", f"{tenant.id}/..%2f..%2fx"):
            assert (await stranger.get(f"/api/brand/{path}")).status_code == 404


class TestTheQuota:
    async def test_of_people_is_asked_wherever_one_comes_in(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        await set_quota(tenant, people=3)  # two are there
        mail = await invited(tenant, address())
        body = {"email": address(), "role": "operator"}
        refused = await tenant.admin.post(members_of(tenant), body)
        assert (refused.status_code, refused.json()["code"]) == (409, "QUOTA_REACHED")
        assert refused.json()["details"] == {"quota": "people", "limit": 3, "used": 3}
        made = await tenant.admin.post("/api/secure/users", new(role="operator"))
        assert made.status_code == 409
        assert (await tenant.admin.post("/api/secure/users", new())).status_code == 201  # customer
        promoted = await tenant.admin.put(f"/api/users/{tenant.customer.id}", {"role": "operator"})
        assert promoted.status_code == 409
        joined = await follow(stranger, mail, full_name="N", password="a phrase of mine")
        assert joined.status_code == 200  # their seat was kept

    async def test_of_storage_is_asked_when_a_file_comes(self, tenant: Tenant) -> None:
        await set_quota(tenant, storage_mb=0)
        ticket = await tenant.ticket()
        form = {"ticket_id": str(ticket["id"])}
        files = {"file": ("a.txt", b"something", "text/plain")}
        refused = await tenant.agent.client.post("/api/attachments", data=form, files=files)
        assert (refused.status_code, refused.json()["code"]) == (409, "QUOTA_REACHED")
        await set_quota(tenant, storage_mb=None)
        taken = await tenant.agent.client.post("/api/attachments", data=form, files=files)
        assert taken.status_code == 201
        used = (await tenant.admin.get(WORKSPACE)).json()
        assert used["quota"]["storage_mb"] is None and used["use"]["people"] == 2

    async def test_is_nobodys_but_the_installations(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        for one in (tenant.admin, tenant.agent):
            assert (await one.get(TENANTS)).status_code == 403
        other = (await make_tenant()).admin
        for one, status in ((tenant.admin, 403), (other, 404), (tenant.agent, 403)):
            answer = await one.put(f"{TENANTS}/{tenant.id}", {"people": 1000})
            assert answer.status_code == status
