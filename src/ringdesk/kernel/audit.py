"""Is the log still what it was? Recomputes the chain; knows a changed row from a cut tail."""

import hashlib
from typing import Literal
from uuid import UUID

import msgspec

from ringdesk.kernel import queries
from ringdesk.kernel.relay import Head, head
from ringdesk.kernel.work import Work

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
    state: Literal["intact", "changed", "truncated", "anchor_mismatch"]
    facts: int
    bad_seq: int | None = None
    head: str = ""


def first_hash(tenant_id: UUID) -> bytes:
    return hashlib.sha256(str(tenant_id).encode()).digest()


def next_hash(before: bytes, tenant_id: UUID, link: Link) -> bytes:
    """sha256(hash before || tenant, seq, actor, kind, body, time in microseconds, request)."""
    parts = (tenant_id, link.seq, link.actor_id, link.kind, link.body, link.at_us, link.request_id)
    return hashlib.sha256(before + SEPARATOR.join(map(str, parts)).encode()).digest()


async def verify(work: Work, *, anchor: Head | None = None) -> Verdict:
    """Walk the tenant's log from the start. `anchor` is a head that was kept elsewhere."""
    tenant_id, state, seq = work.tenant_id, first_hash(work.tenant_id), 0
    anchored = anchor is None or anchor.seq == 0
    last = await head(work)  # first: what is added while we walk is no reason for suspicion
    while links := await work.many(Link, queries.CHAIN, seq, BATCH):
        for link in links:
            state = next_hash(state, tenant_id, link)
            if link.seq != seq + 1 or state.hex() != link.hash:
                return Verdict(tenant_id=tenant_id, state="changed", facts=seq, bad_seq=seq + 1)
            seq = link.seq
            if seq == last.seq and link.hash != last.hash:  # a chain made anew, from somewhere on
                return Verdict(tenant_id=tenant_id, state="changed", facts=seq - 1, bad_seq=seq)
            anchored = anchored or (
                anchor is not None and (seq, link.hash) == (anchor.seq, anchor.hash)
            )
    if last.seq > seq or (anchor is not None and anchor.seq > seq):
        return Verdict(tenant_id=tenant_id, state="truncated", facts=seq, bad_seq=seq + 1)
    if not anchored:
        bad = anchor.seq if anchor else None
        return Verdict(tenant_id=tenant_id, state="anchor_mismatch", facts=seq, bad_seq=bad)
    return Verdict(tenant_id=tenant_id, state="intact", facts=seq, head=state.hex())
