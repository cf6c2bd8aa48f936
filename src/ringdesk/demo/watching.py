"""What the sample's administrators have to look at, and have looked at already."""

from datetime import datetime, timedelta

from ringdesk.demo.companies import TEAM_LEAD, team_lead
from ringdesk.demo.selling import acting
from ringdesk.demo.weaving import Cast
from ringdesk.domains import governance
from ringdesk.kernel.work import Actor, Office

ELSEWHERE = "203.0.113.77"  # RFC 5737: nobody's
FOLD_AT_ONCE = 20_000


async def fill_watch(office: Office, cast: Cast, now: datetime) -> None:
    """A colleague who got other rights; failed sign-ins that are settled, a webhook that is not."""
    boss, agent = cast.company.people[0].username, cast.company.in_role("support_agent")[0].username
    person, lead = cast.people[agent], cast.people[team_lead(cast.company).username]
    failed = governance.Sighting(
        kind="failed_login_attempt", severity="medium", subject=f"person:{person.id}",
        person_id=person.id, address=ELSEWHERE, details={"failures": 6, "minutes": 15}, many=6,
    )  # fmt: skip
    forged = governance.Sighting(
        kind="forged_webhook", severity="high", subject="provider:twilio", address=ELSEWHERE,
        details={"provider": "twilio"}, many=3,
    )  # fmt: skip
    rights = governance.Sighting(
        kind="privilege_change", severity="low", subject=f"person:{lead.id}",
        person_id=lead.id, details={"role": TEAM_LEAD, "by": cast.people[boss].id},
    )  # fmt: skip
    async with office.open(Actor.the_house(cast.tenant_id)) as work:
        settled = await governance.see(work, failed, at=now - timedelta(hours=30))
        await governance.see(work, forged, at=now - timedelta(minutes=50))
        seen = await governance.see(work, rights, at=now - timedelta(hours=5))
    async with office.open(acting(cast, boss)) as work:
        if settled is not None:
            note = "They were on the road with an old password in their telephone."
            await governance.handle(work, event_id=settled.id, status="resolved", note=note)
        if seen is not None:
            await governance.handle(work, event_id=seen.id, status="acknowledged")


async def count_up(office: Office, cast: Cast) -> None:
    """The whole log into the audit's roll-ups."""
    folded = FOLD_AT_ONCE
    while folded == FOLD_AT_ONCE:
        async with office.open(Actor.the_house(cast.tenant_id)) as work:
            folded = await governance.fold(work, most=FOLD_AT_ONCE)
