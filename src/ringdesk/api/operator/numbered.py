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
    """Page, limit and offset: 20 by default; a larger limit is 100, a negative one is refused."""
    if page is not None and page < 1:
        raise Invalid.field("page", "Not below 1")
    if limit is not None and limit < 0:
        raise Invalid.field("limit", "Not below 0")
    number, most = page or 1, min(20 if limit is None else limit, MOST)
    return number, most, min((number - 1) * most, MOST_SKIPPED)
