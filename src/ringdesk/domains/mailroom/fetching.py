"""Looks into the mailboxes, each when it is due, and takes what came. One process at a time has a
mailbox; whatever ends it, another goes on where it stopped."""

import asyncio
import hashlib
import logging
import re
from datetime import timedelta
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.mailroom import imap, queries
from ringdesk.domains.mailroom.mailboxes import opened, where_is
from ringdesk.domains.mailroom.models import Reached, Waiting
from ringdesk.domains.mailroom.taking import Taking
from ringdesk.kernel import logs
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.storage import Storage
from ringdesk.kernel.work import Actor, Office

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
AT_ONCE = 4
LEASE = timedelta(minutes=5)
WORK_S = 180.0  # within the lease: then the mailbox is due again at once
LONGEST_REST = timedelta(hours=1)
NAMED = re.compile(rb"^message-id:\s*(\S{1,250})", re.IGNORECASE | re.MULTILINE)


class Due(Struct, frozen=True):
    tenant_id: UUID
    id: int


class Mailroom:
    def __init__(
        self, *, office: Office, vault: Vault, egress: Egress, storage: Storage, most_bytes: int
    ) -> None:
        self.office, self.vault, self.egress, self.storage = office, vault, egress, storage
        self.taking = Taking(office, storage, most_bytes)
        self._busy: dict[tuple[UUID, int], asyncio.Task[None]] = {}

    async def run(self) -> None:
        """For ever."""
        try:
            while True:
                try:
                    await self._begin_what_is_due()
                except OSError as error:
                    log.warning("The mailroom waits for the database: %s", error)
                except Exception:
                    log.exception("A round of the mailroom failed; it goes on.")
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _begin_what_is_due(self) -> None:
        self._busy = {key: task for key, task in self._busy.items() if not task.done()}
        free = AT_ONCE - len(self._busy)
        if free <= 0:
            return
        for row in await self.office.across(queries.DUE, AT_ONCE * 2):
            due = Due(*row)
            if len(self._busy) < AT_ONCE and (due.tenant_id, due.id) not in self._busy:
                task = asyncio.create_task(self.attend(due.tenant_id, due.id))
                self._busy[due.tenant_id, due.id] = task

    async def attend(self, tenant_id: UUID, mailbox_id: int) -> None:
        """Look into one, if nobody else does, and take what waits."""
        house = Actor.the_house(tenant_id)
        with logs.about(tenant_id=tenant_id):
            try:
                async with self.office.open(house) as work:
                    mailbox = await work.one(Reached, queries.CLAIM, mailbox_id, LEASE)
                if mailbox is None:
                    return
                deadline = asyncio.get_running_loop().time() + WORK_S
                says, more = await self._look(house, mailbox)
                done = await self._take_waiting(tenant_id, mailbox, deadline)
                await self._let_go(house, mailbox, says, again=more or not done)
            except Exception:
                log.exception("Mailbox %s could not be attended to", mailbox_id)

    async def _look(self, house: Actor, mailbox: Reached) -> tuple[str, bool]:
        """What was wrong ("" if nothing), and whether there is more to fetch."""
        try:
            async with self.office.open(house) as work:
                password = opened(self.vault, work, mailbox)
            where = await where_is(self.egress, mailbox)
            found = await imap.look(mailbox, password, where, self.egress.trust, mailbox.created_at)
        except imap.CannotLook as error:
            return error.says, False
        for mail in found.mails:
            await self._keep(house, mailbox, found.uid_validity, mail)
        async with self.office.open(house) as work:
            await work.run(
                queries.REMEMBER_UID, mailbox.id, found.uid_validity, found.highest,
                mailbox.version,
            )  # fmt: skip
        return "", found.more

    async def _keep(
        self, house: Actor, mailbox: Reached, validity: int, mail: imap.Fetched
    ) -> None:
        """The file first: a row without one would be a mail that nobody can read. A crash between
        the two leaves a file that nobody asks for."""
        key = None
        if mail.raw is not None:
            key = self.storage.new_key(house.tenant_id)
            await self.storage.put(key, mail.raw)
        async with self.office.open(house) as work:
            kept = await work.value(
                int, queries.FETCHED, mailbox.id, validity, mail.uid,
                fingerprint_of(mail, validity), key, mail.size, "waiting", "",
            )  # fmt: skip
            await work.run(queries.REMEMBER_UID, mailbox.id, validity, mail.uid, mailbox.version)
        if kept is None and key is not None:
            await self.storage.delete(key)

    async def _take_waiting(self, tenant_id: UUID, mailbox: Reached, deadline: float) -> bool:
        """In the order in which they came; one that fails stays behind, and the next is taken.
        False: there is more."""
        house, last = Actor.the_house(tenant_id), 0
        while asyncio.get_running_loop().time() < deadline:
            async with self.office.open(house) as work:
                mail = await work.one(Waiting, queries.WAITING, mailbox.id, last)
            if mail is None:
                return True
            await self.taking.take(tenant_id, mailbox, mail)
            last = mail.id
        return False

    async def _let_go(self, house: Actor, mailbox: Reached, says: str, *, again: bool) -> None:
        rest = timedelta(seconds=mailbox.interval_s)
        if says:
            rest = min(rest * int(2 ** min(mailbox.failures, 10)), LONGEST_REST)
        async with self.office.open(house) as work:
            looked = (mailbox.id, says, again, rest, mailbox.version)
            if not await work.run(queries.LOOKED, *looked):
                await work.run(queries.LET_GO, mailbox.id)


def fingerprint_of(mail: imap.Fetched, validity: int) -> bytes:
    """The same mail under another number, or by another way, has it again: what it calls itself
    and what it says, without the lines that servers on the way put on top."""
    if mail.raw is None:
        return hashlib.sha256(f"{validity}:{mail.uid}".encode()).digest()
    head, _, body = mail.raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    named = NAMED.search(head)
    if named is None:
        return hashlib.sha256(mail.raw).digest()
    return hashlib.sha256(named[1] + b"\n" + body).digest()
