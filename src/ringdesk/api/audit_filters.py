"""What the audit is asked for: a route takes `filters: InFilters`, its router has `FILTERS`."""

from datetime import date, datetime
from typing import Annotated

from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter, SkipValidation
from msgspec import Meta, ValidationError, convert

from ringdesk.api.door import InVisit
from ringdesk.domains import governance
from ringdesk.kernel.errors import Invalid

Word = Annotated[str, Meta(max_length=40)]
UserId = Annotated[
    int | None, QueryParameter(ge=0, le=2**63 - 1, description="0: the house itself")
]
Action = Annotated[Word | None, QueryParameter(description="Such as login, create, update, delete")]
Resource = Annotated[Word | None, QueryParameter(description="Such as auth, person, ticket, lead")]
Outcome = Annotated[governance.Status | None, QueryParameter()]
When = Annotated[
    Word | None,
    QueryParameter(description="A day (of the workspace's calendar, included) or a time"),
]


def when(name: str, given: str | None) -> date | datetime | None:
    """A date is a day, a time needs its zone. Invalid."""
    if given is None:
        return None
    try:
        if len(given) == len("2025-01-31"):
            return convert(given, date)
        moment = convert(given, datetime)
    except ValidationError as error:
        raise Invalid.field(name, "A date, or a time with its zone (RFC 3339)") from error
    if moment.tzinfo is None:
        raise Invalid.field(name, "A time needs its zone, such as Z")
    return moment


async def asked_filters(
    visit: InVisit,
    user_id: UserId = None,
    action: Action = None,
    resource: Resource = None,
    status: Outcome = None,
    start_date: When = None,
    end_date: When = None,
) -> governance.Filters:
    """`visit` puts this behind the question who is there: a stranger hears 401, whatever they ask
    for. Invalid."""
    return governance.Filters(
        actor_id=user_id, action=action, resource=resource, status=status,
        start=when("start_date", start_date), end=when("end_date", end_date),
    )  # fmt: skip


InFilters = NamedDependency[SkipValidation[governance.Filters]]
FILTERS = {"filters": Provide(asked_filters)}
