"""What the doors of document 002 share: ids as strings, and numbered pages."""

from typing import Annotated

from litestar.params import QueryParameter

from ringdesk.api.door import LARGEST_ID, MOST, MOST_SKIPPED
from ringdesk.kernel.errors import Invalid, NotFound

Page = Annotated[int | None, QueryParameter(description="From 1.")]


def id_of(given: str, missing: type[NotFound]) -> int:
    """What is no number of ours is nothing's id."""
    if given.isascii() and given.isdecimal() and 0 < int(given[:20]) <= LARGEST_ID:
        return int(given)
    raise missing


def paged(page: int | None, limit: int | None) -> tuple[int, int, int]:
    """Page, limit and offset: 20 by default; a larger limit is 100, less than 1 is refused."""
    for name, value in (("page", page), ("limit", limit)):
        if value is not None and value < 1:
            raise Invalid.field(name, "Not below 1")
    number, most = page or 1, min(limit or 20, MOST)
    return number, most, min((number - 1) * most, MOST_SKIPPED)
