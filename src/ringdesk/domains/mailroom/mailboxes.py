"""The acts on mailboxes. Adding and changing looks at the address; testing looks inside."""

import re

from ringdesk.domains.mailroom import imap, policy, queries
from ringdesk.domains.mailroom.errors import (
    MailboxBroken,
    MailboxNotFound,
    MailboxTaken,
    TooManyMailboxes,
)
from ringdesk.domains.mailroom.events import MailboxAdded, MailboxChanged, MailboxRemoved
from ringdesk.domains.mailroom.models import Key, Mailbox, MailboxChanges, Reached
from ringdesk.domains.messaging import addresses
from ringdesk.kernel.egress import Egress, EgressError
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.secrets import CannotOpen, Vault
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office, Work

MOST = 20
DEFAULTS: dict[str, object] = {
    "port": 993, "folder": "INBOX", "interval_s": 60, "authserv_id": "", "enabled": True,
}  # fmt: skip
LIMITS = {
    "name": 80, "address": 254, "host": 253, "username": 200, "password": 500, "folder": 200,
    "authserv_id": 253,
}  # fmt: skip
# Where the password goes: whoever changes one of these enters it again.
PLACE = frozenset({"host", "port"})
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


async def list_mailboxes(work: Work) -> list[Mailbox]:
    policy.require(work.actor, policy.LOOK)
    return await work.many(Mailbox, queries.MAILBOXES)


async def get_mailbox(work: Work, *, mailbox_id: int) -> Mailbox:
    policy.require(work.actor, policy.LOOK)
    found = await work.one(Mailbox, queries.MAILBOX, mailbox_id)
    if found is None:
        raise MailboxNotFound
    return found


async def add_mailbox(
    work: Work, vault: Vault, egress: Egress, changes: MailboxChanges
) -> Mailbox:  # fmt: skip
    """Invalid, MailboxTaken, TooManyMailboxes, NotAllowed. Only mail that comes from now on is
    taken."""
    policy.require(work.actor, policy.CHANGE)
    if (await work.value(int, queries.COUNT_MAILBOXES) or 0) >= MOST:
        raise TooManyMailboxes
    given = {**DEFAULTS, **checked(changes)}
    if not given.get("password"):
        raise Invalid.field("password", "The mail server wants one")
    await require_reachable(work, egress, given)
    added = await work.value(
        int, queries.ADD_MAILBOX, given["name"], given["address"], given["host"], given["port"],
        given["username"], given["folder"], given["interval_s"], given["authserv_id"],
        given["enabled"],
    )  # fmt: skip
    if added is None:
        raise MailboxTaken
    await seal(work, vault, added, str(given["password"]))
    work.record(MailboxAdded(mailbox_id=added))
    return await get_mailbox(work, mailbox_id=added)


async def change_mailbox(
    work: Work, vault: Vault, egress: Egress, *, mailbox_id: int, changes: MailboxChanges
) -> Mailbox:
    """Invalid, MailboxNotFound, MailboxTaken, NotAllowed."""
    policy.require(work.actor, policy.CHANGE)
    before = await get_mailbox(work, mailbox_id=mailbox_id)
    given = checked(changes)
    moved = [
        name for name in given
        if name == "password" or getattr(before, name) != given[name]
    ]  # fmt: skip
    if not moved:
        return before
    if PLACE & set(moved) and "password" not in given:
        raise Invalid.field("password", "Enter it again: it goes to another server now")
    after = {name: given.get(name, getattr(before, name)) for name in (*LIMITS, *DEFAULTS)
             if name != "password"}  # fmt: skip
    if PLACE & set(moved):
        await require_reachable(work, egress, after)
    if await work.value(bool, queries.IS_TAKEN, mailbox_id, after["name"], after["address"]):
        raise MailboxTaken
    await work.run(
        queries.CHANGE_MAILBOX, mailbox_id, after["name"], after["address"], after["host"],
        after["port"], after["username"], after["folder"], after["interval_s"],
        after["authserv_id"], after["enabled"],
    )  # fmt: skip
    if "password" in given:
        await seal(work, vault, mailbox_id, str(given["password"]))
    work.record(MailboxChanged(mailbox_id=mailbox_id, fields=tuple(sorted(moved))))
    return await get_mailbox(work, mailbox_id=mailbox_id)


