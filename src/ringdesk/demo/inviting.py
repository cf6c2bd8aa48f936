"""A role of the workspace's own, somebody who is invited, and how the workspace looks."""

from ringdesk.demo.weaving import Cast
from ringdesk.domains import identity
from ringdesk.kernel.work import Actor, Office

ACCENTS = ("#1f6f5c", "#7a3b8f")
TEAM_LEAD = (
    "tickets:read", "tickets:write", "chats:read", "chats:write", "faqs:read", "leads:read",
    "campaigns:read", "calls:read", "analytics:read", "operations:read",
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
            work, name="Team lead", description="Sees everybody's work, changes no settings",
            scopes=list(TEAM_LEAD),
        )  # fmt: skip
        domain = boss.email.rpartition("@")[2]
        await identity.invite(
            work, email=f"noor.haddad@{domain}", role="Team lead", address=address
        )
