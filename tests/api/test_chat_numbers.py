"""Document 004's numbers come from what was said, and from nothing else."""

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from ringdesk.domains import analytics, conversations
from ringdesk.kernel.work import Actor, Work
from tests.conftest import MakeTenant, Person, Tenant, eventually

CHATS = frozenset({"chats:read", "chats:write"})
BACKDATE = """
with m as (update messages set created_at = created_at - $2::interval where tenant_id = $1)
update conversations set created_at = created_at - $2::interval,
  unanswered_since = unanswered_since - $2::interval, active_at = active_at - $2::interval
where tenant_id = $1
"""
SLOTTED = "select coalesce(sum(messages), 0)::bigint from chat_slots where tenant_id = $1"


def acting(tenant: Tenant, person: Person) -> AbstractAsyncContextManager[Work]:
    scopes = CHATS if person.role != "customer" else frozenset()
    actor = Actor(id=person.id, tenant_id=tenant.id, role=person.role, scopes=scopes)
    return tenant.house.office.open(actor)


async def say(tenant: Tenant, by: Person, room: int, content: str) -> conversations.Message:
    async with acting(tenant, by) as work:
        return await conversations.say(work, conversation_id=room, content=content)


async def answer_as_assistant(tenant: Tenant, room: int, content: str) -> None:
    async with tenant.work() as work:
        await conversations.say_as_assistant(work, conversation_id=room, content=content)


async def open_room(tenant: Tenant, by: Person) -> int:
    async with acting(tenant, by) as work:
        return (await conversations.open_room(work)).id


async def earlier(tenant: Tenant, by: timedelta) -> None:
    """Everything so far was that much longer ago."""
    async with tenant.work() as work:
        await work.run(BACKDATE, by)


async def numbers(tenant: Tenant, path: str) -> Any:
    answer = await tenant.admin.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestAdminDashboard:
    async def test_without_a_chat_is_all_zero(self, tenant: Tenant) -> None:
        found = await numbers(tenant, "/api/admin/dashboard")
        assert found.pop("dashboard")["callStats"]["totalCalls"] == 0
        assert found == {
            "total_customers": 0, "active_chats": 0, "pending_chats": 0, "total_messages": 0,
            "ai_usage_rate": 0.0, "avg_response_time": 0.0,
        }  # fmt: skip

    async def test_counts_what_waits_and_what_was_said(self, tenant: Tenant) -> None:
        room = await open_room(tenant, tenant.customer)
        await say(tenant, tenant.customer, room, "Where is my parcel?")
        now = await numbers(tenant, "/api/admin/dashboard")
        assert (now["total_customers"], now["active_chats"], now["pending_chats"]) == (1, 1, 1)
        await say(tenant, tenant.agent, room, "I look for it")
        await answer_as_assistant(tenant, room, "It is in Hamburg")
        now = await numbers(tenant, "/api/admin/dashboard")
        assert (now["pending_chats"], now["total_messages"]) == (0, 3)
        assert now["ai_usage_rate"] == 33.33

    async def test_measures_how_long_customers_waited(self, tenant: Tenant) -> None:
        room = await open_room(tenant, tenant.customer)
        await say(tenant, tenant.customer, room, "Hello?")
        await earlier(tenant, timedelta(minutes=3))
        await say(tenant, tenant.agent, room, "Here I am")
        now = await numbers(tenant, "/api/admin/dashboard")
        assert 3.0 <= now["avg_response_time"] < 3.2

    async def test_counts_no_note_and_no_ticket_thread(self, tenant: Tenant) -> None:
        room = await open_room(tenant, tenant.customer)
        async with acting(tenant, tenant.agent) as work:
            await conversations.say(work, conversation_id=room, content="Rude", internal=True)
        ticket = await tenant.ticket()
        await tenant.customer.post("/api/messages", {"ticket_id": ticket["id"], "content": "?"})
        assert (await numbers(tenant, "/api/admin/dashboard"))["total_messages"] == 0

    async def test_is_for_whoever_holds_the_scopes_whatever_their_role(
        self, tenant: Tenant
    ) -> None:
        analyst = await tenant.person("support_agent", scopes=["analytics:read", "users:read"])
        less = await tenant.person("admin", scopes=["chats:read", "users:read"])
        for path in ("customers", "intent-statistics"):
            assert (await analyst.get(f"/api/admin/{path}")).status_code == 200
            assert (await less.get(f"/api/admin/{path}")).status_code == 403
        nameless = await tenant.person("support_agent", scopes=["analytics:read"])
        answer = await nameless.get("/api/admin/customers")
        assert (answer.status_code, answer.json()["details"]) == (403, {"needs": "users:read"})

    async def test_is_administrators_alone(self, tenant: Tenant) -> None:
        for person in (tenant.agent, tenant.customer):
            for path in ("dashboard", "customers", "intent-statistics"):
                answer = await person.get(f"/api/admin/{path}")
                assert answer.status_code == 403
                assert answer.json()["detail"] == "Admin access required"

    async def test_is_of_this_tenant_alone(self, make_tenant: MakeTenant) -> None:
        ours, theirs = await make_tenant(), await make_tenant()
        await say(ours, ours.customer, await open_room(ours, ours.customer), "Hello")
        assert (await numbers(theirs, "/api/admin/dashboard"))["total_messages"] == 0
        assert await numbers(theirs, "/api/admin/customers") == []


