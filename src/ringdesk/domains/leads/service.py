"""The acts on a lead. In each: permitted? load and lock, refuse, change, record, return."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import json

from ringdesk.domains import identity, telephony
from ringdesk.domains.leads import noting, policy, queries, rules
from ringdesk.domains.leads.errors import (
    LeadChangedMeanwhile,
    LeadExists,
    LeadInCall,
    LeadNotFound,
)
from ringdesk.domains.leads.events import (
    LeadAssigned,
    LeadChanged,
    LeadConverted,
    LeadCreated,
    LeadRemoved,
    LeadStageMoved,
)
from ringdesk.domains.leads.models import (
    RANKS,
    Change,
    How,
    Lead,
    LeadChanges,
    NewLead,
    Place,
    Plain,
    References,
)
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

MOST_HISTORY = 500
# What a change is written with, in the order of the statement; `priority` follows by itself.
WRITTEN = (
    "name", "email", "phone", "phone_valid", "zones", "external_id", "source", "stage", "tags",
    "custom", "notes", "owner_id", "list_id", "campaign_id", "time_zone", "consent_basis",
    "consent_at",
)  # fmt: skip


async def create(work: Work, new: NewLead) -> Lead:
    """A lead of the caller's, or of nobody if an administrator makes it and names no owner.

    LeadExists if a living one has the number; Invalid without a number and an address."""
    policy.require_may_write(work.actor)
    owner_id = new.owner_id
    if not policy.manages(work.actor):
        if owner_id not in (None, work.actor.id):
            policy.require_may_manage(work.actor)
        owner_id = work.actor.id
    elif owner_id is not None:
        await identity.require_active_staff(work, owner_id)
    email = rules.tidy_email(new.email)
    number = await number_of(work, new.phone)
    if number is None and email is None:
        raise Invalid.field("phone", "A number or an e-mail address is needed")
    rules.require_moments({"consent_at": new.consent_at})
    await require_places(work, list_id=new.list_id, campaign_id=new.campaign_id)
    made = await work.one(
        Lead, queries.CREATE, rules.tidy_text("name", new.name), email,
        number.e164 if number else None, number is None or number.valid,
        list(number.zones) if number else [],
        rules.tidy_text_or_none("external_id", new.external_id),
        rules.tidy_text("source", new.source), new.stage, RANKS[new.priority],
        rules.tidy_tags(new.tags), as_json(rules.tidy_custom(new.custom)),
        rules.tidy_text("notes", new.notes), owner_id, new.list_id, new.campaign_id,
        rules.tidy_zone(new.time_zone), rules.tidy_text("consent_basis", new.consent_basis),
        new.consent_at,
    )  # fmt: skip
    if made is None:
        phone = number.e164 if number else None
        raise LeadExists(lead_id=await work.value(int, queries.ID_OF_PHONE, phone))
    work.record(LeadCreated(lead_id=made.id, owner_id=made.owner_id, source=made.source))
    if made.stage == "converted":
        work.record(LeadConverted(lead_id=made.id, owner_id=made.owner_id))
    if made.owner_id is not None:
        work.record(LeadAssigned(lead_id=made.id, owner_id=made.owner_id, how="assigned"))
    return made


async def get(work: Work, *, lead_id: int) -> Lead:
    policy.require_may_read(work.actor)
    return await require_one(work, queries.GET, lead_id)


async def get_many(work: Work, *, lead_ids: list[int]) -> list[Lead]:
    """Those of them that live, in no order; for acts and letters."""
    return await work.many(Lead, queries.GET_MANY, lead_ids) if lead_ids else []


async def lock(work: Work, *, lead_id: int) -> Lead:
    """The lead, held for this act. Whether the caller may, the act says."""
    return await require_one(work, queries.GET_FOR_UPDATE, lead_id)


async def lock_all(work: Work, *, lead_ids: list[int]) -> list[Lead]:
    """Those of them that live, held for this act, in the one order in which all acts hold them."""
    return await work.many(Lead, queries.GET_MANY_FOR_UPDATE, lead_ids) if lead_ids else []


async def change(
    work: Work, *, lead_id: int, changes: LeadChanges, version: int | None = None
) -> Lead:
    """Change only the fields given: those of one's own leads, an administrator of all.

    With `version`, LeadChangedMeanwhile if the lead moved on. LeadExists for another's number."""
    before = await lock(work, lead_id=lead_id)
    policy.require_may_change(work.actor, before)
    if version is not None and version != before.version:
        raise LeadChangedMeanwhile(version=before.version, updated_at=before.updated_at)
    given = await tidied(work, before, changes)
    moved = {name: value for name, value in given.items() if getattr(before, name) != value}
    if not moved:
        return before
    await require_may_write_that(work, before, moved)
    after = await write(work, before, moved)
    await noting.note_changes(work, before, after, moved)
    tell(work, before, after, moved)
    return after


async def remove(work: Work, *, lead_id: int) -> None:
    """Out of every list; the row and its history stay. Administrators, and whose own it is.
    LeadInCall while it is called."""
    lead = await lock(work, lead_id=lead_id)
    policy.require_may_change(work.actor, lead)
    if not await work.run(queries.REMOVE, lead_id):
        raise LeadInCall
    await noting.note(work, [(lead_id, "deleted", None, None)])
    work.record(LeadRemoved(lead_id=lead_id))


