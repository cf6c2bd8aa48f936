"""A role of the workspace's own and who has it, somebody who is invited, and how the workspace
looks."""

from ringdesk.demo.companies import TEAM_LEAD, team_lead
from ringdesk.demo.weaving import Cast
from ringdesk.domains import identity
from ringdesk.kernel.work import Actor, Office

ACCENTS = ("#1f6f5c", "#7a3b8f")
RIGHTS = (
    "tickets:read", "tickets:write", "chats:read", "chats:write", "faqs:read", "leads:read",
    "leads:write", "campaigns:read", "calls:read", "calls:write", "calls:supervise",
    "calls:steer", "messages:read", "analytics:read", "operations:read",
)  # fmt: skip


async def fill_workspace(office: Office, cast: Cast, nr: int, address: str) -> None:
    boss = cast.people[cast.company.people[0].username]
    actor = Actor(
        id=boss.id, tenant_id=cast.tenant_id, role=boss.role, name=boss.full_name,
        scopes=identity.scopes_of(boss.role, boss.scopes),
    )  # fmt: skip
    async with office.open(actor) as work:
        await identity.change_workspace(
            work,
            identity.WorkspaceChanges(
                accent=ACCENTS[nr % len(ACCENTS)], retention={"recordings": 180, "visitors": 365}
            ),
        )
        await identity.make_role(
            work, name=TEAM_LEAD, description="Sees everybody's work, changes no settings",
            scopes=list(RIGHTS),
        )  # fmt: skip
        await identity.change_person(
            work, person_id=cast.people[team_lead(cast.company).username].id,
            changes=identity.PersonChanges(role=TEAM_LEAD),
        )  # fmt: skip
        domain = boss.email.rpartition("@")[2]
        await identity.invite(work, email=f"noor.haddad@{domain}", role=TEAM_LEAD, address=address)
