"""Leads, a campaign and a month of calls for the sample's operators. The numbers are those that
Ofcom and the Bundesnetzagentur keep for films: nobody has them."""

from datetime import datetime, timedelta
from random import Random

from msgspec import Struct

from ringdesk.demo import queries
from ringdesk.demo.companies import VISITORS, Company
from ringdesk.demo.weaving import Cast
from ringdesk.domains import automation, campaigns, identity, leads, staffing
from ringdesk.kernel.work import Actor, Office, Work

LEADS, CALLS, DAYS = 240, 1400, 30
FIRST = (
    "Amelia", "Noah", "Priya", "Mateusz", "Sofia", "Elif", "Jack", "Chiara", "Hugo", "Leila",
    "Oskar", "Freya", "Ravi", "Ana", "Yusuf", "Greta", "Marek", "Nadia", "Tom", "Ingrid",
)  # fmt: skip
LAST = (
    "Ashworth", "Brandt", "Castillo", "Dubois", "Eriksen", "Farrell", "Grabowski", "Hartmann",
    "Ito", "Jankowski", "Keller", "Lombardi", "Moreau", "Nowak", "Ortega", "Pettersson", "Quinn",
    "Rossi", "Sandoval", "Thorne", "Ueda", "Vasquez", "Whitfield", "Yates", "Zimmermann",
)  # fmt: skip
FIRMS = (
    "Larkspur Dental", "Northgate Freight", "Bluebell Bakery", "Harbour & Finch", "Oakline Joinery",
    "Peak Cycles", "Willow Lettings", "Cobalt Print", "Meridian Cafés", "Thistle Gardens",
)  # fmt: skip
SOURCES = (("website", 5), ("campaign", 4), ("referral", 2), ("event", 2), ("cold", 3))
PRIORITIES = (("urgent", 1), ("high", 3), ("medium", 8), ("low", 4))
TAGS = ("support contract", "trial", "renewal", "spring fair", "newsletter")
SCRIPT = """Hello {{name}}, this is {{agent}} from our service team.

You asked about a support contract. Is this a good moment? It takes three minutes.

- How many people work with you at {{company}}?
- Who looks after your computers today?
- What went wrong last, and how long did it cost you?

If they want to hear more: offer the visit next week. If not now: ask when to call again."""
# What became of a call, how often, and how long one talks then.
OUTCOMES = (("completed", 34), ("no-answer", 38), ("busy", 14), ("failed", 4))


class Id(Struct, frozen=True):
    id: int


async def fill_leads(office: Office, cast: Cast, seed: int, now: datetime) -> tuple[int, int]:
    """How many leads and how many calls there are afterwards."""
    random = Random(f"{seed} leads {cast.company.name}")  # noqa: S311 - a sample, no secret
    async with office.open(acting(cast, cast.company.people[0].username)) as work:
        campaign = await set_up(work)
        wanted = round(LEADS * cast.company.share)
        made = [
            await leads.create(work, new_lead(random, cast, n, campaign.id)) for n in range(wanted)
        ]
        callers = [cast.people[one.username].id for one in cast.company.in_role("operator")]
        called = await call_them(work, random, [one.id for one in made], callers, campaign.id, now)
        while await automation.score_batch(work):
            continue
        await campaigns.start(work, campaign_id=campaign.id)
    for one in cast.company.in_role("operator"):
        if one.username not in VISITORS:
            async with office.open(acting(cast, one.username)) as work:
                await staffing.set_availability(work, state="available")
    return len(made), called


def acting(cast: Cast, username: str) -> Actor:
    person = cast.people[username]
    return Actor(
        id=person.id, tenant_id=cast.tenant_id, role=person.role, name=person.full_name,
        scopes=identity.scopes_of(person.role, person.scopes),
    )  # fmt: skip


async def set_up(work: Work) -> campaigns.Campaign:
    script = await campaigns.create_script(work, name="Support contract", body=SCRIPT)
    await campaigns.dispositions(work, keep=True)
    return await campaigns.create(
        work,
        campaigns.NewCampaign(
            name="Support contracts", description="Everybody who asked us about a contract.",
            mode="progressive", script_id=script.id, wrap_up_s=20,
        ),
    )  # fmt: skip


def new_lead(random: Random, cast: Cast, n: int, campaign_id: int) -> leads.NewLead:
    name = f"{random.choice(FIRST)} {random.choice(LAST)}"
    source = random.choices([one for one, _ in SOURCES], [share for _, share in SOURCES])[0]
    priority = random.choices([one for one, _ in PRIORITIES], [share for _, share in PRIORITIES])[0]
    return leads.NewLead(
        name=name, email=f"{name.lower().replace(' ', '.')}{n}@example.com",
        phone=number(cast.company, n), source=source, priority=priority,  # type: ignore[arg-type]
        tags=random.sample(TAGS, random.choice((0, 1, 1, 2))),
        custom={"company": random.choice(FIRMS), "seats": random.choice((3, 8, 12, 25, 40))},
        campaign_id=campaign_id, consent_basis="asked on the website",
    )  # fmt: skip


def number(company: Company, n: int) -> str:
    german = company.timezone == "Europe/Berlin"
    return f"+493023125{n:03d}" if german else f"+447700900{n:03d}"


def one_more(random: Random, company: Company) -> dict[str, object]:
    """A lead as somebody enters it; its number may be taken."""
    return {
        "name": f"{random.choice(FIRST)} {random.choice(LAST)}", "source": "website",
        "phone": number(company, random.randrange(LEADS, 1000)), "priority": "urgent",
        "custom": {"company": random.choice(FIRMS)},
    }  # fmt: skip


async def call_them(
    work: Work, random: Random, lead_ids: list[int], callers: list[int], campaign_id: int,
    now: datetime,
) -> int:  # fmt: skip
    """A month in which somebody called them: working hours, the usual outcomes, a few sales."""
    count = round(CALLS * len(lead_ids) / LEADS)
    numbers: list[int] = []
    agents: list[int] = []
    at: list[datetime] = []
    statuses: list[str] = []
    seconds: list[int] = []
    for _ in range(count):
        numbers.append(random.choice(lead_ids[: len(lead_ids) * 2 // 3]))
        agents.append(random.choice(callers))
        day = now - timedelta(days=random.randrange(1, DAYS))
        at.append(day.replace(hour=random.randrange(9, 18), minute=random.randrange(60), second=0))
        status = random.choices([one for one, _ in OUTCOMES], [share for _, share in OUTCOMES])[0]
        statuses.append(status)
        talked = min(random.lognormvariate(4.6, 0.8), 1800) if status == "completed" else 0
        seconds.append(round(talked))
    order = sorted(range(count), key=lambda place: at[place])
    told = (numbers, agents, at, statuses, seconds)
    columns = [[column[place] for place in order] for column in told]
    await work.run(queries.ADD_CALLS, campaign_id, *columns)
    await work.run(queries.LEADS_WERE_CALLED)
    return count
