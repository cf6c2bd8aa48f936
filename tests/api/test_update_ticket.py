import asyncio
from typing import Any

import pytest

from tests.conftest import Tenant

pytestmark = pytest.mark.anyio


class TestStaff:
    async def test_change_only_the_fields_given(self, tenant: Tenant) -> None:
        made = await tenant.ticket(tags=["one"])
        changed = await tenant.agent.put(f"/api/tickets/{made['id']}", {"priority": "critical"})
        assert changed.status_code == 200 and changed.headers["etag"] == 'W/"2"'
        kept = {"priority", "version", "updated_at", "unread_count"}
        before = {name: value for name, value in made.items() if name not in kept}
        assert before.items() <= changed.json().items()
        assert changed.json()["priority"] == "critical"

    async def test_a_corrected_category_is_certain(self, tenant: Tenant) -> None:
        made = await tenant.ticket()
        change = {"category": "hardware_issue" if made["category"] == "other" else "other"}
        changed = (await tenant.agent.put(f"/api/tickets/{made['id']}", change)).json()
        assert (changed["auto_categorized"], changed["confidence_score"]) == (False, 1.0)

    async def test_resolving_notes_the_time_and_reopening_forgets_it(self, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        resolved = (await tenant.agent.put(path, {"status": "resolved"})).json()
        closed = (await tenant.agent.put(path, {"status": "closed"})).json()
        reopened = (await tenant.agent.put(path, {"status": "open"})).json()
        assert resolved["resolved_at"] == closed["resolved_at"] is not None
        assert reopened["resolved_at"] is None
        kinds = [row.kind for row in await tenant.log()]
        assert kinds.count("TicketResolved") == 1

    async def test_the_same_again_changes_nothing(self, tenant: Tenant) -> None:
        made = await tenant.ticket()
        same = {"title": made["title"], "status": "open"}
        answer = (await tenant.agent.put(f"/api/tickets/{made['id']}", same)).json()
        assert answer["version"] == 1
        assert "TicketUpdated" not in {row.kind for row in await tenant.log()}

    async def test_take_a_ticket_from_its_agent(self, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        given = await tenant.agent.put(path, {"assigned_to": tenant.agent.id})
        taken = await tenant.agent.put(path, {"assigned_to": None})
        assert given.json()["agent"]["id"] == tenant.agent.id and taken.json()["agent"] is None

    @pytest.mark.parametrize(
        "change",
        [{"title": None}, {"title": ""}, {"status": "done"}, {"priority": None}, {"tags": None},
         {"assigned_to": "me"}, {"assigned_to": 0}, {"assigned_to": -1}, {"assigned_to": 2**63},
         {"version": 7}, {"created_by": 1}, {"deleted_at": None}, [], "x", None],
    )  # fmt: skip
    async def test_nonsense_is_refused(self, change: Any, tenant: Tenant) -> None:
        made = await tenant.ticket()
        answer = await tenant.agent.put(f"/api/tickets/{made['id']}", change)
        assert answer.status_code == 400, answer.text
        found = (await tenant.agent.get(f"/api/tickets/{made['id']}")).json()
        assert found["version"] == 1


class TestACustomer:
    @pytest.mark.parametrize(
        "change",
        [{"title": "Better words"}, {"status": "resolved"}, {"status": "closed"},
         {"status": "cancelled"}, {"description": "More"}],
    )  # fmt: skip
    async def test_changes_words_and_whether_it_still_matters(
        self, change: dict[str, str], tenant: Tenant
    ) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        assert (await tenant.customer.put(path, change)).json().items() >= change.items()

    @pytest.mark.parametrize(
        "change",
        [{"priority": "critical"}, {"category": "other"}, {"tags": ["vip"]},
         {"status": "in_progress"}],
    )  # fmt: skip
    async def test_changes_nothing_else(self, change: dict[str, Any], tenant: Tenant) -> None:
        made = await tenant.ticket(category="network_issue")
        answer = await tenant.customer.put(f"/api/tickets/{made['id']}", change)
        assert (answer.status_code, answer.json()["code"]) == (403, "MAY_NOT_CHANGE")

    async def test_neither_sees_nor_touches_anothers(self, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        other = await tenant.person()
        for answer in (
            await other.get(path), await other.put(path, {"title": "Mine"}),
            await other.delete(path), await other.get(f"{path}/history"),
        ):  # fmt: skip
            assert (answer.status_code, answer.json()["detail"]) == (404, "Resource not found")

    async def test_has_no_history(self, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        assert (await tenant.customer.get(f"{path}/history")).status_code == 404


class TestIfMatch:
    async def test_of_the_present_version_goes_through(self, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        for nr, match in enumerate(['W/"1"', '"2"', "3", "*", ""]):
            answer = await tenant.agent.put(path, {"title": f"T{nr}"}, headers={"If-Match": match})
            assert answer.status_code == (200 if match else 400), match

    async def test_of_an_older_one_is_told_so(self, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        await tenant.agent.put(path, {"title": "First"})
        late = await tenant.agent.put(path, {"title": "Late"}, headers={"If-Match": 'W/"1"'})
        assert (late.status_code, late.json()["code"]) == (412, "STALE")
        assert late.json()["details"]["version"] == 2
        assert (await tenant.agent.get(path)).json()["title"] == "First"

    async def test_of_two_at_once_lets_one_through(self, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        answers = await asyncio.gather(*(
            tenant.agent.put(path, {"title": f"T{nr}"}, headers={"If-Match": 'W/"1"'})
            for nr in range(4)
        ))  # fmt: skip
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]

    @pytest.mark.parametrize("match", ["x", 'W/"x"', "-1", "1e3", '"1","2"', "9" * 30])
    async def test_of_what_is_no_version_is_malformed(self, match: str, tenant: Tenant) -> None:
        path = f"/api/tickets/{(await tenant.ticket())['id']}"
        answer = await tenant.agent.put(path, {"title": "x"}, headers={"If-Match": match})
        assert answer.status_code == 400


async def test_history_tells_who_changed_what_from_what(tenant: Tenant) -> None:
    made = await tenant.ticket()
    path = f"/api/tickets/{made['id']}"
    await tenant.agent.put(path, {"priority": "high", "title": "New"})
    [change] = (await tenant.agent.get(f"{path}/history")).json()
    assert change["actor"] == {"id": tenant.agent.id, "full_name": tenant.agent.name}
    assert change["changes"] == {
        "priority": {"from": "medium", "to": "high"}, "title": {"from": made["title"], "to": "New"},
    }  # fmt: skip


async def test_twenty_changes_at_once_all_count(tenant: Tenant) -> None:
    path = f"/api/tickets/{(await tenant.ticket())['id']}"
    await asyncio.gather(*(tenant.agent.put(path, {"title": f"T{nr}"}) for nr in range(20)))
    assert (await tenant.agent.get(path)).json()["version"] == 21
    assert len((await tenant.agent.get(f"{path}/history")).json()) == 20
