"""How the server and the process that reads for it talk: heads of JSON, bodies of bytes."""

from struct import Struct as Layout
from typing import BinaryIO, Literal

from msgspec import Struct

from ringdesk.domains.leads.imports.plan import Plan

SIZES = Layout("!II")  # of the head, of the body
THE_END = b'{"end":true}'  # a head: without it a reader that broke off would pass for an empty file


class Order(Struct, frozen=True):
    plan: Plan
    wants: Literal["batches", "faults"] = "batches"


def pack(head: bytes, body: bytes) -> bytes:
    return SIZES.pack(len(head), len(body)) + head + body


def read_frame(given: BinaryIO) -> tuple[bytes, bytes]:
    head, body = SIZES.unpack(given.read(SIZES.size))
    return given.read(head), given.read(body)
