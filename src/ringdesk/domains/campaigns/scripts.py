"""What to say: plain text with the lead's fields in it, and no logic."""

import re

from msgspec import json

from ringdesk.domains import leads
from ringdesk.domains.campaigns import policy, queries
from ringdesk.domains.campaigns.errors import ScriptInUse, ScriptNotFound
from ringdesk.domains.campaigns.models import Campaign, Script
from ringdesk.domains.campaigns.rules import tidy_name
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

LONGEST_BODY = 50_000
# `{{name}}`, `{{ custom.company }}`; names of custom fields may hold spaces.
PLACE = re.compile(r"\{\{\s*([^{}\s][^{}]{0,80}?)\s*\}\}")


async def list_scripts(work: Work) -> list[Script]:
    """By name."""
    policy.require_may_read(work.actor)
    return await work.many(Script, queries.SCRIPTS)


async def get_script(work: Work, *, script_id: int) -> Script:
    policy.require_may_read(work.actor)
    return await require_script(work, queries.GET_SCRIPT, script_id)


async def create_script(work: Work, *, name: str, body: str) -> Script:
    """For administrators."""
    policy.require_may_manage(work.actor)
    return await require_script(work, queries.CREATE_SCRIPT, tidy_name(name), require_short(body))


async def change_script(
    work: Work, *, script_id: int, name: str | None = None, body: str | None = None
) -> Script:
    """What is not given stays. For administrators."""
    policy.require_may_manage(work.actor)
    before = await require_script(work, queries.GET_SCRIPT, script_id)
    return await require_script(
        work, queries.CHANGE_SCRIPT, script_id, before.name if name is None else tidy_name(name),
        before.body if body is None else require_short(body),
    )  # fmt: skip


async def remove_script(work: Work, *, script_id: int) -> None:
    """ScriptInUse while a campaign has it."""
    policy.require_may_manage(work.actor)
    await require_script(work, queries.GET_SCRIPT, script_id)
    if used := await work.value(int, queries.USERS_OF_SCRIPT, script_id):
        raise ScriptInUse(campaigns=used)
    await work.run(queries.LEAVE_SCRIPT, script_id)  # campaigns that were removed
    await work.run(queries.REMOVE_SCRIPT, script_id)


async def script(work: Work, *, campaign_id: int, lead: leads.Lead | None) -> str:
    """What whoever calls that lead reads; "" without a script."""
    campaign = await work.one(Campaign, queries.GET, campaign_id)
    if campaign is None or campaign.script_id is None:
        return ""
    found = await require_script(work, queries.GET_SCRIPT, campaign.script_id)
    return told(found.body, lead, agent=work.actor.name, campaign=campaign.name)


def told(body: str, lead: leads.Lead | None, *, agent: str, campaign: str) -> str:
    """The text with its places filled in, once: what stands in a lead's fields is no script. A name
    that we do not know stays as it is written, for everyone to see."""
    known = {"agent": agent, "campaign": campaign} | ({} if lead is None else fields_of(lead))
    return PLACE.sub(lambda found: known.get(found[1].lower(), found[0]), body)


def fields_of(lead: leads.Lead) -> dict[str, str]:
    """By lower-case name; a custom field as `custom.name`, and by its name where that is free."""
    custom: dict[str, leads.Plain] = json.decode(lead.custom)
    own = {f"custom.{name.lower()}": str(value) for name, value in custom.items()}
    short = {name.lower(): str(value) for name, value in custom.items()}
    return short | own | {
        "name": lead.name, "first_name": lead.name.split(" ")[0], "email": lead.email or "",
        "phone": lead.phone or "", "source": lead.source, "status": lead.stage,
        "stage": lead.stage, "priority": lead.priority, "notes": lead.notes,
        "owner": lead.owner_name or "", "tags": ", ".join(lead.tags),
    }  # fmt: skip


def require_short(body: str) -> str:
    if len(body) > LONGEST_BODY:
        raise Invalid.field("body", f"At most {LONGEST_BODY} letters")
    return body


async def require_script(work: Work, statement: str, *values: object) -> Script:
    found = await work.one(Script, statement, *values)
    if found is None:
        raise ScriptNotFound
    return found
