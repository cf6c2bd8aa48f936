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


T = TypeVar("T", bound=Numbered)


def by_id(request: AnyRequest, found: Sequence[T], most: int) -> Response[list[T]]:
    """With a `Link` to the same question from where this page ends, if it is full."""
    headers = {}
    if found and len(found) == most:
        kept = [(k, v) for k, v in request.query_params.multi_items() if k != "after"]
        query = urlencode([*kept, ("after", str(found[-1].id))])
        headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return Response(list(found), headers=headers)
