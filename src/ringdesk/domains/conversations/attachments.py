"""Files in a conversation: sniffed, allow-listed, under keys of ours, given back as downloads."""

import hashlib
import re
import unicodedata
from collections.abc import AsyncIterator

import puremagic

from ringdesk.domains import identity
from ringdesk.domains.conversations import policy, queries
from ringdesk.domains.conversations.errors import AttachmentNotFound, FileNotAllowed, FileTooLarge
from ringdesk.domains.conversations.events import AttachmentAdded
from ringdesk.domains.conversations.models import Attachment, StoredAttachment
from ringdesk.domains.conversations.service import get
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Work

# By ending: what may come in, and the kind it must prove to be. Nothing that a browser would run.
KINDS: dict[str, str] = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "webp": "image/webp", "bmp": "image/bmp", "heic": "image/heic", "pdf": "application/pdf",
    "txt": "text/plain", "log": "text/plain", "csv": "text/csv", "md": "text/plain",
    "json": "application/json", "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "eml": "message/rfc822", "mp3": "audio/mpeg", "wav": "audio/wav", "mp4": "video/mp4",
    "webm": "video/webm",
}  # fmt: skip
TEXTS = frozenset({"txt", "log", "csv", "md", "json", "eml"})
ZIPPED = frozenset({"zip", "docx", "xlsx", "pptx", "odt", "ods"})
SAME = {"jpeg": "jpg"}
LONGEST_NAME = 120


async def add_attachment(
    work: Work, storage: Storage, *, conversation_id: int, name: str, content: bytes,
    most_bytes: int,
) -> Attachment:  # fmt: skip
    """Keep a file for a conversation; a message then takes it by its id. FileNotAllowed,
    FileTooLarge."""
    conversation = await get(work, conversation_id=conversation_id)
    policy.require_may_speak(work.actor, conversation)
    if len(content) > most_bytes:
        raise FileTooLarge(most_bytes=most_bytes)
    shown = clean_name(name)
    kind = kind_of(shown, content)
    limits = await identity.quota(work)
    if limits.storage_mb is not None:
        limits.require_storage(await stored_bytes(work), len(content))
    key = storage.new_key(work.tenant_id)
    await storage.put(key, content)
    added = await work.one(
        Attachment, queries.ADD_ATTACHMENT, conversation_id, work.actor.id, shown, kind,
        len(content), hashlib.sha256(content).digest(), key,
    )  # fmt: skip
    if added is None:
        raise AttachmentNotFound
    work.record(AttachmentAdded(conversation_id=conversation_id, attachment_id=added.id))
    return added


async def stored_bytes(work: Work) -> int:
    """What the workspace's files take, all together."""
    return await work.value(int, queries.STORED_BYTES) or 0


async def open_attachment(
    work: Work, storage: Storage, *, attachment_id: int
) -> tuple[StoredAttachment, AsyncIterator[bytes]]:
    """For whoever may see its conversation, and its message. What is in no message yet may still
    become part of an internal note: until then a customer sees their own uploads only."""
    found = await work.one(StoredAttachment, queries.ATTACHMENT, attachment_id)
    if found is None:
        raise AttachmentNotFound
    conversation = await get(work, conversation_id=found.conversation_id)
    hidden = found.internal or (found.message_id is None and found.uploaded_by != work.actor.id)
    if hidden and not policy.reads(work.actor, conversation):
        raise AttachmentNotFound
    return found, await storage.get(found.storage_key)


def clean_name(name: str) -> str:
    """The last part, without controls, marks of direction and what file systems mind. Cleaned
    first, checked after: a hidden character must not carry an ending past the check."""
    folded = unicodedata.normalize("NFKC", name)
    visible = "".join(c for c in folded if unicodedata.category(c)[0] != "C")
    last = re.split(r"[\\/]", visible)[-1]
    tidy = re.sub(r'[<>:"|?*]', "_", last).strip(" .")
    stem, dot, ending = tidy.rpartition(".")
    return (stem[:LONGEST_NAME] + dot + ending[:10]) if dot else tidy[:LONGEST_NAME]


def kind_of(name: str, content: bytes) -> str:
    """What the file is by its ending, if its content agrees."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(ending)
    if kind is None or not content:
        raise FileNotAllowed(allowed=sorted(KINDS))
    if ending in TEXTS:
        if b"\x00" in content or looks_like_markup(content):
            raise FileNotAllowed(allowed=sorted(KINDS))
        return kind
    if ending in ZIPPED:
        agrees = content.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    else:
        agrees = SAME.get(ending, ending) in sniffed(content)
    if not agrees:
        raise FileNotAllowed(allowed=sorted(KINDS))
    return kind


def looks_like_markup(content: bytes) -> bool:
    head = content[:1024].lstrip().lower()
    return head.startswith((b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml"))


def sniffed(content: bytes) -> set[str]:
    """Every ending that the first bytes allow."""
    try:
        guesses = puremagic.magic_string(content[:4096])
    except puremagic.PureError:
        return set()
    endings = {guess.extension.lstrip(".").lower() for guess in guesses}
    return {SAME.get(ending, ending) for ending in endings}


async def attach(
    work: Work, conversation_id: int, message_id: int, attachment_ids: list[int]
) -> None:
    """Only one's own uploads to this very conversation, each to one message."""
    ids = sorted(set(attachment_ids))
    attached = await work.run(queries.ATTACH, message_id, ids, conversation_id, work.actor.id)
    if attached != len(ids):
        raise AttachmentNotFound
