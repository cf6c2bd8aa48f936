"""A workspace with something on every page."""

from typing import Any

from ringdesk.domains import operations
from ringdesk.kernel.work import INSTALLATION, Actor
from tests.conftest import Person, Tenant

# An hour of a host that gets busier; the first tenant to ask brings it, the others see it, too.
MEASURED = """
insert into host_samples (tenant_id, at, cpu_usage, memory_usage, disk_usage, uptime_s,
  process_memory, process_uptime_s)
select $1, date_trunc('minute', now()) - make_interval(secs => n * 30),
  30 + 20 * sin(n / 12.0) + n % 5, 55 + n / 20.0, 61, 864000, 180000000, 7200
from generate_series(0, 119) n on conflict do nothing
"""
LOGGED = """
insert into log_records (tenant_id, at, level, source, message, hostname, metadata)
select $1, now() - make_interval(secs => n * 7),
  (array['INFO', 'INFO', 'INFO', 'WARNING', 'ERROR'])[1 + n % 5], 'ringdesk.kernel.relay',
  'Line ' || n || ': a round took longer than it should; it goes on with the next one.',
  'desk-01', '{"tenant": "a", "took_ms": 1834}'
from generate_series(1, 40) n
"""
LONG = "Rechnungsnummernkreisverwaltung" * 3 + " cannot be opened after the update of last night"
TITLES = [
    "VPN drops every ten minutes", "Не приходит письмо для сброса пароля",
    "لا يمكنني تسجيل الدخول إلى النظام", LONG, "Printer on floor 3 shows error 49",
    "The shop is down, customers can't order", "Please install Figma", "Invoice PDF is empty",
]  # fmt: skip
PRIORITIES = ["low", "medium", "high", "critical"]
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


async def as_installation(tenant: Tenant, sql: str) -> None:
    async with tenant.house.office.open(Actor.the_house(INSTALLATION)) as work:
        await work.run(sql)


async def furnish(tenant: Tenant) -> int:
    """Tickets in every state, one long conversation (its id is returned), numbers, logs, alerts."""
    for place, title in enumerate(TITLES):
        made = await tenant.ticket(
            title=title, description=f"{title}. It began this morning, on all our machines.",
            priority=PRIORITIES[place % 4], tags=["vpn", "office", "mac"][: place % 4],
        )  # fmt: skip
        if place % 3 == 0:
            await tenant.agent.post(f"/api/tickets/{made['id']}/assign")
        if place % 4 == 2:
            await tenant.agent.put(f"/api/tickets/{made['id']}", {"status": "resolved"})
    talked = await tenant.ticket(title="Labels come out blank", priority="high", tags=["labels"])
    await talk(tenant, int(talked["id"]))
    await as_installation(tenant, MEASURED)
    async with tenant.work() as work:
        await work.run(LOGGED)
        await operations.check(work, {"dead_letters": 3})
    return int(talked["id"])


async def talk(tenant: Tenant, ticket_id: int) -> None:
    await tenant.agent.post(f"/api/tickets/{ticket_id}/assign")
    sent = await tenant.customer.post(
        "/api/attachments",
        data={"ticket_id": str(ticket_id)},
        files={"file": ("label with a rather long name, second try.png", PICTURE, "image/png")},
    )
    assert sent.status_code == 201, sent.text
    lines: list[tuple[Person, dict[str, Any]]] = [
        (tenant.customer, {"content": "Here is one:", "attachment_ids": [sent.json()["id"]]}),
        (tenant.agent, {"content": "Third one this week: order a print head.", "internal": True}),
        (tenant.agent, {"content": "Thank you. Please clean the head with the blue pen, then\n"
                        "print the test page: https://example.org/labels/test-page"}),
        (tenant.customer, {"content": f"The page says {'x' * 120}. " + "What now? " * 12}),
    ]  # fmt: skip
    for person, message in lines:
        answer = await person.post("/api/messages", {"ticket_id": ticket_id, **message})
        assert answer.status_code == 201, answer.text
