"""What is kept of mailboxes and of the mails that came."""

from datetime import datetime
from typing import Literal, get_args

from msgspec import UNSET, Struct, UnsetType

MailState = Literal["waiting", "taken", "quarantined", "ignored", "discarded"]
MAIL_STATES: tuple[MailState, ...] = get_args(MailState)


class Mailbox(Struct, frozen=True):
    """`address`: where customers write to, and what answers come from. `authserv_id`: the name by
    which the mail server signs its findings (RFC 8601); "" believes none."""

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
    version: int
    looked_at: datetime | None
    failures: int
    says: str
    waiting: int
    quarantined: int


class Reached(Struct, frozen=True):
    """What is needed to look into one."""

    id: int
    address: str
    host: str
    port: int
    username: str
    password: str | None
    folder: str
    interval_s: int
    authserv_id: str
    uid_validity: int | None
    last_uid: int
    failures: int
    version: int
    at_home: bool
    created_at: datetime


class Key(Struct, frozen=True):
    storage_key: str


class MailboxChanges(Struct, frozen=True, kw_only=True):
    """What is not given stays."""

    name: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    host: str | UnsetType = UNSET
    port: int | UnsetType = UNSET
    username: str | UnsetType = UNSET
    password: str | UnsetType = UNSET
    folder: str | UnsetType = UNSET
    interval_s: int | UnsetType = UNSET
    authserv_id: str | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET

    def given(self) -> dict[str, object]:
        return {
            name: value
            for name in self.__struct_fields__
            if (value := getattr(self, name)) is not UNSET
        }


class Mail(Struct, frozen=True):
    """`sender` is what the mail claims. `reason`: why it was put aside or passed over."""

    id: int
    mailbox_id: int
    mailbox_name: str
    state: MailState
    reason: str
    sender: str
    subject: str
    size: int
    ticket_id: int | None
    fetched_at: datetime
    settled_at: datetime | None


class Waiting(Struct, frozen=True):
    id: int
    uid: int
    storage_key: str | None
    size: int
    attempts: int
    reason: str


class Thread(Struct, frozen=True):
    """A ticket that is talked about by mail, and whose it is."""

    ticket_id: int
    mailbox_id: int
    token: str
    last_message_id: str
    wants_mail: bool
    requester_id: int
    status: str


class Correspondent(Struct, frozen=True):
    id: int
    email: str
    role: str
    is_active: bool
