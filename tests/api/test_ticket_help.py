"""What the assistant offers beside a ticket."""

from tests.conftest import Tenant

RESET = {
    "question": "How do I reset my password?",
    "answer": "Choose Forgotten password and follow the link.",
    "category": "Sign-in",
}  # fmt: skip


class TestSuggestions:
    async def test_answer_what_the_requester_said_last(self, tenant: Tenant) -> None:
        await tenant.admin.post("/api/chatbot/faqs", RESET)
        ticket = await tenant.ticket(title="Cannot sign in", description="It will not let me in")
        said = {"ticket_id": ticket["id"], "content": "How can I reset my password?"}
        await tenant.customer.post("/api/messages", said)
        found = await tenant.agent.get(f"/api/app/tickets/{ticket['id']}/suggestions")
        assert found.status_code == 200
        assert found.json()[0]["text"] == RESET["answer"]

    async def test_are_for_staff_alone(self, tenant: Tenant) -> None:
        path = f"/api/app/tickets/{(await tenant.ticket())['id']}"
        for what in ("suggestions", "urgency"):
            assert (await tenant.customer.get(f"{path}/{what}")).status_code == 403
            other = await tenant.person("customer")
            assert (await other.get(f"{path}/{what}")).status_code == 404


class TestUrgency:
    async def test_says_which_priority_and_why(self, tenant: Tenant) -> None:
        calm = await tenant.ticket(title="A new mouse, please", description="No hurry at all")
        down = await tenant.ticket(
            title="Production is down", description="Nobody can order, urgent, all customers see it"
        )
        hurried = (await tenant.agent.get(f"/api/app/tickets/{down['id']}/urgency")).json()
        unhurried = (await tenant.agent.get(f"/api/app/tickets/{calm['id']}/urgency")).json()
        assert hurried["priority"] == "critical" and hurried["reasons"]
        assert unhurried["priority"] in ("low", "medium")
        assert 0 < hurried["confidence"] <= 1 and hurried["model_version"]
