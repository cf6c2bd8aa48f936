"""The peer that shows what the house costs: the same SQL, asyncpg, and nothing else but an ASGI
function. uvicorn with uvloop and httptools; HS256 checked with joserfc; msgspec in and out."""

import os
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import asyncpg
import msgspec
import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey
from msgspec import UNSET, Raw, Struct, UnsetType

SQL: dict[str, str] = msgspec.json.decode(Path(os.environ["BENCH_SQL"]).read_bytes())
KEY = OctKey.import_key(os.environ["BENCH_SECRET"])
SESSION = dict(part.split("=", 1) for part in os.environ["PGOPTIONS"].split("-c ")[1:])
SESSION = {name: value.strip() for name, value in SESSION.items()}
del os.environ["PGOPTIONS"]
CLAIMS = jwt.JWTClaimsRegistry(exp={"essential": True})
JSON = [(b"content-type", b"application/json")]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Customer(Struct):
    id: int
    full_name: str
    email: str


class Agent(Struct):
    id: int
    full_name: str


class Sender(Struct):
    id: int
    full_name: str
    role: str


class Message(Struct):
    id: int
    ticket_id: int
    content: str
    internal: bool
    created_at: datetime
    read_at: datetime | None
    sender: Sender
    attachments: Raw


class Ticket(Struct):
    id: int
    conversation_id: int
    title: str
    description: str
    status: str
    priority: str
    category: str
    auto_categorized: bool
    confidence_score: float
    tags: list[str]
    created_by: int
    assigned_to: int | None
    version: int
    message_count: int
    created_at: datetime
    updated_at: datetime
    last_message_at: datetime | None
    first_responded_at: datetime | None
    resolved_at: datetime | None
    unread_count: int
    is_chat: bool
    customer: Customer
    agent: Agent | None
    messages: list[Message] | UnsetType = UNSET


# What the statements give, in this order; checked at start, for they are the product's.
OWN = Ticket.__struct_fields__[:19]
TICKET_COLUMNS = (
    *OWN, "customer_name", "customer_email", "agent_name", "unread_count", "is_chat",
)  # fmt: skip
MESSAGE_COLUMNS = (
    "id", "ticket_id", "content", "internal", "from_staff", "created_at", "read_at", "sender_id",
    "sender_name", "sender_role", "attachments", "ticket_version", "reached_by",
)  # fmt: skip


class NewTicket(Struct, forbid_unknown_fields=True):
    title: str
    description: str
    priority: str
    category: str


class NewMessage(Struct, forbid_unknown_fields=True):
    ticket_id: int
    content: str


ENCODE = msgspec.json.Encoder().encode
DECODE_TICKET = msgspec.json.Decoder(NewTicket).decode
DECODE_MESSAGE = msgspec.json.Decoder(NewMessage).decode


def ticket(row: asyncpg.Record) -> Ticket:
    *own, customer_name, customer_email, agent_name, unread, is_chat = row
    agent = None if own[11] is None else Agent(own[11], agent_name)
    return Ticket(*own, unread, is_chat, Customer(own[10], customer_name, customer_email), agent)


def message(row: asyncpg.Record) -> Message:
    id_, of, text, internal, _, created, read, sender, name, role, files, _, _ = row
    attachments = Raw((files or "[]").encode())
    return Message(id_, of, text, internal, created, read, Sender(sender, name, role), attachments)


