"""The straight way to a plain route: JSON in, a unit of work, JSON out.

Most routes are that: they take a body, ids in their path, the work, the desk, and nothing else. For
them Litestar's router finds the route, and what follows is done here: to read the body into its
shape, open the work, call the function, encode what it gives. The same functions as in Litestar's
way (a test compares the two answer by answer), at a third of its price (docs/adr/0062). Whatever is
not plain goes Litestar's way: query parameters, forms, files, guards, keys, bodies without length.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from litestar import Litestar, Response
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import BodyKwarg
from litestar.routes import HTTPRoute
from litestar.serialization import default_serializer
from litestar.types import Empty
from litestar.typing import FieldDefinition
from litestar.utils import normalize_path
from msgspec import Struct, json

from ringdesk.api.bodies import JSON, MOST_JSON_BYTES, StrictRequest, as_shape, require_json
from ringdesk.api.door import open_work, require_possible, version_of
from ringdesk.api.gate import App, Message, Receive, Send
from ringdesk.api.visit import Visit
from ringdesk.kernel.errors import Invalid, NotSignedIn

PLAIN_HOST = re.compile(rb"[\w.:\[\]-]{1,255}")
LENGTH = re.compile(rb"\d{1,9}")
NO_BODY = (204, 304)
PLAIN_RESULTS = (Struct, list, dict)
ENCODE = json.Encoder(enc_hook=default_serializer).encode


class Plan(Struct, frozen=True):
    """What a route's function is called with. `body`: the shape of it, or None."""

    handler: HTTPRouteHandler
    function: Callable[..., Any]
    status: int
    body: object | None
    wants: frozenset[str]


class Straight:
    """Before Litestar, behind the gate, which answers what is raised."""

    def __init__(self, rest: Litestar, *, desk: object) -> None:
        self._litestar, self._rest, self._desk = rest, cast(App, rest), desk
        self._plans = plans_of(rest)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        found = self._plan_for(scope) if scope["type"] == "http" else None
        if found is None:
            await self._rest(scope, receive, send)
            return
        plan, ids, template = found
        scope["path_params"], scope["path_template"] = ids, template
        scope["route_handler"] = plan.handler
        scope["app"] = scope["litestar_app"] = self._litestar
        result = await plan.function(**await self._arguments(plan, scope, receive, send))
        await answer(plan, result, scope, receive, send)

    def _plan_for(self, scope: Message) -> tuple[Plan, dict[str, Any], str] | None:
        headers = scope["visit"].headers
        if b"idempotency-key" in headers or not PLAIN_HOST.fullmatch(headers.get(b"host", b"")):
            return None
        announced = headers.get(b"content-length", b"0")
        if b"transfer-encoding" in headers or not LENGTH.fullmatch(announced):
            return None
        length = int(announced)
        if length > MOST_JSON_BYTES or scope.get("root_path"):
            return None
        try:
            _, handler, path, ids, template = self._litestar.asgi_router.handle_routing(
                path=normalize_path(scope["path"]), method=scope["method"]
            )
        except Exception:  # whatever it was: Litestar says it, as it does
            return None
        plan = self._plans.get(id(handler))
        if plan is None or (plan.body is None) is not (length == 0):
            return None
        scope["path"] = path
        return plan, ids, template

    async def _arguments(
        self, plan: Plan, scope: Message, receive: Receive, send: Send
    ) -> dict[str, Any]:
        """In Litestar's order: what is wrong with the body is said before the work is opened."""
        given = {name: one for name, one in scope["path_params"].items() if name in plan.wants}
        visit: Visit = scope["visit"]
        if plan.body is not None:
            given["data"] = await read_body(plan.body, visit, receive)
        if "if_version" in plan.wants:
            given["if_version"] = named_version(visit.headers)
        if "desk" in plan.wants:
            given["desk"] = self._desk
        if "request" in plan.wants:
            given["request"] = as_request(scope, receive, send)
        if "work" in plan.wants:
            require_possible(scope["path"], scope["path_params"])
            given["work"] = await visit.open(None)
        return given


def named_version(headers: dict[bytes, bytes]) -> int | None:
    named = headers.get(b"if-match")
    return None if named is None else version_of(named.decode("latin-1"))


async def read_body(shape: object, visit: Visit, receive: Receive) -> object:
    """NotSignedIn, before anything is read; Invalid. It is no longer than was announced."""
    if not visit.has_signed_token:
        raise NotSignedIn
    require_json(kind_of(visit.headers.get(b"content-type", b"")))
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":  # nobody hears this
            raise Invalid.field("", "The body ended early")
        body += message.get("body", b"")
        if not message.get("more_body"):
            return as_shape(body, shape)


@lru_cache(64)
def kind_of(content_type: bytes) -> str:
    return content_type.partition(b";")[0].strip().lower().decode("latin-1")


def as_request(scope: Message, receive: Receive, send: Send) -> StrictRequest:
    return StrictRequest(cast(Any, scope), cast(Any, receive), cast(Any, send))


async def answer(plan: Plan, result: object, scope: Message, receive: Receive, send: Send) -> None:
    """What is more than JSON and headers (cookies, files, streams, nothing) Litestar sends."""
    status, headers, content, plain = plan.status, dict[str, str](), result, True
    if type(result) is Response:
        status, headers, content = result.status_code or status, result.headers, result.content
        plain = not (result.cookies or result.background or result.media_type)
    if not plain or status in NO_BODY or not isinstance(content, PLAIN_RESULTS):
        request = as_request(scope, receive, send)
        other = await plan.handler.to_response(app=request.app, data=result, request=request)
        await cast(App, other)(scope, receive, send)
        return
    body = ENCODE(content)
    named = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
    named += [(b"content-type", JSON.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": named})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def plans_of(rest: Litestar) -> dict[int, Plan]:
    """By identity: Litestar has one handler for each route and method."""
    found = {}
    for route in rest.routes:
        if isinstance(route, HTTPRoute):
            for handler, _ in route.route_handler_map.values():
                if (plan := plan_of(handler, route)) is not None:
                    found[id(handler)] = plan
    return found


def plan_of(handler: HTTPRouteHandler, route: HTTPRoute) -> Plan | None:
    """None where the route is not plain."""
    wants = handler.parsed_fn_signature.parameters
    ids = {name for name, one in route.path_parameters.items() if one.type is int}
    body = wants.get("data")
    if handler.opt.get("public") or handler.opt.get("large") or is_special(handler):
        return None
    if (
        not wants.keys() <= {"data", "work", "desk", "request", "if_version"} | ids
        or "work" not in wants
    ):
        return None
    if body is not None and not (is_json(body) and body.default is Empty):
        return None
    if handler.resolve_dependencies()["work"].dependency is not open_work:
        return None
    if any(wants[name].annotation is not int for name in ids & wants.keys()):
        return None
    shape = None if body is None else body.annotation
    return Plan(handler, handler.fn, handler.status_code, shape, frozenset(wants))


def is_json(body: FieldDefinition) -> bool:
    kind = body.kwarg_definition
    return isinstance(kind, BodyKwarg) and kind.media_type == RequestEncodingType.JSON


def is_special(handler: HTTPRouteHandler) -> bool:
    """Whether Litestar does more for it than to call it."""
    return bool(
        handler.resolve_guards() or handler.resolve_before_request()
        or handler.after_request or handler.resolve_after_response()
        or handler.resolve_response_headers() or handler.resolve_response_cookies()
        or handler.resolve_middleware() or handler.cache or handler.has_sync_callable
        or handler.media_type not in ("", None, JSON)
        or handler.resolve_exception_handlers().keys() != {Exception}
    )  # fmt: skip
