"""Is the log still what it was? Recomputes the chain; knows a changed row from a cut tail."""

import hashlib
from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec

from ringdesk.kernel import queries
from ringdesk.kernel.relay import Head, head
from ringdesk.kernel.work import Work

State = Literal["intact", "changed", "truncated", "anchor_mismatch"]

BATCH = 5000
SEPARATOR = chr(31)


class Link(msgspec.Struct, frozen=True):
    seq: int
    actor_id: int
    kind: str
    body: str
    at_us: int
    request_id: str
    hash: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """`bad_seq` is the first row that does not fit; `facts` how many fit before it."""

    tenant_id: UUID
    state: State
    facts: int
    bad_seq: int | None = None
    head: str = ""


def first_hash(tenant_id: UUID) -> bytes:
    return hashlib.sha256(str(tenant_id).encode()).digest()


def next_hash(before: bytes, tenant_id: UUID, link: Link) -> bytes:
    """sha256(hash before || tenant, seq, actor, kind, body, time in microseconds, request)."""
    parts = (tenant_id, link.seq, link.actor_id, link.kind, link.body, link.at_us, link.request_id)
    return hashlib.sha256(before + SEPARATOR.join(map(str, parts)).encode()).digest()


class Walk:
    """Along a tenant's log from its start, or from where another walk came to. `goal` is the head
    when it began: what is added while we walk is no reason for suspicion. `anchors` are heads that
    were kept elsewhere, by number."""

    def __init__(
        self, tenant_id: UUID, goal: Head, anchors: Sequence[Head] = (), since: Head | None = None
    ) -> None:
        self._tenant_id, self._goal = tenant_id, goal
        self._anchors = {one.seq: one.hash for one in anchors if one.seq}
        self._seq = 0 if since is None else since.seq
        self._state = first_hash(tenant_id) if since is None else bytes.fromhex(since.hash)

    @property
    def here(self) -> Head:
        return Head(self._seq, self._state.hex())

    async def step(self, work: Work) -> Verdict | None:
        """One batch on. The verdict, when there is one."""
        links = await work.many(Link, queries.CHAIN, self._seq, BATCH)
        for link in links:
            verdict = self._pass(link)
            if verdict is not None:
                return verdict
        return None if len(links) == BATCH else self._end()

    def _pass(self, link: Link) -> Verdict | None:
        seq = self._seq + 1
        self._state = next_hash(self._state, self._tenant_id, link)
        if link.seq != seq or self._state.hex() != link.hash:
            return self._bad("changed", seq - 1, seq)
        if seq == self._goal.seq and link.hash != self._goal.hash:  # a chain made anew
            return self._bad("changed", seq - 1, seq)
        if self._anchors.get(seq, link.hash) != link.hash:
            return self._bad("anchor_mismatch", seq, seq)
        self._seq = seq
        return None

    def _end(self) -> Verdict:
        if max(self._goal.seq, *self._anchors, 0) > self._seq:
            return self._bad("truncated", self._seq, self._seq + 1)
        return Verdict(
            tenant_id=self._tenant_id, state="intact", facts=self._seq, head=self._state.hex()
        )

    def _bad(self, state: State, facts: int, seq: int) -> Verdict:
        return Verdict(tenant_id=self._tenant_id, state=state, facts=facts, bad_seq=seq)


async def verify(work: Work, *, anchors: Sequence[Head] = ()) -> Verdict:
    """Walk the tenant's log from the start to its end."""
    walk = Walk(work.tenant_id, await head(work), anchors)
    while (verdict := await walk.step(work)) is None:
        continue
    return verdict
