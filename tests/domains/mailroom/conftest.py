"""A tenant with a mailbox that is really there; the house itself looks into it."""

import secrets
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, json
from typing_extensions import override

from ringdesk.domains.mailroom import Mail, MailState, queries
from ringdesk.kernel.egress import Egress
from ringdesk.wiring import House
from tests.conftest import Tenant, eventually
from tests.domains.mailroom.server import HOST, PASSWORD, ImapServer, imap_server


class Near(Egress):
    """Where the mail servers of the tests are. (That private addresses are none is tested with the
    real one.)"""

    @override
    async def addresses_of(
        self, host: str, port: int, *, at_home: bool = False, seconds: float = 5
    ) -> list[str]:
        return ["127.0.0.1"]


class Row(Struct, frozen=True):
    row: str


OUTGOING = """
select jsonb_build_object('recipient', recipient, 'subject', subject, 'body', body,
  'reply_to', reply_to, 'headers', headers, 'attachments', attachments)::text as row
from messages_out where tenant_id = $1 order by id
"""


@pytest.fixture(scope="session")
def imap() -> Iterator[ImapServer]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (
        tempfile.TemporaryDirectory(prefix="rd-imap-") as folder,
        imap_server(Path(folder), port) as server,
    ):
        Path(folder).chmod(0o755)
        yield server


@pytest.fixture
def near(house: House, imap: ImapServer, monkeypatch: pytest.MonkeyPatch) -> Egress:
    made = Near(trust=imap.trust)
    monkeypatch.setattr(house.mailroom, "egress", made)
    monkeypatch.setattr(house.messaging, "egress", made)
    return made


@dataclass
class Post:
    """A mailbox of the tenant, and what became of what it got."""

    tenant: Tenant
    imap: ImapServer
    user: str
    mailbox_id: int
    address: str

    async def receive(self, *raws: bytes) -> None:
        await self.imap.receive(self.user, *raws)
        await self.look()

    async def look(self) -> None:
        async with self.tenant.work() as work:
            await work.run(queries.LOOK_NOW, self.mailbox_id)

    async def mails(self, state: MailState | None = None) -> list[Mail]:
        """Oldest first."""
        async with self.tenant.work() as work:
            return (await work.many(Mail, queries.MAILS, state, self.mailbox_id, None, 200))[::-1]

    async def settled(self, count: int) -> list[Mail]:
        """Once so many were taken, put aside or passed over."""
        found: list[Mail] = []

        async def there() -> bool:
            found[:] = [one for one in await self.mails() if one.state != "waiting"]
            return len(found) >= count

        await eventually(there, seconds=20)
        return found

    async def take(self, *raws: bytes) -> list[Mail]:
        """Deliver, and wait until all were settled; these alone."""
        before = len(await self.mails())
        await self.receive(*raws)
        return (await self.settled(before + len(raws)))[before:]

    async def ticket(self, ticket_id: int | None) -> dict[str, Any]:
        answer = await self.tenant.agent.get(f"/api/tickets/{ticket_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def outgoing(self) -> list[dict[str, Any]]:
        """What is on its way to people, oldest first."""
        async with self.tenant.work() as work:
            rows = await work.many(Row, OUTGOING)
        return [json.decode(one.row) for one in rows]

    async def answer(self, ticket_id: int | None, text: str) -> dict[str, Any]:
        """An agent answers; the mail that this becomes."""
        before = len(await self.outgoing())
        said = await self.tenant.agent.post(
            "/api/messages", {"ticket_id": ticket_id, "content": text}
        )
        assert said.status_code == 201, said.text

        async def went() -> bool:
            return len(await self.outgoing()) > before

        await eventually(went)
        return (await self.outgoing())[-1]

    async def thread(self, ticket_id: int | None) -> list[dict[str, Any]]:
        answer = await self.tenant.agent.get(f"/api/messages/ticket/{ticket_id}")
        assert answer.status_code == 200, answer.text
        said: list[dict[str, Any]] = answer.json()
        return said


@pytest.fixture
async def post(tenant: Tenant, imap: ImapServer, near: Egress) -> AsyncIterator[Post]:
    user = f"u{secrets.token_hex(6)}"
    given = {
        "name": "Support", "address": "support@desk.example", "host": HOST, "port": imap.port,
        "username": user, "password": PASSWORD, "interval_s": 10,
    }  # fmt: skip
    answer = await tenant.admin.post("/api/app/mailboxes", given)
    assert answer.status_code == 201, answer.text
    made = Post(tenant, imap, user, answer.json()["id"], "support@desk.example")
    yield made
    await tenant.admin.delete(f"/api/app/mailboxes/{made.mailbox_id}")
