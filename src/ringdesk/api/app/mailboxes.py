"""The web app's own: mailboxes whose mail becomes tickets, and the mail that was put aside. For
administrators."""

from datetime import datetime
from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import UNSET, Meta, UnsetType, structs

from ringdesk.api.desk import InDesk
from ringdesk.api.door import LARGEST_ID, Caller, In, InWork, Limit, Out, Said, page, raises
from ringdesk.domains import mailroom
from ringdesk.kernel.errors import NotAllowed

Name = Annotated[str, Meta(min_length=1, max_length=80)]
Address = Annotated[str, Meta(min_length=3, max_length=254)]
Host = Annotated[str, Meta(min_length=1, max_length=253)]
Port = Annotated[int, Meta(ge=1, le=65_535)]
User = Annotated[str, Meta(min_length=1, max_length=200)]
Password = Annotated[str, Meta(min_length=1, max_length=500)]
Folder = Annotated[str, Meta(min_length=1, max_length=200)]
Seconds = Annotated[int, Meta(ge=10, le=86_400)]
Server = Annotated[str, Meta(max_length=253)]
After = Annotated[int | None, QueryParameter(ge=1, le=LARGEST_ID)]
# `state` is a word of the framework's own.
State = Annotated[mailroom.MailState | None, QueryParameter(name="state")]
OfMailbox = Annotated[int | None, QueryParameter(ge=1, le=LARGEST_ID)]


class AddMailbox(In, frozen=True, kw_only=True):
    """`address`: what customers write to. `authserv_id`: the name by which the mail server signs
    what it found of a sender (RFC 8601); mail that it found forged is then put aside."""

    name: Name
    address: Address
    host: Host
    username: User
    password: Password
    port: Port = 993
    folder: Folder = "INBOX"
    interval_s: Seconds = 60
    authserv_id: Server = ""
    enabled: bool = True


class ChangeMailbox(In, frozen=True, kw_only=True):
    """What is not given stays. Another host or port wants the password again."""

    name: Name | UnsetType = UNSET
    address: Address | UnsetType = UNSET
    host: Host | UnsetType = UNSET
    username: User | UnsetType = UNSET
    password: Password | UnsetType = UNSET
    port: Port | UnsetType = UNSET
    folder: Folder | UnsetType = UNSET
    interval_s: Seconds | UnsetType = UNSET
    authserv_id: Server | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class MailboxOut(Out, frozen=True):
    """`says`: what was wrong when it was looked at last; "" if nothing. `waiting`, `quarantined`:
    how many mails are to be taken, and were put aside."""

    id: int
    name: str
    address: str
    host: str
    port: int
    username: str
    has_password: bool
    folder: str
    interval_s: int
    authserv_id: str
    enabled: bool
    looked_at: datetime | None
    failures: int
    says: str
    waiting: int
    quarantined: int


class FolderOut(Out, frozen=True):
    """How many mails the folder has."""

    mails: int


class MailOut(Out, frozen=True):
    """`sender` is what the mail says of itself. `size` in bytes. `reason`: why it was put aside or
    passed over, one word."""

    id: int
    mailbox_id: int
    mailbox_name: str
    state: mailroom.MailState
    reason: str
    sender: str
    subject: str
    size: int
    ticket_id: int | None
    fetched_at: datetime
    settled_at: datetime | None


@get("/mailboxes", responses=raises(NotAllowed))
async def list_mailboxes(work: InWork) -> list[MailboxOut]:
    """All of them, with how the last look went."""
    return [MailboxOut.of(one) for one in await mailroom.list_mailboxes(work)]


@post(
    "/mailboxes", status_code=201,
    responses=raises(NotAllowed, mailroom.MailboxTaken, mailroom.TooManyMailboxes),
)  # fmt: skip
async def add_mailbox(
    data: JSONBody[AddMailbox], work: InWork, desk: InDesk
) -> Response[MailboxOut]:
    """Add one, by IMAP over TLS. Mail that comes from now on becomes tickets."""
    changes = mailroom.MailboxChanges(**structs.asdict(data))
    made = await mailroom.add_mailbox(work, desk.vault, desk.messaging.egress, changes)
    return Response(
        MailboxOut.of(made), headers={"Location": f"/api/app/mailboxes/{made.id}"}
    )  # fmt: skip


