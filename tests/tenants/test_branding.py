import pytest
from httpx import AsyncClient

from tests.conftest import MakeTenant, Tenant
from tests.tenants.test_suspension import resume, suspend

pytestmark = pytest.mark.anyio

WIDGET = "/api/app/settings/widget"


@pytest.fixture(autouse=True)
async def not_the_first(make_tenant: MakeTenant) -> None:
    """The first tenant of an installation can't be suspended."""
    await make_tenant()


class TestTheWidget:
    async def test_is_called_and_coloured_as_its_workspace_until_it_says_otherwise(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        brand = {"mail_name": "Acme help", "accent": "#7a1f2b"}
        assert (await tenant.admin.put("/api/app/workspace", brand)).status_code == 200
        key = (await tenant.admin.put(WIDGET, {"enabled": True})).json()["workspace"]
        path = f"/api/widget/config?workspace={key}"
        shown = (await stranger.get(path)).json()
        assert (shown["title"], shown["colour"]) == ("Acme help", "#7a1f2b")
        await tenant.admin.put(WIDGET, {"title": "Ask us", "colour": "#123456"})
        shown = (await stranger.get(path)).json()
        assert (shown["title"], shown["colour"]) == ("Ask us", "#123456")

    async def test_is_not_there_while_its_workspace_is_suspended(
        self, tenant: Tenant, stranger: AsyncClient
    ) -> None:
        key = (await tenant.admin.put(WIDGET, {"enabled": True})).json()["workspace"]
        path = f"/api/widget/config?workspace={key}"
        await suspend(tenant)
        assert (await stranger.get(path)).status_code == 404
        await resume(tenant)
        assert (await stranger.get(path)).status_code == 200
