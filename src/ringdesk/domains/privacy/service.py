"""What people ask about their data, and how it is decided. Nothing is deleted by asking."""

from datetime import timedelta

from ringdesk.domains import identity, telephony
from ringdesk.domains.privacy import notices, policy, queries
from ringdesk.domains.privacy.declarations import holdings
from ringdesk.domains.privacy.errors import (
    IdentityNotChecked,
    LastAdministratorAsks,
    RequestIsClosed,
    RequestNotFound,
)
from ringdesk.domains.privacy.events import (
    PrivacyIdentityChecked,
    PrivacyRequested,
    PrivacyRequestRefused,
    PrivacyRequestStarted,
)
from ringdesk.domains.privacy.models import Kind, Line, Named, Numbered, Plan, Request, State, Step
from ringdesk.domains.privacy.subjects import packed, subject_of, unpacked
from ringdesk.kernel import personal
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.personal import Subject
from ringdesk.kernel.work import Work

DUE_DAYS = 30  # a month, Art. 12(3) GDPR
LEASE = timedelta(seconds=90)  # of whoever works on something
LONGEST_REASON, LONGEST_NOTE = 2000, 1000
WORK = "privacy.work"
THEMSELVES = "Asked by themselves, signed in."


async def ask(work: Work, *, kind: Kind, reason: str = "") -> Request:
    """For oneself. Whoever asks again while a request is open gets that one."""
    subject = Subject(person_id=work.actor.id)
    return await add(
        work, kind, subject, reason, with_contacts=False, note=THEMSELVES, checked_by=work.actor.id
    )


async def ask_for(
    work: Work, *, kind: Kind, person_id: int | None = None, address: str = "",
    number: str = "", reason: str = "",
) -> Request:  # fmt: skip
    """An administrator passes on what somebody asked by letter or on the phone: a person, or
    somebody without an account, known by an address or a number. PersonNotFound, Invalid."""
    policy.require_decides(work.actor)
    if person_id is None and not address.strip() and not number.strip():
        raise Invalid.field("person_id", "A person, or an e-mail address, or a number")
    if person_id is not None and await work.one(Named, queries.PERSON, person_id) is None:
        raise identity.PersonNotFound
    if address.strip():
        identity.require_address(address.strip())
    region = await work.value(str, queries.REGION) or "US"
    subject = Subject(
        person_id=person_id or 0, addresses=[address.strip().lower()] if address.strip() else [],
        numbers=[telephony.number(number, region).e164] if number.strip() else [],
    )  # fmt: skip
    return await add(work, kind, subject, reason, with_contacts=person_id is None)


async def add(
    work: Work, kind: Kind, subject: Subject, reason: str, *, with_contacts: bool,
    note: str = "", checked_by: int | None = None,
) -> Request:  # fmt: skip
    person_id = subject.person_id or None
    made = await work.one(
        Numbered, queries.ASK, kind, person_id, packed(subject), with_contacts,
        reason.strip()[:LONGEST_REASON], work.actor.id, DUE_DAYS, note, checked_by,
    )  # fmt: skip
    if made is None:
        made = await work.one(Numbered, queries.OPEN_REQUEST, kind, person_id)
        if made is None:
            raise RequestNotFound
        return await find(work, made.id)
    work.record(PrivacyRequested(request_id=made.id, kind=kind, person_id=person_id))
    return await find(work, made.id)


async def find(work: Work, request_id: int) -> Request:
    """RequestNotFound; also for somebody else's, unless one decides."""
    found = await work.one(Request, queries.REQUEST, request_id)
    mine = found is not None and found.person_id == work.actor.id
    if found is None or not (mine or policy.decides(work.actor)):
        raise RequestNotFound
    return found


async def decided(work: Work, *, request_id: int) -> Request:
    """One, for those who decide. MayNotDecide, RequestNotFound."""
    policy.require_decides(work.actor)
    return await find(work, request_id)


async def own_requests(work: Work) -> list[Request]:
    return await work.many(Request, queries.REQUESTS, work.actor.id, None, None, None, 100)