@get("/mailboxes/{mailbox_id:int}", responses=raises(NotAllowed, mailroom.MailboxNotFound))
async def get_mailbox(mailbox_id: FromPath[int], work: InWork) -> MailboxOut:
    """One of them."""
    return MailboxOut.of(await mailroom.get_mailbox(work, mailbox_id=mailbox_id))


@put(
    "/mailboxes/{mailbox_id:int}",
    responses=raises(NotAllowed, mailroom.MailboxNotFound, mailroom.MailboxTaken),
)
async def change_mailbox(
    mailbox_id: FromPath[int], data: JSONBody[ChangeMailbox], work: InWork, desk: InDesk
) -> MailboxOut:
    """Change the fields given."""
    changes = mailroom.MailboxChanges(**structs.asdict(data))
    return MailboxOut.of(await mailroom.change_mailbox(
        work, desk.vault, desk.messaging.egress, mailbox_id=mailbox_id, changes=changes
    ))  # fmt: skip


@delete(
    "/mailboxes/{mailbox_id:int}", status_code=200,
    responses=raises(NotAllowed, mailroom.MailboxNotFound),
)  # fmt: skip
async def remove_mailbox(mailbox_id: FromPath[int], work: InWork, desk: InDesk) -> Said:
    """Forget a mailbox, its password and what was put aside of it. Its tickets stay."""
    await mailroom.remove_mailbox(work, desk.storage, mailbox_id=mailbox_id)
    return Said("Mailbox removed")


@post(
    "/mailboxes/{mailbox_id:int}/test", status_code=200,
    responses=raises(NotAllowed, mailroom.MailboxNotFound, mailroom.MailboxBroken),
)  # fmt: skip
async def test_mailbox(mailbox_id: FromPath[int], actor: Caller, desk: InDesk) -> FolderOut:
    """Sign in and look, now. What is wrong is in `details.says`."""
    return FolderOut(await mailroom.test_mailbox(
        desk.office, desk.vault, desk.messaging.egress, actor, mailbox_id=mailbox_id
    ))  # fmt: skip


@get("/mails", responses=raises(NotAllowed))
async def list_mails(
    work: InWork,
    wanted: State = None,
    mailbox: OfMailbox = None,
    after: After = None,
    limit: Limit = None,
) -> list[MailOut]:
    """What came, the newest first; `state=quarantined`: what waits for an administrator."""
    most, _ = page(limit, None, default=50)
    found = await mailroom.list_mails(
        work, state=wanted, mailbox_id=mailbox, after=after, limit=most
    )
    return [MailOut.of(one) for one in found]


@get("/mails/{mail_id:int}/source", responses=raises(NotAllowed, mailroom.MailNotFound))
async def download_mail(mail_id: FromPath[int], work: InWork, desk: InDesk) -> Stream:
    """The mail as it came, always as a download."""
    content = await mailroom.open_mail(work, desk.storage, mail_id=mail_id)
    return Stream(
        content,
        media_type="message/rfc822",
        headers={
            "Content-Disposition": f'attachment; filename="mail-{mail_id}.eml"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, no-store",
        },
    )


@post(
    "/mails/{mail_id:int}/retry", status_code=200,
    responses=raises(NotAllowed, mailroom.MailNotFound, mailroom.MailIsSettled),
)  # fmt: skip
async def retry_mail(mail_id: FromPath[int], work: InWork) -> MailOut:
    """Try it once more. One that a guard held back is let in."""
    return MailOut.of(await mailroom.retry_mail(work, mail_id=mail_id))


@post(
    "/mails/{mail_id:int}/discard", status_code=200,
    responses=raises(NotAllowed, mailroom.MailNotFound, mailroom.MailIsSettled),
)  # fmt: skip
async def discard_mail(mail_id: FromPath[int], work: InWork, desk: InDesk) -> MailOut:
    """Delete what it said."""
    return MailOut.of(await mailroom.discard_mail(work, desk.storage, mail_id=mail_id))


router = Router(
    "/api/app",
    route_handlers=[
        list_mailboxes, add_mailbox, get_mailbox, change_mailbox, remove_mailbox, test_mailbox,
        list_mails, download_mail, retry_mail, discard_mail,
    ],
    tags=["app"],
)  # fmt: skip
