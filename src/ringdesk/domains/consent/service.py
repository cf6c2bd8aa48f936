"""Who agreed to what. Records are only added; what holds is the newest of its type."""

import hashlib

from ringdesk.domains import identity
from ringdesk.domains.consent import policy, queries
from ringdesk.domains.consent.errors import ConsentNotFound
from ringdesk.domains.consent.events import ConsentRecorded
from ringdesk.domains.consent.models import Consent, Fresh, Proof, Purpose, Source, Type
from ringdesk.kernel.patterns import anywhere
from ringdesk.kernel.work import Work

LONGEST_WORDING, LONGEST_NOTE, LONGEST_VERSION = 10_000, 1_000, 80
NOTHING_MORE = Proof()


async def record(
    work: Work, *, person_id: int, type: Type, value: bool, source: Source,
    proof: Proof = NOTHING_MORE,
) -> Consent:  # fmt: skip
    """Write down that they agreed (`value`) or took it back, with proof. Oneself, or an
    administrator for others. PersonNotFound, MayNotRecordConsent."""
    policy.require_may_record(work.actor, person_id)
    if await work.value(int, queries.LOCK_PERSON, person_id) is None:
        raise identity.PersonNotFound
    version = proof.wording_version or version_of(proof.wording)
    made = await work.one(
        Fresh, queries.RECORD, person_id, type, value, source, proof.wording[:LONGEST_WORDING],
        version[:LONGEST_VERSION], work.origin.address, proof.note[:LONGEST_NOTE], work.actor.id,
    )  # fmt: skip
    if made is None:
        raise ConsentNotFound
    work.record(
        ConsentRecorded(
            consent_id=made.id, person_id=person_id, type=type, value=value,
            wording_version=version[:LONGEST_VERSION],
        )
    )  # fmt: skip
    return await get_consent(work, consent_id=made.id)


def version_of(wording: str) -> str:
    """A text without a version goes by the beginning of its SHA-256."""
    return "sha256:" + hashlib.sha256(wording.encode()).hexdigest()[:16] if wording else ""


async def get_consent(work: Work, *, consent_id: int) -> Consent:
    """One record: one's own, or anybody's for administrators. ConsentNotFound."""
    found = await work.one(Consent, queries.CONSENT, consent_id)
    if found is None or (found.person_id != work.actor.id and not work.actor.has("users:read")):
        raise ConsentNotFound
    return found


async def consents_of(work: Work, person_id: int) -> list[Consent]:
    """All records of a person, the newest first, at most 1,000."""
    policy.require_may_read(work.actor, person_id)
    return await work.many(Consent, queries.OF_PERSON, person_id)


async def search(
    work: Work, *, words: str = "", type: Type | None = None, value: bool | None = None,
    standing: bool = False, after: int | None = None, limit: int = 100,
) -> list[Consent]:  # fmt: skip
    """Records of everybody, the newest first. `words`: part of a name or an address; `standing`:
    only those that hold; `after`: the id that the page before ended with."""
    policy.require_may_read(work.actor, None)
    pattern = anywhere(words.strip()) if words.strip() else None
    return await work.many(Consent, queries.SEARCH, pattern, type, value, standing, after, limit)


async def holds(work: Work, *, person_id: int, type: Type) -> bool:
    """Whether their newest record of the type says yes; without one: no."""
    return bool(await work.value(bool, queries.STANDING, person_id, type))


async def allows(
    work: Work, *, purpose: Purpose, address: str, person_id: int | None = None
) -> bool:
    """Whether something may be sent there now. "service" (an answer, a receipt) always;
    "marketing" needs that the person, or somebody proved to have the address, agreed, and that
    nobody with the address took it back. A lead's own recorded basis is the caller's to know."""
    if purpose == "service":
        return True
    if person_id is not None:
        return await holds(work, person_id=person_id, type="marketing")
    return bool(await work.value(bool, queries.STANDING_OF_ADDRESS, address.strip()))


async def take_back(work: Work, *, address: str, note: str = "") -> int:
    """Somebody asked for no more of it: a "no" to marketing for everybody with that address, by
    whoever passes it on. How many people that were."""
    people = await work.many(Fresh, queries.PEOPLE_AT, address.strip())
    for person in people:
        made = await work.one(
            Fresh, queries.RECORD, person.id, "marketing", False, "opt_out", "", "",
            work.origin.address, note[:LONGEST_NOTE], work.actor.id,
        )  # fmt: skip
        if made is not None:
            work.record(
                ConsentRecorded(
                    consent_id=made.id, person_id=person.id, type="marketing", value=False,
                    wording_version="",
                )
            )  # fmt: skip
    return len(people)
