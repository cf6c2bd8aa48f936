"""From what the log tells to what an administrator should look at."""

import logging
from typing import Any

from msgspec.structs import replace

from ringdesk.domains import identity, messaging, operations
from ringdesk.domains.governance.events import (
    ActRefused,
    SecurityEventHandled,
    SecurityEventRaised,
    TenantProbed,
    WebhookForged,
)
from ringdesk.domains.governance.security import queries
from ringdesk.domains.governance.security import service as security
from ringdesk.domains.governance.security.models import (
    Administrator,
    Failures,
    Kind,
    Severity,
    Sighting,
)
from ringdesk.kernel.errors import AppError
from ringdesk.kernel.events import Fact, Registry
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

# Failed sign-ins in a quarter of an hour, of one account or from one address.
SOME, MANY = 5, 20
REFUSED_OFTEN = 20  # refused acts of one person in an hour
ALERT = "security_events"
GRAVE = ("high", "critical")
MAIL = """\
Something happened in your workspace that you should look at.

What: {what}
Severity: {severity}
Seen: {count} time(s), last {at}

Look at it: {address}/security
"""


class Watching:
    def __init__(self, office: Office, address: str) -> None:
        self._office, self._address = office, address

    async def sign_in_failed(self, fact: Fact[identity.SignInFailed]) -> None:
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            address = await work.value(str, queries.ORIGIN, fact.seq)
            person = fact.event.person_id
            found = await work.one(Failures, queries.FAILURES, person, address, fact.at)
            if found is None:
                return
            details: dict[str, object] = {"failures": found.of_person, "minutes": 15}
            if person and found.of_person >= SOME:
                await see(work, fact, Sighting(
                    kind="failed_login_attempt", severity=graded(found.of_person),
                    subject=f"person:{person}", person_id=person, address=address, details=details,
                ))  # fmt: skip
            if address and found.of_address >= SOME:
                await see(work, fact, Sighting(
                    kind="failed_logins_from_address", severity=graded(found.of_address),
                    subject=f"address:{address}", address=address,
                    details={**details, "failures": found.of_address},
                ))  # fmt: skip

    async def session_ended(self, fact: Fact[identity.SessionEnded]) -> None:
        if fact.event.reason != "reuse":
            return
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            person = fact.event.person_id
            await see(work, fact, Sighting(
                kind="token_reuse", severity="high", subject=f"person:{person}", person_id=person,
                address=await work.value(str, queries.ORIGIN, fact.seq),
            ))  # fmt: skip

    async def rights_changed(self, fact: Fact[identity.RightsChanged]) -> None:
        await self._given(fact, fact.event.person_id, fact.event.role)

    async def person_registered(self, fact: Fact[identity.PersonRegistered]) -> None:
        """An administrator's account that somebody else made; the first one made itself."""
        if fact.event.role == "admin" and fact.actor_id not in (0, fact.event.person_id):
            await self._given(fact, fact.event.person_id, fact.event.role)

    async def member_joined(self, fact: Fact[identity.MemberJoined]) -> None:
        if fact.event.role == "admin":
            await self._given(fact, fact.event.person_id, fact.event.role)

    async def role_changed(self, fact: Fact[identity.RoleChanged]) -> None:
        """What a role may, all who hold it may from now on."""
        if "scopes" not in fact.event.fields:
            return
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            role = fact.event.role_id
            await see(work, fact, Sighting(
                kind="privilege_change", severity="medium", subject=f"role:{role}",
                details={"role_id": role, "by": fact.actor_id},
            ))  # fmt: skip

    async def _given(self, fact: Fact[Any], person: int, role: str) -> None:
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            await see(work, fact, Sighting(
                kind="privilege_change", severity="medium" if role == "admin" else "low",
                subject=f"person:{person}", person_id=person,
                details={"role": role, "by": fact.actor_id},
            ))  # fmt: skip

    async def act_refused(self, fact: Fact[ActRefused]) -> None:
        person = fact.actor_id
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            refused = await work.value(int, queries.REFUSED, person, fact.at) or 0
            worth = worth_of_refusal(fact.event.code, refused)
            if worth is None:
                return
            kind, severity = worth
            await see(work, fact, Sighting(
                kind=kind, severity=severity, subject=f"person:{person}", person_id=person,
                address=await work.value(str, queries.ORIGIN, fact.seq),
                many=1 + fact.event.unsaid,
                details={"door": fact.event.door, "refused": refused, "minutes": 60},
            ))  # fmt: skip

    async def tenant_probed(self, fact: Fact[TenantProbed]) -> None:
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            await see(work, fact, Sighting(
                kind="cross_tenant_attempt", severity="high", subject=f"person:{fact.actor_id}",
                person_id=fact.actor_id, many=1 + fact.event.unsaid,
                address=await work.value(str, queries.ORIGIN, fact.seq),
                details={"door": fact.event.door},
            ))  # fmt: skip

    async def webhook_forged(self, fact: Fact[WebhookForged]) -> None:
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            await see(work, fact, Sighting(
                kind="forged_webhook", severity="high", subject=f"provider:{fact.event.provider}",
                address=await work.value(str, queries.ORIGIN, fact.seq),
                many=1 + fact.event.unsaid, details={"provider": fact.event.provider},
            ))  # fmt: skip

    async def alarm(self, fact: Fact[SecurityEventRaised] | Fact[SecurityEventHandled]) -> None:
        """As long as something high or critical waits, there is an alert."""
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            waiting = await security.open_by_severity(work)
            grave = waiting.get("high", 0) + waiting.get("critical", 0)
            await operations.check(work, {ALERT: float(grave)})

    async def mail(self, fact: Fact[SecurityEventRaised]) -> None:
        """What is high or critical, to every administrator, once for each severity."""
        async with self._office.open(Actor.the_house(fact.tenant_id)) as work:
            event = await security.security_event(work, event_id=fact.event.event_id)
            if event.severity not in GRAVE or event.status == "resolved":
                return
            what = event.event_type.replace("_", " ")
            for one in await work.many(Administrator, queries.ADMINISTRATORS):
                try:
                    await messaging.send(
                        work, channel="email", recipient=one.email, person_id=one.id,
                        subject=f"Security event ({event.severity}): {what}",
                        body=MAIL.format(
                            what=what, severity=event.severity, count=event.count,
                            at=f"{event.last_at:%Y-%m-%d %H:%M} UTC", address=self._address,
                        ),
                        key=f"security:{event.id}:{event.severity}:{one.id}",
                    )  # fmt: skip
                except AppError as error:  # an alert and a letter tell of it, too
                    log.warning("A mail about a security event was not written: %s", error.code)