class TestAddingUp:
    async def test_changes_no_number(self, tenant: Tenant) -> None:
        room = await open_room(tenant, tenant.customer)
        for word in ("one", "two", "three"):
            await say(tenant, tenant.customer, room, word)
        await earlier(tenant, timedelta(hours=1))
        await say(tenant, tenant.agent, room, "four, an hour later")
        before = await numbers(tenant, "/api/analytics/overview?days=2")
        async with tenant.work() as work:
            while await analytics.fold_chats(work):
                pass
        async with tenant.work() as work:
            assert await work.value(int, SLOTTED) == 3  # what is fresh waits
        after = await numbers(tenant, "/api/analytics/overview?days=2")
        assert before["overview"] == after["overview"]
        assert before["daily_activity"] == after["daily_activity"]
        assert after["overview"]["total_messages"] == 4


class TestOverview:
    async def test_has_every_day_of_the_period(self, tenant: Tenant) -> None:
        room = await open_room(tenant, tenant.customer)
        await say(tenant, tenant.customer, room, "Long ago")
        await earlier(tenant, timedelta(days=3))
        await say(tenant, tenant.agent, room, "Today")
        found = await numbers(tenant, "/api/analytics/overview?days=7")
        days = [day["date"] for day in found["daily_activity"]]
        today = datetime.now(UTC).date()
        assert days == [(today - timedelta(days=n)).isoformat() for n in range(7, -1, -1)]
        by_day = {day["date"]: day for day in found["daily_activity"]}
        assert by_day[today.isoformat()] == {
            "date": today.isoformat(), "message_count": 1, "ai_count": 0, "human_count": 1,
        }  # fmt: skip
        assert by_day[(today - timedelta(days=3)).isoformat()]["message_count"] == 1
        assert found["period"]["days"] == 7

    async def test_leaves_out_what_is_older(self, tenant: Tenant) -> None:
        await say(tenant, tenant.customer, await open_room(tenant, tenant.customer), "Old")
        await earlier(tenant, timedelta(days=9))
        found = await numbers(tenant, "/api/analytics/overview?days=7")
        assert found["overview"]["total_messages"] == 0

    async def test_shares_of_intents_make_a_hundred(self, tenant: Tenant) -> None:
        room = await open_room(tenant, tenant.customer)
        for words in ("Hello", "My order arrived broken, this is outrageous", "Good evening"):
            await say(tenant, tenant.customer, room, words)

        async def all_are_understood() -> bool:
            rows = await numbers(tenant, "/api/admin/intent-statistics")
            return [one["count"] for one in rows] == [2, 1]

        await eventually(all_are_understood)
        found = await numbers(tenant, "/api/admin/intent-statistics")
        assert sum(one["count"] for one in found) == 3
        assert 99.9 < sum(one["percentage"] for one in found) < 100.1
        assert found[0]["intent"] == "greeting" and found[0]["count"] == 2

    async def test_takes_days_within_reason(self, tenant: Tenant) -> None:
        for days in ("0", "-1", "367", "many"):
            for path in ("/api/analytics/overview", "/api/analytics/customer-behavior",
                         "/api/admin/intent-statistics"):  # fmt: skip
                answer = await tenant.admin.get(f"{path}?days={days}")
                assert answer.status_code == 400, (path, days)

    async def test_is_for_those_who_may_see_numbers(self, tenant: Tenant) -> None:
        for path in ("/api/analytics/overview", "/api/analytics/customer-behavior"):
            assert (await tenant.agent.get(path)).status_code == 403
            assert (await tenant.customer.get(path)).status_code == 403


class TestCustomers:
    async def test_are_one_row_each_with_their_latest_room(self, tenant: Tenant) -> None:
        first = await open_room(tenant, tenant.customer)
        await say(tenant, tenant.customer, first, "One")
        second = await open_room(tenant, tenant.customer)
        await say(tenant, tenant.customer, second, "Two")
        await answer_as_assistant(tenant, second, "Three")
        [row] = await numbers(tenant, "/api/admin/customers")
        assert row["customer_id"] == str(tenant.customer.id)
        assert (row["room_id"], row["message_count"]) == (str(second), 3)
        assert (row["status"], row["ai_usage_percentage"]) == ("active", 33.33)

    async def test_behaviour_tells_who_wrote_and_who_answered(self, tenant: Tenant) -> None:
        room = await open_room(tenant, tenant.customer)
        await say(tenant, tenant.customer, room, "Anybody?")
        await earlier(tenant, timedelta(minutes=10))
        await answer_as_assistant(tenant, room, "Yes, me")
        await say(tenant, tenant.customer, room, "And a person?")
        await say(tenant, tenant.agent, room, "Me too")
        found = await numbers(tenant, "/api/analytics/customer-behavior")
        engaged, times = found["customer_engagement"], found["response_times"]
        assert (engaged["total_customers"], engaged["avg_messages_per_customer"]) == (1, 4.0)
        assert 10.0 <= engaged["avg_session_duration"] < 10.2
        assert engaged["top_customers"][0]["customer_name"] == tenant.customer.name
        assert times["total_responses"] == 2
        assert 10.0 <= times["avg_ai_response_time_minutes"] < 10.2
        assert times["avg_human_response_time_minutes"] < 0.1
        assert found["customer_details"][0]["message_count"] == 4
