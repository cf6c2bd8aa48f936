import pytest

from ringdesk.domains import campaigns, leads
from ringdesk.domains.campaigns.errors import KeyTaken, ScriptInUse
from ringdesk.domains.campaigns.scripts import told
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio


async def anna(tenant: Tenant) -> leads.Lead:
    async with tenant.work() as work:
        return await leads.create(
            work,
            leads.NewLead(
                name="Anna Müller", phone="+12025550143", custom={"Firm": "Acme", "size": 12},
                notes="{{phone}} <b>", tags=["hot", "new"],
            ),
        )  # fmt: skip


class TestAScript:
    @pytest.mark.parametrize(
        ("body", "text"),
        [
            ("Hello {{name}}!", "Hello Anna Müller!"), ("Hi {{ first_name }}", "Hi Anna"),
            ("{{Name}} of {{custom.firm}}", "Anna Müller of Acme"), ("{{firm}}", "Acme"),
            ("{{size}} people", "12 people"), ("{{tags}}", "hot, new"),
            ("I am {{agent}} for {{campaign}}", "I am Axel for Spring"),
            ("{{unknown}} {{}} {{ }} {name}", "{{unknown}} {{}} {{ }} {name}"),
            ("{{notes}}", "{{phone}} <b>"), ("{{email}}.", "."),
            ("{{{{name}}}}", "{{Anna Müller}}"), ("{{name", "{{name"),
            ("{{name.__class__}} {{#if name}}", "{{name.__class__}} {{#if name}}"),
        ],
    )  # fmt: skip
    async def test_is_filled_in_once_and_shows_what_it_does_not_know(
        self, tenant: Tenant, body: str, text: str
    ) -> None:
        assert told(body, await anna(tenant), agent="Axel", campaign="Spring") == text

    async def test_is_what_its_campaign_says(self, tenant: Tenant) -> None:
        lead = await anna(tenant)
        async with tenant.work() as work:
            made = await campaigns.create_script(work, name="Hello", body="Hello {{name}}")
            new = campaigns.NewCampaign(name="Spring", script_id=made.id)
            spring = await campaigns.create(work, new)
            bare = await campaigns.create(work, campaigns.NewCampaign(name="Bare"))
            said = [
                await campaigns.script(work, campaign_id=one.id, lead=lead)
                for one in (spring, bare)
            ]
            assert said == ["Hello Anna Müller", ""]
            with pytest.raises(ScriptInUse):
                await campaigns.remove_script(work, script_id=made.id)
            changes = campaigns.CampaignChanges(script_id=None)
            await campaigns.change(work, campaign_id=spring.id, changes=changes)
            await campaigns.remove_script(work, script_id=made.id)
            assert await campaigns.list_scripts(work) == []


class TestDispositions:
    async def test_are_there_from_the_first_day(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            found = await campaigns.dispositions(work)
        assert [(one.code, one.means, one.key) for one in found] == [
            ("sale", "won", "1"), ("interested", "neutral", "2"), ("not_interested", "lost", "3"),
            ("callback", "callback", "4"), ("do_not_call", "do_not_call", "5"),
            ("wrong_number", "lost", "6"), ("voicemail", "retry", "7"),
        ]  # fmt: skip

    async def test_looked_at_over_rest_have_the_ids_that_they_keep(self, tenant: Tenant) -> None:
        shown = (await tenant.agent.get("/api/app/dispositions")).json()
        again = (await tenant.agent.get("/api/app/dispositions")).json()
        changed = await tenant.admin.put(
            f"/api/app/dispositions/{shown[0]['id']}", {"label": "Sold"}
        )
        assert changed.status_code == 200
        kept = (await tenant.agent.get("/api/app/dispositions")).json()
        assert [one["id"] for one in shown] == [one["id"] for one in again]
        assert [one["id"] for one in kept] == [one["id"] for one in shown]
        assert kept[0]["label"] == "Sold"

    async def test_that_are_all_retired_do_not_come_back(self, tenant: Tenant) -> None:
        async with tenant.work() as work:
            for one in await campaigns.dispositions(work):
                await campaigns.remove_disposition(work, disposition_id=one.id)
            assert await campaigns.dispositions(work) == []

    async def test_of_a_campaign_are_beside_those_of_all(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        async with tenant.work() as work:
            spring = await campaigns.create(work, campaigns.NewCampaign(name="Spring"))
            own = campaigns.NewDisposition(label="Wants a demo", campaign_id=spring.id, key="d")
            made = await campaigns.create_disposition(work, own)
            assert (made.code, made.position) == ("wants_a_demo", 8)
            assert len(await campaigns.dispositions(work)) == 7
            assert (await campaigns.dispositions(work, campaign_id=spring.id))[-1] == made
            for wrong in ({"key": "d"}, {"key": "1"}, {"code": "sale"}):
                with pytest.raises(KeyTaken):
                    again = campaigns.NewDisposition(label="Again", campaign_id=spring.id, **wrong)  # type: ignore[arg-type]
                    await campaigns.create_disposition(work, again)
        async with (await make_tenant()).work() as work:
            assert len(await campaigns.dispositions(work, all_campaigns=True)) == 7
