"""One person with two leads: found, and made one; calls and history go along."""

from typing import Any

import pytest

from ringdesk.domains import calls, leads
from tests.api.calling import lead_of, new_lead, some_number, start, update
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

PATH = "/api/app/leads/duplicates"


async def merge(tenant: Tenant, keep: int, *others: int) -> dict[str, Any]:
    body = {"merges": [{"keep_id": keep, "lead_ids": list(others)}]}
    answer = await tenant.admin.post(f"{PATH}/merge", body)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


class TestFinding:
    async def test_by_address_in_any_case_with_the_one_to_keep(self, tenant: Tenant) -> None:
        first = await new_lead(tenant, email="Ann@Example.com")
        second = await new_lead(tenant, email="ann@example.COM", stage="qualified")
        await new_lead(tenant, email="bob@example.com")
        [group] = (await tenant.admin.get(PATH)).json()
        assert (group["key"], group["keep_id"]) == ("ann@example.com", second)
        assert [one["id"] for one in group["leads"]] == [first, second]

    async def test_by_the_id_of_another_system(self, tenant: Tenant) -> None:
        made = [await new_lead(tenant, external_id="K-17") for _ in range(2)]
        assert (await tenant.admin.get(PATH)).json() == []
        [group] = (await tenant.admin.get(f"{PATH}?by=external_id")).json()
        assert (group["key"], [one["id"] for one in group["leads"]]) == ("K-17", made)

    async def test_goes_on_where_the_last_page_ended(self, tenant: Tenant) -> None:
        for name in ("a", "b", "c"):
            for _ in range(2):
                await new_lead(tenant, email=f"{name}@example.com")
        seen, path = [], f"{PATH}?limit=2"
        for _ in range(2):
            answer = await tenant.admin.get(path)
            seen += [one["key"][0] for one in answer.json()]
            path = answer.headers.get("link", "").partition(">")[0].lstrip("<")
        assert (seen, path) == (["a", "b", "c"], "")

    async def test_is_of_ones_own_workspace_and_for_who_manages_leads(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        made = [await new_lead(tenant, email="ann@example.com") for _ in range(2)]
        other = await make_tenant()
        assert (await other.admin.get(PATH)).json() == []
        told = await merge(other, made[0], made[1])
        assert told["errors"][0]["code"] == "LEAD_NOT_FOUND"
        operator = await tenant.person("operator")
        assert (await operator.get(PATH)).status_code == 403
        body = {"merges": [{"keep_id": made[0], "lead_ids": [made[1]]}]}
        assert (await operator.post(f"{PATH}/merge", body)).status_code == 403


class TestMerging:
    async def test_keeps_what_is_there_and_fills_in_what_is_missing(self, tenant: Tenant) -> None:
        keep = await new_lead(
            tenant, phone=None, email="ann@example.com", name="Ann", tags=["a"],
            custom={"size": "3"}, notes="First",
        )  # fmt: skip
        number = some_number()
        other = await new_lead(
            tenant, phone=number, email="ann@example.com", name="Anna", tags=["b", "a"],
            custom={"size": "4", "town": "Rye"}, notes="Second", stage="contacted",
            external_id="K-1", consent_basis="form",
        )  # fmt: skip
        told = await merge(tenant, keep, other)
        assert told["summary"]["changed"] == 1
        after = await lead_of(tenant, keep)
        assert (after.name, after.phone, after.external_id) == ("Ann", number, "K-1")
        assert (after.stage, after.tags, after.notes) == (
            "contacted", ["a", "b"], "First\n\nSecond",
        )  # fmt: skip
        assert after.custom in ('{"size": "3", "town": "Rye"}', '{"town": "Rye", "size": "3"}')
        assert after.consent_basis == "form"
        assert (await tenant.admin.get(f"/api/app/leads/{other}")).status_code == 404

    async def test_takes_calls_and_history_along_and_says_so(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        keep = await new_lead(tenant, email="ann@example.com")
        other = await new_lead(tenant, email="ann@example.com", owner_id=operator.id)
        call = await start(operator, other)
        await update(operator, call, status="busy")
        await merge(tenant, keep, other)
        shown = (await tenant.admin.get(f"/api/app/leads/{keep}")).json()
        assert [one["id"] for one in shown["calls"]] == [int(call["id"])]
        said = [one for one in shown["history"] if one["field"] == "merged"]
        assert said[0]["before"].startswith(f"#{other}, Lea Lead, +1")
        assert (await lead_of(tenant, keep)).attempts == 1
        await tenant.log()
        audit = (await tenant.admin.get("/api/v1/compliance/audit-logs?action=merge")).json()
        assert str(keep) in str(audit)

    async def test_leaves_alone_whoever_is_called_now_and_merges_the_rest(
        self, tenant: Tenant
    ) -> None:
        operator = await tenant.person("operator")
        busy = await new_lead(tenant, email="ann@example.com", owner_id=operator.id)
        ann = await new_lead(tenant, email="ann@example.com")
        bobs = [await new_lead(tenant, email="bob@example.com") for _ in range(3)]
        await start(operator, busy)
        body = {
            "merges": [
                {"keep_id": ann, "lead_ids": [busy]},
                {"keep_id": bobs[0], "lead_ids": bobs[1:]},
            ]
        }
        told = (await tenant.admin.post(f"{PATH}/merge", body)).json()
        assert [one["code"] for one in told["errors"]] == ["LEAD_IN_CALL"]
        assert told["summary"]["changed"] == 2
        assert (await lead_of(tenant, busy)).id == busy
        left = (await tenant.admin.get(PATH)).json()
        assert [one["key"] for one in left] == ["ann@example.com"]

    async def test_of_many_groups_gives_each_what_is_its_own(self, tenant: Tenant) -> None:
        operator = await tenant.person("operator")
        anns = [
            await new_lead(tenant, email="ann@example.com", owner_id=o)
            for o in (None, None, operator.id)
        ]
        bobs = [await new_lead(tenant, email="bob@example.com", name=n) for n in ("Bob", "Rob")]
        await update(operator, await start(operator, anns[2]), status="busy")
        body = {
            "merges": [{"keep_id": one[0], "lead_ids": one[1:]} for one in (anns, bobs)],
        }
        told = (await tenant.admin.post(f"{PATH}/merge", body)).json()
        assert (told["summary"]["changed"], told["errors"]) == (3, [])
        kept = [await lead_of(tenant, one[0]) for one in (anns, bobs)]
        assert [(one.attempts, one.owner_id) for one in kept] == [(1, operator.id), (0, None)]
        assert kept[0].last_attempt_at is not None and kept[1].last_attempt_at is None
        for keep, *others in (anns, bobs):
            shown = (await tenant.admin.get(f"/api/app/leads/{keep}")).json()
            said = [
                one["before"].split(",")[0] for one in shown["history"] if one["field"] == "merged"
            ]
            assert sorted(said) == [f"#{one}" for one in others]

    @pytest.mark.parametrize("ids", [(1, [1]), (1, [2, 2]), (1, []), (1, list(range(2, 30)))])
    async def test_refuses_what_makes_no_sense(
        self, ids: tuple[int, list[int]], tenant: Tenant
    ) -> None:
        body = {"merges": [{"keep_id": ids[0], "lead_ids": ids[1]}]}
        assert (await tenant.admin.post(f"{PATH}/merge", body)).status_code == 400

    async def test_keeps_the_counts_exact(self, tenant: Tenant) -> None:
        made = [await new_lead(tenant, email="ann@example.com") for _ in range(3)]
        await merge(tenant, made[0], *made[1:])
        async with tenant.work() as work:
            assert (await leads.stats(work)).total == 1
            assert await calls.count(work, calls.CallFilter()) == 0
