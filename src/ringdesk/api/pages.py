"""Pages of a list that is ordered by id, the latest first."""

from collections.abc import Sequence
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from litestar import Response

from ringdesk.api.door import AnyRequest


class Numbered(Protocol):
    @property
    def id(self) -> int:
        """By which the list is ordered."""


class Named(Protocol):
    """Its `id` is a text with a number in it."""

    @property
    def number(self) -> int:
        """By which the list is ordered."""


T = TypeVar("T", bound=Numbered)
N = TypeVar("N", bound=Named)


def by_id(request: AnyRequest, found: Sequence[T], most: int) -> Response[list[T]]:
    """With a `Link` to the same question from where this page ends, if it is full."""
    last = found[-1].id if found and len(found) == most else None
    return Response(list(found), headers=link_after(request, last))


def by_number(request: AnyRequest, found: Sequence[N], most: int) -> Response[list[N]]:
    """The same, where ids are texts."""
    last = found[-1].number if found and len(found) == most else None
    return Response(list(found), headers=link_after(request, last))


def link_after(request: AnyRequest, last: int | None) -> dict[str, str]:
    if last is None:
        return {}
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "after"]
    query = urlencode([*kept, ("after", str(last))])
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
