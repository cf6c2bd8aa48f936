"""The acts on FAQ entries, articles and canned replies.

In each: permitted? load and lock, refuse, change, index, record, return.
"""

from msgspec import structs

from ringdesk.domains.knowledge import policy, queries
from ringdesk.domains.knowledge.errors import (
    EntryChangedMeanwhile,
    EntryNotFound,
    ShortcutTaken,
    TooManyEntries,
)
from ringdesk.domains.knowledge.events import EntryAdded, EntryChanged, EntryDeleted
from ringdesk.domains.knowledge.models import (
    CategoryCount,
    Entry,
    EntryChanges,
    EntryFilter,
    EntryKind,
    EntryVersion,
    Id,
    NewEntry,
)
from ringdesk.domains.knowledge.passages import drop_passages, put_passages
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.patterns import anywhere
from ringdesk.kernel.work import Work

MOST_ENTRIES = 20_000  # of a kind, in a tenant
MOST_VERSIONS_SHOWN = 100
MOST_WORDS = 12


async def add_entry(work: Work, kind: EntryKind, new: NewEntry) -> Entry:
    """Write one; if it is published and active it answers from this transaction on."""
    policy.require_may_write(work.actor)
    tidy = tidied(kind, new)
    if (await work.value(int, queries.COUNT, kind) or 0) >= MOST_ENTRIES:
        raise TooManyEntries(most=MOST_ENTRIES)
    entry = await work.one(
        Entry, queries.ADD, kind, tidy.title, tidy.body, tidy.category, tidy.tags or [],
        tidy.language, tidy.shortcut, tidy.visibility, tidy.state, tidy.is_active,
        work.actor.id or None,
    )  # fmt: skip
    if entry is None:
        raise ShortcutTaken
    await work.run(queries.KEEP_VERSION, entry.id, work.actor.id or None)
    revision = await put_passages(work, entry)
    work.record(EntryAdded(kind=kind, entry_id=entry.id, revision=revision))
    return entry


async def get_entry(work: Work, kind: EntryKind, *, entry_id: int) -> Entry:
    """EntryNotFound also for what the caller may not see."""
    entry = await work.one(Entry, queries.GET, kind, entry_id)
    if entry is None:
        raise EntryNotFound
    return policy.require_may_see(work.actor, entry)


async def list_entries(
    work: Work, wanted: EntryFilter, *, limit: int = 100, skip: int = 0
) -> list[Entry]:
    """Newest first. A customer's list holds what is open to them."""
    words = None if wanted.words is None else patterns(wanted.words)
    return await work.many(
        Entry, queries.LIST, wanted.kind, policy.reads_all(work.actor), wanted.category, words,
        wanted.tag, wanted.language, wanted.state, wanted.is_active, wanted.before, limit, skip,
    )  # fmt: skip


def patterns(words: str) -> list[str] | None:
    """For ILIKE: each word anywhere, taken literally."""
    found = words.split()[:MOST_WORDS]
    return [anywhere(word) for word in found] or None


async def list_categories(work: Work, kind: EntryKind) -> list[CategoryCount]:
    """By name, with how many entries of each the caller may see."""
    return await work.many(CategoryCount, queries.CATEGORIES, kind, policy.reads_all(work.actor))


async def change_entry(
    work: Work, kind: EntryKind, *, entry_id: int, changes: EntryChanges,
    if_version: int | None = None,
) -> Entry:  # fmt: skip
    """Change only the fields given. With `if_version`, EntryChangedMeanwhile if it moved on."""
    before = await _lock(work, kind, entry_id, if_version)
    now = {name: getattr(before, name) for name in NewEntry.__struct_fields__}
    after = tidied(kind, NewEntry(**(now | changes.given())))
    changed = tuple(name for name, value in now.items() if getattr(after, name) != value)
    if not changed:
        return before
    taken = after.shortcut and await work.one(
        Id, queries.SHORTCUT_OF_ANOTHER, after.shortcut, entry_id
    )
    if taken:
        raise ShortcutTaken
    entry = await work.one(
        Entry, queries.UPDATE, entry_id, after.title, after.body, after.category, after.tags or [],
        after.language, after.shortcut, after.visibility, after.state, after.is_active,
    )  # fmt: skip
    if entry is None:
        raise EntryNotFound
    await work.run(queries.KEEP_VERSION, entry.id, work.actor.id or None)
    revision = await put_passages(work, entry)
    work.record(EntryChanged(kind=kind, entry_id=entry.id, revision=revision, fields=changed))
    return entry


async def delete_entry(work: Work, kind: EntryKind, *, entry_id: int) -> None:
    """With all its versions."""
    await _lock(work, kind, entry_id, None)
    revision = await drop_passages(work, kind, entry_id)
    await work.run(queries.DELETE, entry_id)
    work.record(EntryDeleted(kind=kind, entry_id=entry_id, revision=revision))


async def list_versions(work: Work, kind: EntryKind, *, entry_id: int) -> list[EntryVersion]:
    """How it read, newest first (staff)."""
    policy.require_may_read_all(work.actor)
    await get_entry(work, kind, entry_id=entry_id)
    return await work.many(EntryVersion, queries.VERSIONS, entry_id, MOST_VERSIONS_SHOWN)


async def vote(work: Work, kind: EntryKind, *, entry_id: int, helpful: bool) -> Entry:
    """The caller's one vote for an entry they may see; a new vote replaces the old one."""
    await get_entry(work, kind, entry_id=entry_id)
    if work.actor.id:
        await work.run(queries.VOTE, entry_id, work.actor.id, helpful)
    return await get_entry(work, kind, entry_id=entry_id)


async def _lock(work: Work, kind: EntryKind, entry_id: int, if_version: int | None) -> Entry:
    policy.require_may_write(work.actor)
    entry = await work.one(Entry, queries.GET_FOR_UPDATE, kind, entry_id)
    if entry is None:
        raise EntryNotFound
    if if_version is not None and entry.version != if_version:
        raise EntryChangedMeanwhile(version=entry.version)
    return entry


def tidied(kind: EntryKind, new: NewEntry) -> NewEntry:
    """Trimmed; tags in lower case, each once. Invalid if nothing is left of what must be there."""
    tidy = structs.replace(
        new, title=new.title.strip(), body=new.body.strip(), category=new.category.strip(),
        tags=sorted({tag.strip().lower() for tag in new.tags or []} - {""}),
        shortcut=(new.shortcut or "").strip().lower().lstrip("/") or None,
        visibility="staff" if kind == "canned" else new.visibility,
    )  # fmt: skip
    for name in ("title", "body"):
        if not getattr(tidy, name):
            raise Invalid.field(NAMES.get(kind, {}).get(name, name), "Not blank")
    if kind == "canned" and tidy.shortcut is None:
        raise Invalid.field("shortcut", "Not blank")
    return tidy if kind == "canned" else structs.replace(tidy, shortcut=None)


# What the doors call these fields.
NAMES: dict[str, dict[str, str]] = {
    "faq": {"title": "question", "body": "answer"},
    "canned": {"body": "text"},
}
