"""Which spans make up a period: whole days of UTC, at its ends six hours, hours, quarters."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY, SIX_HOURS, HOUR, QUARTER, EVER = 1440, 360, 60, 15, 0


class Piece(NamedTuple):
    """Spans of so many minutes that begin from `since` up to `until`."""

    span: int
    since: datetime
    until: datetime


def cover(since: datetime, until: datetime) -> list[Piece]:
    """Every moment of the period in exactly one span. Both ends are of quarters of an hour, as are
    the offsets of all zones since 1972."""
    return [
        piece
        for piece in pieces(since, until, (DAY, SIX_HOURS, HOUR, QUARTER))
        if piece[1] < piece[2]
    ]


def pieces(since: datetime, until: datetime, spans: tuple[int, ...]) -> list[Piece]:
    span, smaller = spans[0], spans[1:]
    first, last = ceiling(since, span), floor(until, span)
    if not smaller:
        return [Piece(span, since, until)]
    if first >= last:
        return pieces(since, until, smaller)
    return [
        *pieces(since, first, smaller),
        Piece(span, first, last),
        *pieces(last, until, smaller),
    ]


def floor(at: datetime, span: int) -> datetime:
    return at - (at - EPOCH) % timedelta(minutes=span)


def ceiling(at: datetime, span: int) -> datetime:
    return at + (EPOCH - at) % timedelta(minutes=span)


def columns(pieces: Sequence[Piece]) -> tuple[list[int], list[datetime], list[datetime]]:
    """As statements take them."""
    return [p.span for p in pieces], [p.since for p in pieces], [p.until for p in pieces]
