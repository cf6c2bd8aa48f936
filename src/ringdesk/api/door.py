"""What every REST door shares: the caller, the unit of work, the shapes, the errors."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self, TypeAlias

from litestar import Request, Response
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter
from msgspec import Meta, Struct, convert

from ringdesk.api.problems import as_app_error, log_if_ours, media_type_for
from ringdesk.api.visit import AlreadyAnswered, Visit
from ringdesk.kernel.errors import AppError, Invalid, NotAllowed, NotFound, NotSignedIn, Problem
from ringdesk.kernel.work import Actor, Work

InWork = NamedDependency[Work]
InVisit = NamedDependency[Visit]
Caller = NamedDependency[Actor]
IfVersion = NamedDependency[int | None]
AnyRequest: TypeAlias = Request[Any, Any, State]

LARGEST_ID = 2**63 - 1
Id = Annotated[int, Meta(ge=1, le=LARGEST_ID)]
ShortText = Annotated[str, Meta(min_length=1, max_length=200)]
LongText = Annotated[str, Meta(min_length=1, max_length=50_000)]
MOST = 100
MOST_SKIPPED = 1_000_000
VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')


class In(Struct, frozen=True, forbid_unknown_fields=True):
    """What a caller sends. A field we do not know is refused: it may be `tenant_id`."""


class Out(Struct, frozen=True):
    """What a caller sees of a thing: the fields of the same name, and no others."""

    @classmethod
    def of(cls, thing: object) -> Self:
        return convert(thing, cls, from_attributes=True)


class Said(Struct, frozen=True):
    message: str


async def present_visit(request: AnyRequest) -> Visit:
    visit: Visit = request.scope["visit"]  # type: ignore[typeddict-item]
    return visit


async def present_actor(request: AnyRequest) -> Actor:
    require_possible_ids(request)
    return await (await present_visit(request)).actor()


def require_possible_ids(request: AnyRequest) -> None:
    require_possible(request.scope["path"], request.path_params)


def require_possible(path: str, ids: Mapping[str, object]) -> None:
    """An id that no column holds is nothing's: as any that is missing. And a thing has one address:
    `1_0`, `+10`, `010` are not how 10 is written, though Python reads them."""
    parts = path.split("/")
    for one in ids.values():
        if isinstance(one, int) and not (0 < one <= LARGEST_ID and str(one) in parts):
            raise NotFound
        if isinstance(one, str) and "\x00" in one:
            raise NotFound


async def open_work(request: AnyRequest) -> Work:
    """Opened here, ended by the gate."""
    require_possible_ids(request)
    return await (await present_visit(request)).open(request)


async def present_version(request: AnyRequest) -> int | None:
    """What the caller takes the version of a thing to be. Invalid."""
    return version_of(request.headers.get("if-match"))


DEPENDENCIES = {
    "visit": Provide(present_visit),
    "actor": Provide(present_actor),
    "work": Provide(open_work),
    "if_version": Provide(present_version),
}


def answer_error(request: AnyRequest, error: Exception) -> Response[Problem]:
    if isinstance(error, AlreadyAnswered):
        raise error  # the gate repeats what it kept
    ours = as_app_error(error)
    if isinstance(ours, NotAllowed):
        request.scope["refused"] = ours  # type: ignore[typeddict-unknown-key]
    problem = ours.as_problem()
    log_if_ours(problem, error)
    headers = {**(getattr(error, "headers", None) or {}), **ours.headers}
    return Response(
        problem,
        status_code=problem.status,
        media_type=media_type_for(request.headers.get("accept", "")),
        headers=headers,
    )


def page(limit: int | None, skip: int | None, *, default: int = MOST) -> tuple[int, int]:
    """Limit and offset as the contract has them: a larger limit is 100, a negative one 400."""
    for name, value in (("limit", limit), ("skip", skip)):
        if value is not None and value < 0:
            raise Invalid.field(name, "Not below 0")
    return min(default if limit is None else limit, MOST), min(skip or 0, MOST_SKIPPED)


Limit = Annotated[int | None, QueryParameter(description="At most 100; more is taken as 100.")]
Skip = Annotated[int | None, QueryParameter(description="How many to pass over.")]


def version_of(if_match: str | None) -> int | None:
    """What `If-Match` names; `*` and nothing match everything."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = VERSION.fullmatch(if_match.strip()) or re.fullmatch(r"(\d{1,9})", if_match.strip())
    if found is None:
        raise Invalid.field("If-Match", 'A version as the ETag showed it: W/"3"')
    return int(found.group(1))


def etag(version: int) -> str:
    return f'W/"{version}"'


ALWAYS: tuple[type[AppError], ...] = (Invalid, NotSignedIn)


def raises(*errors: type[AppError]) -> dict[int, ResponseSpec]:
    """The errors a route may answer, for its OpenAPI entry."""
    by_status: dict[int, list[str]] = {}
    for error in (*errors, *ALWAYS):
        by_status.setdefault(error.status, []).append(error.code)
    return {
        status: ResponseSpec(Problem, description=" · ".join(codes), generate_examples=False)
        for status, codes in by_status.items()
    }
