"""Document 000: /api/messages; and the files that messages carry."""

from typing import Annotated, Any
from urllib.parse import quote

from litestar import Response, Router, get, post, put
from litestar.datastructures import UploadFile
from litestar.params import FromPath, JSONBody, MultipartBody
from litestar.response import Stream
from msgspec import Meta, Struct, field

from ringdesk.api.desk import InDesk
from ringdesk.api.door import (
    Id,
    IfVersion,
    In,
    InWork,
    Limit,
    LongText,
    Skip,
    etag,
    page,
    raises,
)
from ringdesk.domains import conversations, tickets
from ringdesk.kernel.errors import Invalid
from ringdesk.wire.tickets import MessageOut


class PostMessage(In, frozen=True, kw_only=True):
    ticket_id: Id
    content: LongText
    internal: bool = False
    attachment_ids: Annotated[list[Id], Meta(max_length=20)] = field(default_factory=list)


class ReadOut(Struct, frozen=True):
    message: str
    read: int


class AttachmentOut(Struct, frozen=True):
    id: int
    name: str
    size: int
    content_type: str
    url: str


@post(
    responses=raises(
        tickets.TicketNotFound, tickets.MayNotChange, tickets.TicketIsFinal,
        tickets.TicketChangedMeanwhile, conversations.AttachmentNotFound,
    )
)  # fmt: skip
async def post_message(
    data: JSONBody[PostMessage], work: InWork, if_version: IfVersion
) -> Response[MessageOut]:
    """Say something about a ticket. With `If-Match` (the ticket's version) a reply to a stale
    ticket is told so (412); `ETag` is what the ticket is now."""
    message = await tickets.post_message(
        work, ticket_id=data.ticket_id, content=data.content, internal=data.internal,
        attachment_ids=data.attachment_ids,
        if_version=if_version,
    )  # fmt: skip
    headers = {"Location": f"/api/messages/ticket/{data.ticket_id}"}
    if message.ticket_version is not None:
        headers["ETag"] = etag(message.ticket_version)
    return Response(MessageOut.of(message), headers=headers)


@get("/ticket/{ticket_id:int}", responses=raises(tickets.TicketNotFound))
async def list_messages(
    ticket_id: FromPath[int], work: InWork, skip: Skip = None, limit: Limit = None
) -> list[MessageOut]:
    """What was said, oldest first."""
    most, offset = page(limit, skip)
    said = await tickets.list_messages(work, ticket_id=ticket_id, limit=most, skip=offset)
    return [MessageOut.of(one) for one in said]


@put("/{ticket_id:int}/read", responses=raises(tickets.TicketNotFound))
async def mark_read(ticket_id: FromPath[int], work: InWork) -> ReadOut:
    """Mark the others' messages as read."""
    return ReadOut("Messages marked as read", await tickets.mark_read(work, ticket_id=ticket_id))


router = Router(
    "/api/messages", route_handlers=[post_message, list_messages, mark_read], tags=["messages"]
)


async def thread_of(given: dict[str, Any], work: InWork) -> int:
    """Where a file belongs, of a form's one field beside it."""
    name, value = next(iter(given.items()))
    if name not in ("ticket_id", "conversation_id"):
        raise Invalid.field(name, "There is no such field")
    if not (isinstance(value, str) and value.isascii() and value.isdecimal()):
        raise Invalid.field(name, "An id")
    if int(value) >= 2**63:
        raise Invalid.field(name, "An id")
    if name == "conversation_id":
        return int(value)
    return (await tickets.get(work, ticket_id=int(value))).conversation_id


@post(
    "/",
    responses=raises(
        tickets.TicketNotFound, conversations.FileNotAllowed, conversations.FileTooLarge
    ),
)  # fmt: skip
async def upload(
    data: MultipartBody[dict[str, Any]], work: InWork, desk: InDesk
) -> Response[AttachmentOut]:
    """Upload a file (field `file`) for a ticket (`ticket_id`) or a chat (`conversation_id`); a
    message then names its id."""
    file = data.pop("file", None)
    if len(data) != 1 or not isinstance(file, UploadFile):
        raise Invalid.field("file", "Send the fields file and ticket_id or conversation_id")
    most = desk.settings.attachment_max_mb * 1024 * 1024
    added = await conversations.add_attachment(
        work, desk.storage, conversation_id=await thread_of(data, work), name=file.filename,
        content=await file.read(most + 1), most_bytes=most,
    )  # fmt: skip
    url = f"/api/attachments/{added.id}"
    out = AttachmentOut(added.id, added.name, added.size, added.content_type, url)
    return Response(out, headers={"Location": url})


@get("/{attachment_id:int}", responses=raises(conversations.AttachmentNotFound))
async def download(attachment_id: FromPath[int], work: InWork, desk: InDesk) -> Stream:
    """The file, always as a download: no browser shows it as a page of ours."""
    found, content = await conversations.open_attachment(
        work, desk.storage, attachment_id=attachment_id
    )
    ascii_name = found.name.encode("ascii", "replace").decode().replace('"', "_")
    return Stream(
        content,
        media_type=found.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{ascii_name}"; '
            f"filename*=UTF-8''{quote(found.name)}",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, max-age=3600",
        },
    )


attachments = Router("/api/attachments", route_handlers=[upload, download], tags=["messages"])
