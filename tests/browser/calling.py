"""A workspace where people are called: leads, a campaign, operators at work, calls in progress."""

from typing import Any, NamedTuple

from tests.conftest import Person, Tenant

NAMES = [
    "Ada Lovelace", "Grace Hopper", "Алан Тьюринг", "محمد الخوارزمي", "Hedy Lamarr",
    "Konrad Zuse", "Katherine Johnson", "Edsger Dijkstra", "Radia Perlman", "Donald Knuth",
    "Margaret Hamilton with a name that is much longer than anybody would expect it to be",
    "Barbara Liskov",
]  # fmt: skip
SOURCES = ["campaign", "website", "referral", "cold"]
PRIORITIES = ["urgent", "high", "medium", "low"]
PAUSED = {"action": "pause_queue"}


class Floor(NamedTuple):
    operator: Person
    other: Person
    leads: list[dict[str, Any]]
    campaign: dict[str, Any]


async def done(answer: Any, *, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


async def furnish_calling(tenant: Tenant) -> Floor:
    """The queue is paused: what is on the page is what was put there."""
    await done(await tenant.admin.post("/api/admin/system/control", PAUSED))
    operator = await tenant.person("operator", name="Olga Operator")
    other = await tenant.person("operator", name="Oscar Operator")
    campaign = await done(
        await tenant.admin.post(
            "/api/v1/campaigns", {"name": "Spring offer", "description": "To all who asked"}
        ),
        status=201,
    )
    leads = []
    for place, name in enumerate(NAMES):
        body = {
            "name": name, "phone": f"+1212555{1000 + place}", "source": SOURCES[place % 4],
            "priority": PRIORITIES[place % 4], "tags": ["vip", "spring"][: place % 3],
            "email": f"lead{place}@example.com", "campaign_id": campaign["id"],
            "notes": "Asked for a callback after lunch." if place % 3 == 0 else "",
        }  # fmt: skip
        leads.append(await done(await tenant.admin.post("/api/v1/leads", body), status=201))
    for person in (operator, other):
        await done(await person.put("/api/app/availability", {"state": "available"}))
    body = {"leadId": str(leads[0]["id"])}
    call = (await done(await operator.post("/api/operator/calls/start", body), status=201))["call"]
    path = f"/api/operator/calls/{call['id']}/update"
    await done(await operator.put(path, {"status": "answered"}))
    for place, status in ((1, "completed"), (2, "busy"), (3, "no-answer"), (4, "completed")):
        body = {"leadId": str(leads[place]["id"])}
        made = (await done(await other.post("/api/operator/calls/start", body), status=201))["call"]
        path = f"/api/operator/calls/{made['id']}/update"
        if status == "completed":
            await done(await other.put(path, {"status": "answered"}))
        await done(await other.put(path, {"status": status, "notes": "Wants to hear more"}))
        if place < 4:  # the last one is still to be wrapped up
            choices = (await other.get("/api/app/calling/me")).json()["dispositions"]
            body = {"disposition_id": choices[0]["id"]}
            await other.post(f"/api/app/calls/{made['id']}/wrap-up", body)
    return Floor(operator, other, leads, campaign)


async def furnish_settings(tenant: Tenant, floor: Floor) -> None:
    """Carriers, numbers that nobody calls, teams and rules."""
    admin = tenant.admin
    for place, name in enumerate(("Practice", "Practice, spare one")):
        carrier = {
            "kind": "simulation", "name": name, "position": place, "enabled": place == 0,
            "caller_ids": ["+14155550100", "+14155550101"],
        }  # fmt: skip
        await done(await admin.post("/api/app/carriers", carrier), status=201)
    for number, reason in (("+12125559999", "Asked by letter"), ("+442079460000", "")):
        body = {"number": number, "reason": reason}
        await done(await admin.post("/api/app/do-not-call", body), status=201)
    teams = []
    people = [floor.operator.id, floor.other.id]
    for name, members in (("Closers", people), ("Nobody's team", [])):
        team = {"name": name, "member_ids": members}
        teams.append(await done(await admin.post("/api/v1/teams", team), status=201))
    rules = [
        {
            "name": "Good ones to the closers", "priority": 10, "action_type": "round_robin",
            "conditions": {"source": {"in": ["website", "referral"]}, "score": {"gte": 40}},
            "action_value": str(teams[0]["id"]),
        },
        {
            "name": "Urgent ones to Olga", "priority": 20, "action_type": "assign_to_agent",
            "conditions": {"priority": "urgent"}, "action_value": str(floor.operator.id),
        },
        {
            "name": "The rest, which nobody wants", "priority": 30, "enabled": False,
            "action_type": "assign_to_team", "action_value": str(teams[1]["id"]), "conditions": {},
        },
    ]  # fmt: skip
    for rule in rules:
        await done(await admin.post("/api/v1/automation/routing-rules", rule), status=201)
