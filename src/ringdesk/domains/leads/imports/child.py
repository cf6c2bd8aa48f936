"""A process of its own that reads a file, so that the server goes on answering meanwhile.

In: a frame with the order, then the file. Out: frames, each a head and a body (see `frames`). It
begins in `alone`, without the faces of the domains: whatever is imported here names its module.
"""

from collections.abc import Iterator
from typing import BinaryIO

from msgspec import json, structs

from ringdesk.domains.leads.imports.faulty import faulty_rows
from ringdesk.domains.leads.imports.frames import THE_END, Order, pack, read_frame
from ringdesk.domains.leads.imports.reading import batches
from ringdesk.kernel.sheets import Unreadable

PIECE = 256 * 1024


def main(given: BinaryIO, out: BinaryIO) -> None:
    head, _ = read_frame(given)
    order = json.decode(head, type=Order)
    try:
        for head, body in answers(order, pieces_of(given)):
            out.write(pack(head, body))
            out.flush()
        out.write(pack(THE_END, b""))
    except Unreadable as error:
        out.write(pack(json.encode({"unreadable": error.reason}), b""))
    out.flush()


def answers(order: Order, pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    if order.wants == "faults":
        for piece in faulty_rows(pieces, order.plan):
            yield b"{}", piece
        return
    for batch in batches(pieces, order.plan):
        yield json.encode(structs.replace(batch, copy=b"")), batch.copy


def pieces_of(given: BinaryIO) -> Iterator[bytes]:
    while piece := given.read(PIECE):
        yield piece
