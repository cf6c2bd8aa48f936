"""The compliance report, put together from live data."""

from datetime import UTC, date, datetime
from typing import TypeVar

from msgspec import Struct

from ringdesk.domains import identity
from ringdesk.domains.governance import policy
from ringdesk.domains.governance.events import ComplianceReportRead
from ringdesk.domains.governance.integrity import service as integrity
from ringdesk.domains.governance.log import service as log
from ringdesk.domains.governance.log.models import Filters, Span
from ringdesk.domains.governance.report import queries
from ringdesk.domains.governance.report.models import (
    Answered,
    Audit,
    Calling,
    Checked,
    ConsentLine,
    Counts,
    Kept,
    People,
    Period,
    PrivacyRequests,
    ProviderLine,
    Report,
    RetentionLine,
    RoleLine,
    Security,
    SignIn,
)
from ringdesk.domains.governance.report.printed import printed
from ringdesk.domains.governance.security import service as security
from ringdesk.kernel.anchors import AnchorStore
from ringdesk.kernel.pdf import Document
from ringdesk.kernel.work import Work

Row = TypeVar("Row", bound=Struct)


async def compliance_report(
    work: Work, store: AnchorStore, *, start: date | None = None, end: date | None = None
) -> Report:
    """Of whole days of the workspace's calendar, both ends included; the last thirty by default."""
    policy.require_may_read(work.actor)
    work.record(ComplianceReportRead(form="json"))
    return await gathered(work, store, start, end)


async def compliance_pages(
    work: Work, store: AnchorStore, *, start: date | None = None, end: date | None = None
) -> Document:
    """The same, to be printed."""
    policy.require_may_read(work.actor)
    work.record(ComplianceReportRead(form="pdf"))
    return printed(await gathered(work, store, start, end))


async def gathered(work: Work, store: AnchorStore, start: date | None, end: date | None) -> Report:
    period = await one(work, Period, queries.PERIOD, start, end)
    asked = Filters(start=period.start, end=period.end)
    span = await log.span_of(work, asked)
    within = span.since, span.until
    return Report(
        workspace=(await identity.tenant_of(work)).name,
        generated_at=datetime.now(UTC).replace(microsecond=0),
        period=period,
        people=await one(work, People, queries.PEOPLE),
        roles=await roles(work),
        sign_in=await sign_in(work, asked, span),
        audit=await audit(work, store, asked),
        privacy_requests=await one(work, PrivacyRequests, queries.PRIVACY_REQUESTS, *within),
        consents=await work.many(ConsentLine, queries.CONSENTS, *within),
        retention=await retention(work, span),
        calling=await calling(work, span),
        security=await security_of(work, span),
        providers=await work.many(ProviderLine, queries.PROVIDERS),
    )


async def one(work: Work, shape: type[Row], statement: str, *values: object) -> Row:
    """Of a statement that always gives one row."""
    found = await work.one(shape, statement, *values)
    if found is None:
        raise LookupError(f"{shape.__name__} of nothing")
    return found


async def roles(work: Work) -> list[RoleLine]:
    return [
        RoleLine(role.name, role.members, list(role.scopes), role.built_in)
        for role in await identity.list_roles(work)
    ]


async def sign_in(work: Work, asked: Filters, span: Span) -> SignIn:
    by_kind = {counted.kind: counted.n for counted in await log.counts(work, asked, None, span)}
    kinds = await counts(work, queries.SECURITY_KINDS, span)
    return SignIn(
        succeeded=by_kind.get("SignedIn", 0),
        failed=by_kind.get("SignInFailed", 0),
        open_sessions=await work.value(int, queries.OPEN_SESSIONS) or 0,
        tokens_reused=kinds.get("token_reuse", 0),
        passwords_changed=by_kind.get("PasswordChanged", 0),
        refused_acts=by_kind.get("ActRefused", 0),
    )


async def audit(work: Work, store: AnchorStore, asked: Filters) -> Audit:
    summary = await log.summed(work, asked)
    found = await integrity.integrity(work, store)
    checked = await work.one(Checked, queries.CHECKED)
    return Audit(
        facts=found.facts, head=found.head, in_period=summary.total, by_action=summary.by_action,
        by_status=summary.by_status, checked_at=checked.ended_at if checked else None,
        checked_state=checked.state if checked else None,
        checked_facts=checked.seq if checked else 0, anchored_at=found.anchored_at,
        anchored_facts=found.anchored_facts,
    )  # fmt: skip


async def retention(work: Work, span: Span) -> list[RetentionLine]:
    """Every kind that can be kept for so long and no longer."""
    days = await identity.retention(work)
    ran = {
        one.kind: one
        for one in await work.many(Kept, queries.RETENTION, span.since, span.until)
    }  # fmt: skip
    return [
        RetentionLine(
            kind, days.get(kind), ran[kind].last_run if kind in ran else None,  # type: ignore[call-overload]
            ran[kind].removed if kind in ran else 0,
        )
        for kind in identity.KEPT
    ]  # fmt: skip


async def calling(work: Work, span: Span) -> Calling:
    refused = await counts(work, queries.REFUSED_BY_RULE, span)
    calls = await one(work, Answered, queries.ANSWERED, span.since, span.until)
    rate = 100 * calls.abandoned / calls.answered if calls.answered else 0.0
    return Calling(
        refused=sum(refused.values()),
        refused_by_rule=refused,
        do_not_call=await work.value(int, queries.DO_NOT_CALL) or 0,
        answered=calls.answered,
        abandoned=calls.abandoned,
        abandonment_rate=round(rate, 2),
        hours=await work.value(str, queries.HOURS),
    )


async def security_of(work: Work, span: Span) -> Security:
    states = await counts(work, queries.SECURITY_STATES, span)
    return Security(
        open_by_severity=await security.waiting(work),
        acknowledged=states.get("acknowledged", 0),
        resolved=states.get("resolved", 0),
        by_type=await counts(work, queries.SECURITY_KINDS, span),
    )


async def counts(work: Work, statement: str, span: Span) -> dict[str, int]:
    return {
        one.name: one.n for one in await work.many(Counts, statement, span.since, span.until)
    }  # fmt: skip
