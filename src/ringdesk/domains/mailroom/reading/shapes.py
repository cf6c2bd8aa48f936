"""What is read from a mail; the reader writes it, the rest of the program takes it. Imports nothing
of ours: the reader runs by path."""

from msgspec import Struct


class File(Struct, frozen=True):
    name: str
    content_type: str
    content: bytes


class Bounce(Struct, frozen=True):
    """Of a delivery status notification (RFC 3464): whose mail did not arrive. `status` is such as
    5.1.1; `original_id` the Message-ID of what came back, `original_token` its X-Ringdesk."""

    recipient: str
    action: str
    status: str
    diagnostic: str
    original_id: str
    original_token: str


class Read(Struct, frozen=True):
    """`reply` is the text without what it quotes; `text` the whole. Addresses are as they came.
    `references`: ids of mails that this one answers, the nearest first."""

    message_id: str
    references: list[str]
    senders: list[str]
    sender_name: str
    recipients: list[str]
    subject: str
    text: str
    reply: str
    files: list[File]
    bounces: list[Bounce]
    headers: dict[str, list[str]]
    more_files: int = 0


class Unread(Struct, frozen=True):
    """Why it can't be read, one word."""

    reason: str
