"""The heads go out every hour; walks along the logs go on in stretches shorter than a lease."""

import logging
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

from ringdesk.domains.governance.events import LogVerified
from ringdesk.domains.governance.integrity import queries, service
from ringdesk.domains.governance.integrity.models import Check
from ringdesk.domains.governance.security import service as security
from ringdesk.domains.governance.security.models import Sighting
from ringdesk.kernel import queries as kernel_queries
from ringdesk.kernel.anchors import AnchorStore, heads_of
from ringdesk.kernel.audit import Verdict, Walk
from ringdesk.kernel.jobs import Job, Jobs
from ringdesk.kernel.relay import Head, head
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work

log = logging.getLogger(__name__)

ANCHOR_EVERY_S = 3600.0
LOOK_EVERY_S = 24 * 3600.0
STRETCH_S = 20.0
CHECKED_WITHIN = timedelta(days=7)  # each log is walked once a week by itself


class Keeping:
    """Of the record's integrity."""

    def __init__(self, office: Office, store: AnchorStore) -> None:
        self._office, self._store = office, store

    def register(self, jobs: Jobs) -> None:
        jobs.every(ANCHOR_EVERY_S, "governance.anchor", self.anchor)
        jobs.every(LOOK_EVERY_S, "governance.check_logs", self.check_logs)
        jobs.handle(service.VERIFY, self.verify)

    async def anchor(self, _: Job | None = None) -> None:
        """Keep all heads elsewhere. A log that no longer is what the last anchor knew is told at
        once: the next anchor would know only what was made of it."""
        before = await self._store.latest()
        heads: dict[str, Head] = {}
        for row in await self._office.across(kernel_queries.TENANTS_WITH_FACTS):
            tenant_id: UUID = row[0]
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                heads[str(tenant_id)] = await head(work)
                broken = None if before is None else await service.broken_since(work, before)
                if broken is not None and tenant_id != INSTALLATION:
                    await sound_alarm(work, "anchor_mismatch", broken.seq)
        if before is None or before.heads != heads:
            at = datetime.now(UTC).replace(microsecond=0)
            try:
                await self._store.keep(at, heads)
            except FileExistsError:  # another worker, in this very second
                log.info("These heads are kept already.")

    async def check_logs(self, _: Job | None = None) -> None:
        """Ask for a walk along each log that was not walked for a week."""
        for row in await self._office.across(kernel_queries.TENANTS_WITH_FACTS):
            if row[0] == INSTALLATION:
                continue
            async with self._office.open(Actor.the_house(row[0])) as work:
                ended = await work.value(datetime, queries.LAST_ENDED)
                if ended is None or datetime.now(UTC) - ended > CHECKED_WITHIN:
                    await service.ask(work)
                await service.take_up(work)
                await work.run(queries.FORGET)

    async def verify(self, job: Job) -> None:
        """One stretch of a walk; if it is not at its end, another job goes on."""
        check_id = int(job.arguments()["check_id"])
        actor = Actor.the_house(job.tenant_id)
        async with self._office.open(actor) as work:
            check = await self._begun(work, check_id)
        if check is None:
            return
        known = await self._store.known()
        anchors = heads_of(known, job.tenant_id)
        since = Head(check.seq, check.hash) if check.seq else None
        walk = Walk(job.tenant_id, Head(check.goal, check.goal_hash), anchors, since)
        until = time.monotonic() + STRETCH_S
        while True:
            async with self._office.open(actor) as work:
                verdict = await walk.step(work)
                if verdict is not None:
                    last = known[-1].at if anchors else None
                    await ended(work, check, verdict, len(anchors), last)
                    return
                here = walk.here
                await work.run(queries.GO_ON, check_id, here.seq, here.hash)
                if time.monotonic() > until:
                    await work.later(
                        service.VERIFY, key=f"{check_id}:{here.seq}", check_id=check_id
                    )
                    return

    async def _begun(self, work: Work, check_id: int) -> Check | None:
        """As it stands, its goal set; None if it has ended."""
        goal = await head(work)
        await work.run(queries.BEGIN, check_id, goal.seq, goal.hash)
        check = await work.one(Check, queries.CHECK, check_id)
        return check if check is not None and check.state == "running" else None


async def ended(
    work: Work, check: Check, verdict: Verdict, anchors: int, anchored_at: datetime | None
) -> None:
    state = verdict.state
    changed = await work.run(
        queries.END, check.id, state, verdict.facts, verdict.bad_seq, anchors, anchored_at
    )
    if not changed:
        return
    if check.asked_by or state != "intact":  # that it goes well every week is no news
        work.record(LogVerified(check_id=check.id, state=state))
    if state != "intact":
        await sound_alarm(work, state, verdict.bad_seq)


async def sound_alarm(work: Work, state: str, bad_seq: int | None) -> None:
    log.error("The audit log is broken: %s at %s", state, bad_seq)
    await security.see(
        work,
        Sighting(
            kind="audit_broken", severity="critical", subject="audit log",
            details={"state": state, "bad_seq": bad_seq},
        ),
    )  # fmt: skip
