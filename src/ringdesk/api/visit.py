"""One request on its way through the house: who comes, from where, and the work it opens.

A route asks for `work`; it is opened then, and ended by the gate when the answer is ready and not
yet sent: committed if the answer is good, rolled back if not. So what was answered is durable, and
an answer can be kept under its Idempotency-Key in the same transaction.
"""

import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, Literal

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from msgspec import Struct, json

from ringdesk.domains import identity
from ringdesk.kernel import logs, queries
from ringdesk.kernel.errors import Conflict, Invalid, NotSignedIn
from ringdesk.kernel.work import Actor, ActorChanged, Office, Origin, Work

Source = Literal["bearer", "cookie", "none"]
LONGEST_KEY = 255
HASHED_AT_ONCE = 1 << 20
PROCESS = secrets.token_hex(12)  # a request's id is this and its number: unique, and cheap
_requests = count(1)


class KeyReused(Conflict):
    code = "IDEMPOTENCY_KEY_REUSED"
    text = "This Idempotency-Key was used for another request: choose a new one."


class AnswerNotKept(Conflict):
    code = "ANSWER_NOT_KEPT"
    text = "This was done already under this Idempotency-Key, and its answer was not kept."


class AlreadyAnswered(Exception):
    """The key was used for this very request: here is its answer again."""

    def __init__(self, answer: "KeptAnswer") -> None:
        super().__init__()
        self.answer = answer


class KeptAnswer(Struct, frozen=True):
    body_hash: bytes
    status: int | None
    headers: str | None
    body: bytes | None


class Taken(Struct, frozen=True):
    mine: bool


class Key(Struct, frozen=True):
    """An Idempotency-Key, per person, method and path."""

    door: str
    key: str
    body_hash: bytes


class Visit:
    """Deliberately no dataclass: Litestar would have msgspec look inside what it injects."""

    def __init__(
        self, office: Office, doorkeeper: identity.Doorkeeper, *, headers: dict[bytes, bytes],
        address: str, token: str | None, source: Source,
    ) -> None:  # fmt: skip
        self.headers = headers  # of one that is sent twice the last
        self.request_id = f"{PROCESS}{next(_requests):08x}"
        self.address, self.token, self.source = address, token, source
        self.origin = Origin(self.request_id, address)
        self.work: Work | None = None
        self.key: Key | None = None
        self._office, self._doorkeeper = office, doorkeeper

    @property
    def has_signed_token(self) -> bool:
        return self.token is not None and self._doorkeeper.signature_holds(self.token)

    async def actor(self) -> Actor:
        """Who is calling, asked of the database; for routes that open no work of their own."""
        if self.token is None:
            raise NotSignedIn
        actor = await self._doorkeeper.actor(self.token)
        logs.identify(actor.tenant_id, actor.id)
        return actor

    async def whose(self, token: str) -> Actor:
        """Whom another token speaks for."""
        return await self._doorkeeper.actor(token)

    async def open(self, request: "Request[Any, Any, Any] | None") -> Work:
        """The unit of work of this request, as the caller. NotSignedIn; AlreadyAnswered. Without
        the request where it is known to have no Idempotency-Key."""
        if self.work is None:
            self.work = await self._begin()
            logs.identify(self.work.tenant_id, self.work.actor.id)
            if request is not None:
                await self._take_key(request, self.work)
        return self.work

    async def _begin(self) -> Work:
        if self.token is None:
            raise NotSignedIn
        actor = self._doorkeeper.guess(self.token)
        if actor is not None:
            try:
                return await self._begin_as(actor)
            except ActorChanged:
                self._doorkeeper.forget(self.token)
        try:
            return await self._begin_as(await self._doorkeeper.actor(self.token))
        except ActorChanged as error:  # changed again in this very moment
            raise NotSignedIn from error

    async def _begin_as(self, actor: Actor) -> Work:
        return await self._office.begin(actor, self.origin)

    async def _take_key(self, request: "Request[Any, Any, Any]", work: Work) -> None:
        given = request.headers.get("idempotency-key")
        if given is None or request.method != "POST":
            return
        if not 1 <= len(given) <= LONGEST_KEY:
            raise Invalid.field("Idempotency-Key", "1 to 255 characters")
        door = f"{request.method} {request.url.path}"
        body_hash = await hash_of(request)
        key = Key(door, given, body_hash)
        if await work.one(Taken, queries.TAKE_KEY, work.actor.id, door, given, body_hash):
            self.key = key
            return
        kept = await work.one(KeptAnswer, queries.ANSWER_OF_KEY, work.actor.id, door, given)
        if kept is None or kept.body_hash != body_hash:
            raise KeyReused
        if kept.status is None:
            raise AnswerNotKept
        raise AlreadyAnswered(kept)

    async def keep_answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        if self.key is not None and self.work is not None:
            await self.work.run(
                queries.KEEP_ANSWER, self.work.actor.id, self.key.door, self.key.key, status,
                json.encode(headers).decode(), body,
            )  # fmt: skip

    @asynccontextmanager
    async def act(self, request: "Request[Any, Any, Any]") -> AsyncIterator[Work]:
        """The unit of work of an act that is committed before its answer is known, or whose answer
        has a secret: a repeat under the same key is told that it was done (AnswerNotKept)."""
        work = await self.open(request)
        try:
            yield work
        except BaseException:
            await self.abandon()
            raise
        await self.commit()

    async def commit(self) -> None:
        work, self.work = self.work, None
        if work is not None:
            await self._office.commit(work)

    async def end_read(self) -> None:
        """A GET only looks (a test holds it to that), so its answer waits for no commit."""
        work, self.work = self.work, None
        if work is not None:
            await self._office.end_read(work)

    async def abandon(self) -> None:
        work, self.work = self.work, None
        if work is not None:
            await self._office.abandon(work)


async def hash_of(request: "Request[Any, Any, Any]") -> bytes:
    """Of what was asked. Of a form its fields: every try draws a boundary of its own."""
    whole = hashlib.sha256(request.url.query.encode())
    if request.content_type[0] != RequestEncodingType.MULTI_PART:
        whole.update(b"\0" + await request.body())
        return whole.digest()
    for name, value in (await request.form()).multi_items():
        parts = [name.encode(), str(value).encode()]
        if isinstance(value, UploadFile):
            parts = [name.encode(), value.filename.encode(), await hash_of_file(value)]
        for part in parts:
            whole.update(b"%d:" % len(part) + part)
    return whole.digest()


async def hash_of_file(file: UploadFile) -> bytes:
    """In pieces: it may be larger than what we want to hold."""
    found = hashlib.sha256()
    while piece := await file.read(HASHED_AT_ONCE):
        found.update(piece)
    await file.seek(0)
    return found.digest()