async def assign(work: Work, *, lead_id: int, owner_id: int | None, how: How = "assigned") -> Lead:
    """Give a lead to a member of staff, or to nobody. Administrators, routing, calls."""
    lead = await lock(work, lead_id=lead_id)
    if owner_id is not None:
        await identity.require_active_staff(work, owner_id)
    if lead.owner_id == owner_id and not lead.lent:
        return lead
    after = await write(work, lead, {"owner_id": owner_id})
    await noting.note_changes(work, lead, after, {"owner_id": owner_id})
    fields = ("owner_id",)
    work.record(LeadChanged(lead_id=after.id, owner_id=after.owner_id, fields=fields))
    if owner_id is not None:
        work.record(LeadAssigned(lead_id=after.id, owner_id=owner_id, how=how))
    return after


async def history(work: Work, *, lead_id: int) -> list[Change]:
    """Every change of a field, the latest first."""
    await get(work, lead_id=lead_id)
    return await work.many(Change, queries.HISTORY, lead_id, MOST_HISTORY)


async def require_one(work: Work, statement: str, *values: object) -> Lead:
    lead = await work.one(Lead, statement, *values)
    if lead is None:
        raise LeadNotFound
    return lead


async def place(work: Work) -> Place:
    return await work.one(Place, queries.PLACE) or Place("US", 900)


async def require_places(
    work: Work, *, list_id: int | None = None, campaign_id: int | None = None
) -> None:
    """Invalid for a list or a campaign that is not there."""
    if list_id is None and campaign_id is None:
        return
    found = await work.one(References, queries.REFERENCES, list_id, campaign_id)
    if found is None or not found.list_is_there:
        raise Invalid.field("list_id", "There is no such calling list")
    if not found.campaign_is_there:
        raise Invalid.field("campaign_id", "There is no such campaign")


async def number_of(work: Work, text: str | None) -> telephony.Number | None:
    """What somebody typed, read as in the tenant's region; null for nothing."""
    if text is None or not text.strip():
        return None
    return telephony.number(text, (await place(work)).region)


async def tidied(work: Work, before: Lead, changes: LeadChanges) -> dict[str, object]:
    """What is given, as it is kept."""
    given = changes.given()
    for name in rules.LONGEST.keys() & given.keys():
        text = given[name]
        tidy = rules.tidy_text(name, text if isinstance(text, str) else "")
        given[name] = (tidy or None) if name == "external_id" else tidy
    rules.require_moments(given)
    if "email" in given:
        given["email"] = rules.tidy_email(changes.email or None)
    if isinstance(changes.tags, list):
        given["tags"] = rules.tidy_tags(changes.tags)
    if isinstance(changes.custom, Mapping):
        kept: dict[str, Plain] = json.decode(before.custom)
        given["custom"] = as_json(rules.tidy_custom({**kept, **changes.custom}))
        if json.decode(str(given["custom"])) == kept:
            del given["custom"]
    if "time_zone" in given:
        given["time_zone"] = rules.tidy_zone(changes.time_zone or None)
    if "phone" in given:
        number = await number_of(work, changes.phone or None)
        given["phone"] = number.e164 if number else None
        if number is None or number.e164 != before.phone:
            given["phone_valid"] = number is None or number.valid
            given["zones"] = list(number.zones) if number else []
    if given.get("phone", before.phone) is None and given.get("email", before.email) is None:
        raise Invalid.field("phone", "A number or an e-mail address is needed")
    return given


async def require_may_write_that(work: Work, before: Lead, moved: Mapping[str, object]) -> None:
    """To give a lead to somebody else is for administrators; a number that is called stays."""
    owner_id, callback_at = moved.get("owner_id"), moved.get("callback_at")
    if isinstance(callback_at, datetime):
        rules.require_promise(callback_at)
    if "owner_id" in moved:
        policy.require_may_manage(work.actor)
        if isinstance(owner_id, int):
            await identity.require_active_staff(work, owner_id)
    list_id, campaign_id = moved.get("list_id"), moved.get("campaign_id")
    if isinstance(list_id, int) or isinstance(campaign_id, int):
        await require_places(
            work, list_id=list_id if isinstance(list_id, int) else None,
            campaign_id=campaign_id if isinstance(campaign_id, int) else None,
        )  # fmt: skip
    if "phone" in moved:
        if before.dial_status == "calling":
            raise LeadInCall
        other = await work.value(int, queries.OTHER_WITH_PHONE, moved["phone"], before.id)
        if other is not None:
            raise LeadExists(lead_id=other)


async def write(work: Work, before: Lead, moved: Mapping[str, object]) -> Lead:
    values = [moved.get(name, getattr(before, name)) for name in WRITTEN]
    rank = RANKS.get(str(moved.get("priority")))
    callback = [
        moved.get(name, getattr(before, name)) for name in ("callback_at", "callback_owner_id")
    ]
    return await require_one(work, queries.CHANGE, before.id, *values, rank, *callback)


def tell(work: Work, before: Lead, after: Lead, moved: Mapping[str, object]) -> None:
    """The facts of a change; one of them is always LeadChanged."""
    lead_id, owner_id = after.id, after.owner_id
    work.record(LeadChanged(lead_id=lead_id, owner_id=owner_id, fields=tuple(sorted(moved))))
    if before.stage != after.stage:
        work.record(
            LeadStageMoved(
                lead_id=lead_id, owner_id=owner_id, before=before.stage, after=after.stage
            )
        )
        if before.converted_at is None and after.converted_at is not None:
            work.record(LeadConverted(lead_id=lead_id, owner_id=owner_id))
    if owner_id is not None and owner_id != before.owner_id:
        work.record(LeadAssigned(lead_id=lead_id, owner_id=owner_id, how="assigned"))


def as_json(custom: Mapping[str, Plain]) -> str:
    return json.encode(custom).decode()