def worth_of_refusal(code: str, refused: int) -> tuple[Kind, Severity] | None:
    """One is a mistake; many, another site, or a suspended workspace are worth a look."""
    if code == "CROSS_SITE":
        return "cross_site_request", "medium"
    if code == "TENANT_SUSPENDED":
        return "suspended_tenant_used", "medium"
    if refused < REFUSED_OFTEN:
        return None
    return "refused_acts", "low" if refused < 5 * REFUSED_OFTEN else "medium"


def graded(failures: int) -> Severity:
    return "high" if failures >= MANY else "medium"


async def see(work: Work, fact: Fact[Any], sighting: Sighting) -> None:
    """As of the fact, which counts once."""
    await security.see(work, replace(sighting, seq=fact.seq), at=fact.at)


def listen(registry: Registry, office: Office, address: str) -> None:
    """`address`: where the web app is, for links in mails."""
    watching = Watching(office, address)
    for kind, name, react in (
        (identity.SignInFailed, "sign_in_failed", watching.sign_in_failed),
        (identity.SessionEnded, "session_ended", watching.session_ended),
        (identity.RightsChanged, "rights_changed", watching.rights_changed),
        (identity.PersonRegistered, "person_registered", watching.person_registered),
        (identity.MemberJoined, "member_joined", watching.member_joined),
        (identity.RoleChanged, "role_changed", watching.role_changed),
        (ActRefused, "act_refused", watching.act_refused),
        (TenantProbed, "tenant_probed", watching.tenant_probed),
        (WebhookForged, "webhook_forged", watching.webhook_forged),
        (SecurityEventRaised, "alarm", watching.alarm),
        (SecurityEventRaised, "mail", watching.mail),
        (SecurityEventHandled, "all_clear", watching.alarm),
    ):
        registry.after(kind, **{f"governance.{name}": react})
