"""What became of a talk, in the tenant's own words, and what each of them means to us."""

import re

from ringdesk.domains.campaigns import policy, queries
from ringdesk.domains.campaigns.errors import DispositionNotFound, KeyTaken
from ringdesk.domains.campaigns.models import (
    Disposition,
    DispositionChanges,
    Means,
    NewDisposition,
)
from ringdesk.domains.campaigns.service import require_one as require_campaign
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import Work

LONGEST_LABEL, LONGEST_CODE, MOST, HIGHEST_POSITION = 100, 40, 100, 10_000
KEY = re.compile(r"[a-z0-9]")
# Their ids are kept free in every tenant (migration 0025).
DEFAULTS: tuple[tuple[str, str, Means], ...] = (
    ("sale", "Sale", "won"),
    ("interested", "Interested", "neutral"),
    ("not_interested", "Not interested", "lost"),
    ("callback", "Callback", "callback"),
    ("do_not_call", "Do not call", "do_not_call"),
    ("wrong_number", "Wrong number", "lost"),
    ("voicemail", "Voicemail", "retry"),
)


async def dispositions(
    work: Work, *, campaign_id: int | None = None, all_campaigns: bool = False, keep: bool = False
) -> list[Disposition]:
    """Those of all campaigns, then the campaign's own. For staff who may see calls or campaigns.
    `keep`: for acts that name one; whoever only looks writes nothing."""
    if not work.actor.has("calls:read"):
        policy.require_may_read(work.actor)
    found = await work.many(Disposition, queries.DISPOSITIONS, campaign_id, all_campaigns)
    if not found and not await work.value(bool, queries.HAS_DISPOSITIONS):
        if not keep:
            return defaults()
        await add_defaults(work)
        found = await work.many(Disposition, queries.DISPOSITIONS, campaign_id, all_campaigns)
    return found


def defaults() -> list[Disposition]:
    """As they will be kept."""
    return [
        Disposition(n, None, code, label, means, str(n), n)
        for n, (code, label, means) in enumerate(DEFAULTS, 1)
    ]


async def add_defaults(work: Work) -> None:
    """A tenant that never had any begins with these. Whoever only looks sees the very same ones,
    and leaves nothing behind: they are kept with the first act that names one."""
    codes, labels, means = (list(column) for column in zip(*DEFAULTS, strict=True))
    numbers = list(range(1, len(DEFAULTS) + 1))
    await work.run(
        queries.ADD_DEFAULTS, numbers, codes, labels, means, [str(n) for n in numbers], numbers
    )


async def create_disposition(work: Work, new: NewDisposition) -> Disposition:
    """For administrators. KeyTaken."""
    policy.require_may_manage(work.actor)
    if new.campaign_id is not None:
        await require_campaign(work, queries.GET, new.campaign_id)
    others = await dispositions(work, campaign_id=new.campaign_id, keep=True)
    if len(others) >= MOST:
        raise Invalid.field("label", f"At most {MOST} dispositions")
    label, key = tidy_label(new.label), tidy_key(new.key)
    code = tidy_code(new.code or label)
    require_free(others, code=code, key=key)
    position = new.position
    if position is None:
        position = max((one.position for one in others), default=0) + 1
    return await require_disposition(
        work, queries.CREATE_DISPOSITION, new.campaign_id, code, label, new.means, key,
        require_position(position),
    )  # fmt: skip


async def change_disposition(
    work: Work, *, disposition_id: int, changes: DispositionChanges
) -> Disposition:
    """For administrators. KeyTaken."""
    policy.require_may_manage(work.actor)
    before = await get_disposition(work, disposition_id=disposition_id, keep=True)
    label = tidy_label(changes.label) if isinstance(changes.label, str) else before.label
    means = changes.means if isinstance(changes.means, str) else before.means
    key = before.key
    if isinstance(changes.key, str) or changes.key is None:
        key = tidy_key(changes.key)
    position = changes.position if isinstance(changes.position, int) else before.position
    together = await dispositions(work, campaign_id=before.campaign_id)
    require_free([one for one in together if one.id != before.id], code=None, key=key)
    return await require_disposition(
        work, queries.CHANGE_DISPOSITION, before.id, label, means, key, require_position(position)
    )


async def remove_disposition(work: Work, *, disposition_id: int) -> None:
    """No longer offered; what was said with it stays."""
    policy.require_may_manage(work.actor)
    before = await get_disposition(work, disposition_id=disposition_id, keep=True)
    await work.run(queries.RETIRE_DISPOSITION, before.id)


async def get_disposition(work: Work, *, disposition_id: int, keep: bool = False) -> Disposition:
    for one in await dispositions(work, all_campaigns=True, keep=keep):
        if one.id == disposition_id:
            return one
    raise DispositionNotFound


def require_free(others: list[Disposition], *, code: str | None, key: str | None) -> None:
    for one in others:
        if one.code == code or (key is not None and one.key == key):
            raise KeyTaken(label=one.label)


def tidy_label(label: str) -> str:
    tidy = label.strip()
    if not 0 < len(tidy) <= LONGEST_LABEL:
        raise Invalid.field("label", f"1 to {LONGEST_LABEL} letters")
    return tidy


def tidy_code(text: str) -> str:
    """`Not interested` becomes not_interested."""
    code = re.sub(r"[^\w]+", "_", text.strip().lower()).strip("_")[:LONGEST_CODE]
    if not code:
        raise Invalid.field("code", "Letters or digits")
    return code


def tidy_key(key: str | None) -> str | None:
    """One key of the keyboard, or none."""
    if not key:
        return None
    if not KEY.fullmatch(key.lower()):
        raise Invalid.field("key", "One letter or digit")
    return key.lower()


def require_position(position: int) -> int:
    if not 0 <= position <= HIGHEST_POSITION:
        raise Invalid.field("position", f"0 to {HIGHEST_POSITION}")
    return position


async def require_disposition(work: Work, statement: str, *values: object) -> Disposition:
    found = await work.one(Disposition, statement, *values)
    if found is None:
        raise DispositionNotFound
    return found