async def requests(
    work: Work, *, state: State | None = None, kind: Kind | None = None,
    after: int | None = None, limit: int = 50,
) -> list[Request]:  # fmt: skip
    """Everybody's, the latest first."""
    policy.require_decides(work.actor)
    return await work.many(Request, queries.REQUESTS, None, state, kind, after, limit)


async def hold(work: Work, request_id: int) -> Request:
    """Locked until the commit; still to be decided. RequestNotFound, RequestIsClosed."""
    policy.require_decides(work.actor)
    await work.value(int, queries.LOCK, request_id)
    found = await find(work, request_id)
    if found.state != "pending":
        raise RequestIsClosed(state=found.state)
    return found


async def check_identity(work: Work, *, request_id: int, note: str) -> Request:
    """How it was made sure that it is really them."""
    await hold(work, request_id)
    await work.run(queries.NOTE_IDENTITY, request_id, note.strip()[:LONGEST_NOTE], work.actor.id)
    work.record(PrivacyIdentityChecked(request_id=request_id))
    return await find(work, request_id)


async def meant_by(work: Work, request: Request, with_contacts: bool) -> Subject:
    """Whom a request is about; once it is in hand, that is settled."""
    told = unpacked(request.subject)
    if request.state == "in_progress":
        return told
    return await subject_of(
        work, person_id=request.person_id, addresses=told.addresses, numbers=told.numbers,
        with_contacts=with_contacts,
    )  # fmt: skip


async def dry_run(work: Work, *, request_id: int, with_contacts: bool) -> Plan:
    """What a deletion would do now, table by table. Changes nothing. PersonNotFound once it was
    done."""
    policy.require_decides(work.actor)
    request = await find(work, request_id)
    return await planned(work, await meant_by(work, request, with_contacts))


async def planned(work: Work, subject: Subject) -> Plan:
    lines = []
    for domain, holding in holdings():
        rows = await personal.count(work, holding, subject)
        files = await personal.files_of(work, holding, subject)
        if rows or files:
            lines.append(
                Line(
                    domain=domain, table=holding.table, about=holding.about, fate=holding.fate,
                    reason=holding.reason, rows=rows, files=len(files),
                )
            )  # fmt: skip
    return Plan(lines=lines, contacts=subject.lead_ids)


async def start(work: Work, *, request_id: int, with_contacts: bool = False) -> Request:
    """Let it happen: the archive is made, or what can be is erased, by a worker from now on.
    RequestIsClosed, IdentityNotChecked, LastAdministratorAsks."""
    request = await hold(work, request_id)
    if request.identity_checked_at is None:
        raise IdentityNotChecked
    if request.kind == "deletion" and request.person_id is not None:
        await require_other_administrator(work, request.person_id)
    subject = await meant_by(work, request, with_contacts)
    await work.run(queries.START, request_id, work.actor.id, with_contacts, packed(subject))
    work.record(PrivacyRequestStarted(request_id=request_id, kind=request.kind))
    await work.later(WORK, key=f"request {request_id}")
    return await find(work, request_id)


async def require_other_administrator(work: Work, person_id: int) -> None:
    if await work.value(bool, queries.IS_ADMINISTRATOR, person_id) and not await work.value(
        int, queries.OTHER_ADMINISTRATORS, person_id
    ):
        raise LastAdministratorAsks


async def refuse(work: Work, *, request_id: int, reason: str) -> Request:
    """With a reason that the person is told (Art. 12(4) GDPR)."""
    request = await hold(work, request_id)
    if not reason.strip():
        raise Invalid.field("reason", "Say why")
    await work.run(queries.REFUSE, request_id, work.actor.id, reason.strip()[:LONGEST_REASON])
    work.record(PrivacyRequestRefused(request_id=request_id, kind=request.kind))
    await notices.tell_person(
        work, request.person_id, notices.REFUSED, key=f"refused {request_id}", reason=reason.strip()
    )
    return await find(work, request_id)


async def steps(work: Work, *, request_id: int) -> list[Step]:
    """What a deletion did, so far."""
    policy.require_decides(work.actor)
    await find(work, request_id)
    return await work.many(Step, queries.STEPS, request_id)
