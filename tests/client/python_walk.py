"""Programs with the Python client, as somebody would write them. mypy reads them strictly, and
test_python.py runs them against a real server."""

from msgspec import UNSET
from ringdesk_client import ApiError, AsyncClient, Client, models


def sign_in_and_work(base_url: str, username: str, password: str) -> list[str]:
    """What it saw, line by line."""
    seen = list[str]()
    with Client(base_url) as desk:
        signed = desk.auth.login(models.Login(username=username, password=password))
        desk.token = signed.access_token
        seen.append(f"signed in as {signed.user.role}")
        lead = desk.leads.create_lead(
            models.CreateLead(name="Lena Lead", phone="+12025550143", priority="high")
        )
        changed = desk.leads.change_lead(models.ChangeLead(status="qualified"), id=lead.id)
        seen.append(f"lead {changed.name} is {changed.status}")
        listed = desk.leads.list_leads(status="qualified", limit=5)
        several = listed if isinstance(listed, list) else [listed]
        seen.append(f"listed {[one.id == lead.id for one in several]}")
        ticket = desk.tickets.create_ticket(
            models.CreateTicket(title="The printer is on fire", description="Smoke")
        )
        desk.tickets.update_ticket(ticket.id, models.UpdateTicket(status="in_progress"))
        titles = [one.title for one in desk.tickets.list_tickets(status="in_progress")]
        seen.append(f"tickets {titles}")
        seen.append(f"stats {desk.leads.lead_stats().total}")
        seen.append(desk.leads.delete_lead(id=lead.id).message)
        seen.append(f"resolved {ticket.resolved_at}")
    return seen


def refused(base_url: str, token: str | None) -> tuple[int, str]:
    with Client(base_url, token) as desk:
        try:
            desk.leads.create_lead(models.CreateLead(name="", phone=UNSET))
        except ApiError as error:
            return error.status, error.code
    return 0, ""


async def ask_meanwhile(base_url: str, token: str) -> tuple[str, list[str]]:
    async with AsyncClient(base_url, token) as desk:
        answer = await desk.ai.query(models.AskAi(query="Which moons does Jupiter have?"))
        providers = await desk.ai.list_providers()
        return answer.provider, [one.name for one in providers]
