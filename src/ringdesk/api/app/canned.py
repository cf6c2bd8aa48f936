"""Canned replies: what staff say often, under a shortcut. Staff only."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import UNSET, Meta, UnsetType

from ringdesk.api.chatbot.faqs import Before, CategoryName, OneCategory, Tags, Words
from ringdesk.api.door import (
    IfVersion,
    In,
    InWork,
    Limit,
    Said,
    ShortText,
    Skip,
    etag,
    page,
    raises,
)
from ringdesk.domains import knowledge
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.knowledge import CannedReplyOut, EntryVersionOut

Shortcut = Annotated[str, Meta(min_length=1, max_length=41, pattern=r"^/?[\w.-]{1,40}$")]
Reply = Annotated[str, Meta(min_length=1, max_length=10_000)]


class CreateCannedReply(In, frozen=True, kw_only=True):
    """`text` may name {customer_name}, {agent_name}, {ticket_id}: they are filled in, all else in
    braces stays as it is."""

    shortcut: Shortcut
    title: ShortText
    text: Reply
    category: CategoryName = ""
    tags: Tags | None = None
    language: knowledge.Language = "en"
    is_active: bool = True


class UpdateCannedReply(In, frozen=True, kw_only=True):
    shortcut: Shortcut | UnsetType = UNSET
    title: ShortText | UnsetType = UNSET
    text: Reply | UnsetType = UNSET
    category: CategoryName | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    language: knowledge.Language | UnsetType = UNSET
    is_active: bool | UnsetType = UNSET


def answered(entry: knowledge.Entry, status: int = 200) -> Response[CannedReplyOut]:
    headers = {"ETag": etag(entry.version)}
    if status == 201:
        headers["Location"] = f"/api/app/canned-replies/{entry.id}"
    return Response(CannedReplyOut.of(entry), status_code=status, headers=headers)


@get(responses=raises(NotAllowed))
async def list_canned_replies(
    work: InWork,
    category: OneCategory = None,
    search: Words = None,
    language: FromQuery[knowledge.Language | None] = None,
    is_active: FromQuery[bool | None] = None,
    before: Before = None,
    skip: Skip = None,
    limit: Limit = None,
) -> list[CannedReplyOut]:
    """Canned replies, newest first."""
    most, offset = page(limit, skip)
    wanted = knowledge.EntryFilter(
        kind="canned", category=category or None, words=search, language=language,
        is_active=is_active, before=before,
    )  # fmt: skip
    found = await knowledge.list_entries(work, wanted, limit=most, skip=offset)
    return [CannedReplyOut.of(one) for one in found]


@post(responses=raises(NotAllowed, knowledge.ShortcutTaken, knowledge.TooManyEntries))
async def create_canned_reply(
    data: JSONBody[CreateCannedReply], work: InWork
) -> Response[CannedReplyOut]:
    """Write one."""
    new = knowledge.NewEntry(
        title=data.title, body=data.text, category=data.category, tags=data.tags,
        language=data.language, shortcut=data.shortcut, is_active=data.is_active,
    )  # fmt: skip
    return answered(await knowledge.add_entry(work, "canned", new), 201)


@get("/{reply_id:int}", responses=raises(knowledge.EntryNotFound))
async def get_canned_reply(reply_id: FromPath[int], work: InWork) -> Response[CannedReplyOut]:
    """One canned reply."""
    return answered(await knowledge.get_entry(work, "canned", entry_id=reply_id))


@put(
    "/{reply_id:int}",
    responses=raises(
        NotAllowed, knowledge.EntryNotFound, knowledge.ShortcutTaken,
        knowledge.EntryChangedMeanwhile,
    ),
)  # fmt: skip
async def update_canned_reply(
    reply_id: FromPath[int], data: JSONBody[UpdateCannedReply], work: InWork, if_version: IfVersion
) -> Response[CannedReplyOut]:
    """Change the fields given. `If-Match` refuses to overwrite what changed meanwhile (412)."""
    changes = knowledge.EntryChanges(
        title=data.title, body=data.text, category=data.category, tags=data.tags,
        language=data.language, shortcut=data.shortcut, is_active=data.is_active,
    )  # fmt: skip
    return answered(
        await knowledge.change_entry(
            work, "canned", entry_id=reply_id, changes=changes, if_version=if_version
        )
    )


@delete("/{reply_id:int}", status_code=200, responses=raises(NotAllowed, knowledge.EntryNotFound))
async def delete_canned_reply(reply_id: FromPath[int], work: InWork) -> Said:
    """Delete one with its versions."""
    await knowledge.delete_entry(work, "canned", entry_id=reply_id)
    return Said("Canned reply deleted")


@get("/{reply_id:int}/versions", responses=raises(NotAllowed, knowledge.EntryNotFound))
async def canned_reply_versions(reply_id: FromPath[int], work: InWork) -> list[EntryVersionOut]:
    """How it read, newest first."""
    found = await knowledge.list_versions(work, "canned", entry_id=reply_id)
    return [EntryVersionOut.of(one) for one in found]


router = Router(
    "/api/app/canned-replies",
    route_handlers=[
        list_canned_replies, create_canned_reply, get_canned_reply, update_canned_reply,
        delete_canned_reply, canned_reply_versions,
    ],
    tags=["knowledge"],
)  # fmt: skip