async def remove_mailbox(work: Work, storage: Storage, *, mailbox_id: int) -> None:
    """With what it put aside; tickets stay. MailboxNotFound, NotAllowed."""
    policy.require(work.actor, policy.CHANGE)
    if await work.value(int, queries.LOCK_MAILBOX, mailbox_id) is None:
        raise MailboxNotFound
    keys = await work.many(Key, queries.KEYS_OF_MAILBOX, mailbox_id)
    await work.run(queries.REMOVE_MAILBOX, mailbox_id)
    work.record(MailboxRemoved(mailbox_id=mailbox_id))
    for one in keys:
        await storage.delete(one.storage_key)


async def test_mailbox(
    office: Office, vault: Vault, egress: Egress, actor: Actor, *, mailbox_id: int
) -> int:  # fmt: skip
    """How many mails are in its folder, right now. MailboxBroken says what is wrong. No transaction
    waits for the server."""
    policy.require(actor, policy.CHANGE)
    try:
        async with office.open(actor) as work:
            found = await work.one(Reached, queries.REACHED, mailbox_id)
            if found is None:
                raise MailboxNotFound
            password = opened(vault, work, found)
        where = await where_is(egress, found)
        counted = await imap.check(found, password, where, egress.trust)
    except imap.CannotLook as error:
        raise MailboxBroken(says=error.says) from error
    async with office.open(actor) as work:
        await work.run(queries.LOOK_NOW, mailbox_id)
    return counted


async def where_is(egress: Egress, mailbox: Reached) -> list[str]:
    """One sentence for all reasons, or the machine's network could be felt out. CannotLook."""
    try:
        return await egress.addresses_of(mailbox.host, mailbox.port, at_home=mailbox.at_home)
    except EgressError as error:
        raise imap.CannotLook("The mail server can't be reached") from error


def opened(vault: Vault, work: Work, mailbox: Reached) -> str:
    """CannotLook for one that no secret of ours opens."""
    try:
        return vault.open(mailbox.password or "", purpose=sealed_for(work, mailbox.id))
    except CannotOpen as error:
        raise imap.CannotLook("Enter the password again: ours was replaced") from error


async def seal(work: Work, vault: Vault, mailbox_id: int, password: str) -> None:
    sealed = vault.seal(password, purpose=sealed_for(work, mailbox_id))
    await work.run(queries.SEAL_PASSWORD, mailbox_id, sealed)


def sealed_for(work: Work, mailbox_id: int) -> str:
    return f"mailboxes:{work.tenant_id}:{mailbox_id}"


def checked(changes: MailboxChanges) -> dict[str, object]:
    given = changes.given()
    for name, most in LIMITS.items():
        value = given.get(name)
        if value is None:
            continue
        text = str(value) if name == "password" else str(value).strip()
        if len(text) > most or CONTROLS.search(text):
            raise Invalid.field(name, f"{most} letters at most, on one line")
        if not text and name != "authserv_id":
            raise Invalid.field(name, "Something must stand here")
        given[name] = text
    if "address" in given:
        given["address"] = addresses.checked("email", str(given["address"]), "address")
        if "+" in str(given["address"]).partition("@")[0]:
            raise Invalid.field("address", "Without a plus: what follows it is ours")
    return given


async def require_reachable(work: Work, egress: Egress, given: dict[str, object]) -> None:
    at_home = bool(await work.value(bool, queries.IS_AT_HOME))
    host, port = str(given["host"]), int(str(given["port"]))
    try:
        await egress.addresses_of(host, port, at_home=at_home)
    except EgressError as error:
        raise Invalid.field("host", "No mail server that we may reach") from error