class App:
    pool: asyncpg.Pool

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:  # noqa: ANN401
        if scope["type"] == "lifespan":
            return await self.live(receive, send)
        status, body = await self.answer(scope, receive)
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": status, "headers": [*JSON, length]})
        await send({"type": "http.response.body", "body": body})

    async def live(self, receive: Any, send: Send) -> None:  # noqa: ANN401
        await receive()
        self.pool = await asyncpg.create_pool(
            os.environ["BENCH_DATABASE"], min_size=2, max_size=16, reset=nothing_to_reset,
            server_settings=SESSION,
        )  # fmt: skip
        await self.require_columns("get", TICKET_COLUMNS)
        await self.require_columns("post", MESSAGE_COLUMNS)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.pool.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def require_columns(self, name: str, expected: tuple[str, ...]) -> None:
        async with self.pool.acquire() as connection:
            found = tuple(c.name for c in (await connection.prepare(SQL[name])).get_attributes())
        if found != expected:
            raise RuntimeError(f"The product's {name!r} now gives {found}: adapt this peer.")

    async def answer(self, scope: dict[str, Any], receive: Any) -> tuple[int, bytes]:  # noqa: ANN401
        path, post = scope["path"], scope["method"] == "POST"
        bearer = next((v for k, v in scope["headers"] if k == b"authorization"), b"")
        if path == "/livez":
            return 200, b"{}"
        try:
            token = jwt.decode(bearer[7:].decode(), KEY, algorithms=["HS256"])
            CLAIMS.validate(token.claims)
        except ValueError:
            return 401, b'{"detail":"Could not validate credentials"}'
        tenant, person = UUID(token.claims["tenant"]), int(token.claims["sub"])
        sent = (await receive())["body"] if post else b""
        async with self.pool.acquire() as connection:
            await connection.execute(SQL["begin"].format(tenant_id=tenant))
            try:
                if path == "/api/messages":
                    return 200, await post_message(connection, tenant, person, sent)
                if post:
                    return 201, await create(connection, tenant, person, sent)
                if path == "/api/tickets":
                    query = parse_qs(scope["query_string"].decode())
                    rows = await connection.fetch(
                        SQL["list"], tenant, True, query["status"][0], int(query["limit"][0]), 0,
                    )  # fmt: skip
                    return 200, ENCODE([ticket(row) for row in rows])
                return await get(connection, tenant, int(path.rpartition("/")[2]))
            finally:
                await connection.execute("rollback" if sys.exc_info()[0] else "commit")


async def nothing_to_reset(_: object) -> None:
    """As in the product: what a transaction sets ends with it."""


async def get(db: Any, tenant: UUID, ticket_id: int) -> tuple[int, bytes]:  # noqa: ANN401
    row = await db.fetchrow(SQL["get"], tenant, True, ticket_id)
    if row is None:
        return 404, b'{"detail":"Resource not found"}'
    found = ticket(row)
    rows = await db.fetch(SQL["messages"], tenant, ticket_id, True, 500, 0)
    found.messages = [message(each) for each in rows]
    return 200, ENCODE(found)


async def create(db: Any, tenant: UUID, person: int, sent: bytes) -> bytes:  # noqa: ANN401
    new = DECODE_TICKET(sent)
    made = ticket(await db.fetchrow(
        SQL["create"], tenant, True, new.title, new.description, new.priority, new.category,
        False, 1.0, None, None, None, None, [], person,
    ))  # fmt: skip
    await record(db, tenant, person, "TicketCreated",
                 {"ticket_id": made.id, "requester_id": person})  # fmt: skip
    return ENCODE(made)


async def post_message(db: Any, tenant: UUID, person: int, sent: bytes) -> bytes:  # noqa: ANN401
    new = DECODE_MESSAGE(sent)
    of = ticket(await db.fetchrow(SQL["lock"], tenant, True, new.ticket_id))
    posted = message(await db.fetchrow(
        SQL["post"], tenant, new.ticket_id, person, True, new.content, False, True, None,
        of.conversation_id,
    ))  # fmt: skip
    await record(db, tenant, person, "MessagePosted",
                 {"ticket_id": of.id, "message_id": posted.id, "requester_id": of.created_by,
                  "internal": False, "from_staff": True})  # fmt: skip
    return ENCODE(posted)


async def record(db: Any, tenant: UUID, person: int, kind: str, fact: dict[str, Any]) -> None:  # noqa: ANN401
    body = ENCODE(fact).decode()
    await db.execute(SQL["event"], tenant, person, [kind], [body], None, "127.0.0.1")


if __name__ == "__main__":
    uvicorn.run(App(), host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", http="httptools",
                access_log=False, log_level="warning")  # fmt: skip
