"""What the sample's workspaces are connected to: a number with a menu that people call, a mailbox,
their own systems, rules for new leads, and a file of leads that somebody brought home from a fair.

Nothing of it reaches anybody: names end in .example, numbers are those kept for films. What would
look for a server (the mailbox, the webhook) is switched off, as after a move."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from msgspec import json

from ringdesk.demo import queries
from ringdesk.demo.companies import Company, Language
from ringdesk.demo.selling import FIRMS, FIRST, LAST, acting, number
from ringdesk.demo.weaving import Cast
from ringdesk.domains import automation, calls, webhooks
from ringdesk.domains.leads import imports
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Office, Work

HOURS = "mon-fri 08:00-18:00"
TOLD = ("ticket.created", "ticket.resolved", "lead.created")  # to their own systems
DELIVERED_FOR = timedelta(days=14)
FROM_THE_FAIR, FIRST_NUMBER = 18, 960  # leads, and where their numbers begin
MOST_BYTES = 1 << 20
MAIN_LINES = {
    "Europe/London": "+442079460900", "Europe/Madrid": "+442079460934",
    "Europe/Berlin": "+493023125990",
}  # fmt: skip
# What callers hear, by the company's own language: greeting, menu, out of hours, goodbye.
SAID: dict[Language, tuple[str, str, str, str]] = {
    "en": (
        "Welcome to {name}.",
        "For help with something you use, press 1. For your contract, press 2. To be called back, "
        "press 3.",
        "Nobody is here now. We are here from Monday to Friday, from eight to six.",
        "Thank you, goodbye.",
    ),
    "de": (
        "Willkommen bei {name}.",
        "Für Hilfe drücken Sie die 1, für Ihren Vertrag die 2. Sollen wir Sie zurückrufen, drücken "
        "Sie die 3.",
        "Wir sind jetzt nicht da, sondern von Montag bis Freitag von acht bis achtzehn Uhr.",
        "Vielen Dank, auf Wiederhören.",
    ),
    "es": (
        "Bienvenidos a {name}.",
        "Para ayuda, pulse 1. Para su contrato, pulse 2. Si quiere que le llamemos, pulse 3.",
        "Ahora no estamos. Atendemos de lunes a viernes, de ocho a dieciocho.",
        "Gracias, adiós.",
    ),
}  # fmt: skip
LOCALES: dict[Language, str] = {"en": "en-GB", "de": "de-DE", "es": "es-ES"}


async def connect(
    office: Office, cast: Cast, storage: Storage, hooks: webhooks.Hooks, now: datetime
) -> int:
    """How many leads came by the file."""
    boss = acting(cast, cast.company.people[0].username)
    async with office.open(boss) as work:
        await answer_the_phone(work, cast.company)
        await route_leads(work, cast)
        await work.run(queries.ADD_MAILBOX, f"support@{cast.company.host}",
                       f"imap.{cast.company.host}", now - timedelta(hours=20))  # fmt: skip
        told = await work.value(
            int, queries.ADD_WEBHOOK, f"https://board.{cast.company.host}/ringdesk", list(TOLD),
            work.actor.id, now - timedelta(days=40), now - timedelta(hours=20),
            now - timedelta(hours=20) - DELIVERED_FOR,
        )  # fmt: skip
        brought = await imports.import_at_once(
            work, storage, name="spring-fair.csv", pieces=fair(cast.company), most_bytes=MOST_BYTES
        )
    if told is not None:
        await webhooks.rotate_secret(hooks, boss, endpoint_id=told, overlap=timedelta(0))
    return brought.totals.new


async def answer_the_phone(work: Work, company: Company) -> None:
    """A number, its menu by the hours of the house, and who answers what."""
    help_desk = await calls.create_queue(work, calls.QueueChanges(name="Help desk", wait_s=600))
    contracts = await calls.create_queue(
        work, calls.QueueChanges(name="Contracts", wait_s=180, most_waiting=10)
    )
    language = company.people[0].language
    greeting, menu, closed, goodbye = SAID[language]
    keys = {
        "1": {"do": "queue", "queue_id": help_desk.id},
        "2": {"do": "queue", "queue_id": contracts.id},
        "3": {"do": "callback"}, "9": {"do": "hang_up", "say": goodbye},
    }  # fmt: skip
    await calls.create_number(work, calls.NumberChanges(
        number=MAIN_LINES[company.timezone], name="Main line",
        greeting=greeting.format(name=company.name), language=LOCALES[language],
        menu=json.encode({"do": "menu", "say": menu, "keys": keys}).decode(),
        queue_id=help_desk.id, hours=HOURS, time_zone=company.timezone, closed_text=closed,
    ))  # fmt: skip


async def route_leads(work: Work, cast: Cast) -> None:
    """Looked at in this order; whoever matches none is for whoever is free."""
    callers = [cast.people[one.username].id for one in cast.company.in_role("operator")]
    for new in (
        automation.NewRule(
            name="Urgent ones to whoever knows them", priority=10,
            conditions={"priority": "urgent"}, action_type="assign_to_agent",
            action_value=str(callers[0]),
        ),
        automation.NewRule(
            name="Promising ones in turn", priority=20,
            conditions={"score": {"gte": 60}}, action_type="round_robin",
        ),
        automation.NewRule(
            name="From the fair, in turn", priority=30,
            conditions={"tags": {"contains": "spring fair"}}, action_type="round_robin",
        ),
    ):  # fmt: skip
        await automation.create_rule(work, new)


async def fair(company: Company) -> AsyncIterator[bytes]:
    """As people write such lists: a number without a name, one that is none, one twice."""
    rows = ["Phone;Name;Company;Email;Priority;Tags"]
    for n in range(FROM_THE_FAIR):
        name = "" if n == 5 else f"{FIRST[-1 - n % len(FIRST)]} {LAST[n % len(LAST)]}"
        mail = f"{name.lower().replace(' ', '.')}.fair@example.com" if name else ""
        rows.append(
            f"{number(company, FIRST_NUMBER + n)};{name};{FIRMS[n % len(FIRMS)]};{mail};"
            f"{'high' if n % 6 == 0 else 'medium'};spring fair"
        )
    rows += ["on his card;Tom Whitfield;Cobalt Print;;medium;spring fair", rows[3]]
    yield "\n".join(rows).encode()
