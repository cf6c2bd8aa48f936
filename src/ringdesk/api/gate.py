"""What every request passes: limits, CORS, the end of its work, its number in the metrics.

Outside of Litestar, so that unknown addresses and the sockets' handshakes pass it as well.
"""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

import msgspec

from ringdesk.api.limits import Limit
from ringdesk.api.problems import as_app_error, log_if_ours, media_type_for
from ringdesk.api.refusing import refusal
from ringdesk.api.visit import AlreadyAnswered, Source, Visit
from ringdesk.domains.governance import Refused
from ringdesk.domains.identity import Doorkeeper
from ringdesk.kernel import logs
from ringdesk.kernel.errors import NotAllowed
from ringdesk.kernel.proxies import Proxies
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Office

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]
Observer: TypeAlias = Callable[[str, str, int, float], None]
Noting: TypeAlias = Callable[[Refused], Awaitable[None]]

ACCESS_COOKIE = "ringdesk_session"
WEB_HEADER = b"x-ringdesk-web"
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
REFUSED_AREAS = ("/api/operator", "/api/admin")
CORS_METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
CORS_HEADERS = "Content-Type, Authorization, Idempotency-Key, If-Match"
CORS_EXPOSED = "X-Total-Count, Link, Location, Retry-After"
ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
]


class CrossSite(NotAllowed):
    code = "CROSS_SITE"
    text = "This request did not come from the web app of this server."


class Gate:
    def __init__(
        self, app: App, *, office: Office, doorkeeper: Doorkeeper, settings: Settings,
        observe: Observer, note: Noting,
    ) -> None:  # fmt: skip
        self._app, self._office, self._doorkeeper = app, office, doorkeeper
        self._settings, self._observe, self._note = settings, observe, note
        self._proxies = Proxies(settings.trusted_proxies)
        self._anonymous = Limit(*settings.limit_anonymous)
        self._person = Limit(*settings.limit_person)
        self._web = Limit(*settings.limit_web)
        self._refused = Limit(*settings.limit_refused)
        # What makes somebody out of nobody, by address.
        self._entries = {
            "/api/widget/visit": Limit(*settings.limit_visits),
            "/api/widget/offline": Limit(*settings.limit_left_messages),
        }

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        headers = dict(scope["headers"])
        scope["visit"] = visit = self._visit(scope, headers)
        logs.begin(request_id=visit.request_id)  # each request is a task of its own
        answer = Answer(self, visit, scope, headers, send)
        try:
            if scope["method"] == "OPTIONS" and b"access-control-request-method" in headers:
                await answer.preflight()
                return
            self._refuse(scope, headers, visit)
            await self._app(scope, receive, answer)
        except AlreadyAnswered as again:
            await answer.repeat(again)
        except Exception as error:
            if answer.sent:
                raise
            await answer.problem(error)
        finally:
            await visit.abandon()
            path = scope.get("path_template") or "-"
            self._observe(scope["method"], path, answer.status, time.perf_counter() - began)
            if answer.status in (401, 403) and scope["path"].startswith(REFUSED_AREAS):
                self._refused.note(visit.address)
            refused = refusal(scope, visit, answer.status, self._doorkeeper)
            if refused is not None:
                await self._note(refused)

    def _visit(self, scope: Message, headers: dict[bytes, bytes]) -> Visit:
        token, source = token_of(headers)
        address = self._address(scope, headers)
        return Visit(
            self._office, self._doorkeeper, headers=headers, address=address, token=token,
            source=source,
        )  # fmt: skip

    def _address(self, scope: Message, headers: dict[bytes, bytes]) -> str:
        """The socket's, or what trusted proxies say: the last hop that is none of them."""
        peer = scope["client"][0] if scope.get("client") else "local"
        trusted = self._proxies
        if peer not in trusted:
            return str(peer)
        hops = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        for hop in reversed([hop.strip() for hop in hops if hop.strip()]):
            if hop not in trusted:
                return hop[:64]
        return str(peer)

    def _refuse(self, scope: Message, headers: dict[bytes, bytes], visit: Visit) -> None:
        path = scope["path"]
        if not path.startswith("/api"):
            return
        if visit.source == "cookie" and scope["method"] in UNSAFE:
            refuse_cross_site(headers)
        if not self._settings.rate_limit_enabled:
            return
        if path.startswith(REFUSED_AREAS):
            self._refused.refuse_if_full(visit.address)
        if scope["method"] == "POST" and (entry := self._entries.get(path.rstrip("/"))) is not None:
            entry.count(visit.address)
        token = visit.token
        if token is None or not self._doorkeeper.signature_holds(token):
            self._anonymous.count(visit.address)
        elif visit.source == "cookie":
            self._web.count(self._doorkeeper.whose(token))
        else:
            self._person.count(self._doorkeeper.whose(token))

    def cors(self, headers: dict[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        origin = headers.get(b"origin", b"").decode("latin-1")
        if not origin or origin not in self._settings.cors_origins:
            return []
        return [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-expose-headers", CORS_EXPOSED.encode()),
            (b"vary", b"Origin"),
        ]


class Answer:
    """Holds back the start of an answer until the work behind it is committed."""

    def __init__(
        self, gate: Gate, visit: Visit, scope: Message, headers: dict[bytes, bytes], send: Send
    ) -> None:
        self._gate, self._visit, self._scope, self._headers = gate, visit, scope, headers
        self._send = send
        self._start: Message | None = None
        self.status, self.sent = 500, False
        self._over = False

    async def __call__(self, message: Message) -> None:
        if self._over:
            return
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            if self._visit.work is not None and not await self._end_work(start, message):
                return
            await self._begin(start)
        await self._send(message)

    async def _end_work(self, start: Message, message: Message) -> bool:
        """Commit before the answer; if that fails, the answer is that."""
        try:
            if start["status"] >= 400:
                await self._visit.abandon()
            elif self._scope["method"] == "GET":
                await self._visit.end_read()
            else:
                if self._visit.key is not None and not message.get("more_body"):
                    await self._visit.keep_answer(
                        start["status"], kept_headers(start), message.get("body", b"")
                    )
                await self._visit.commit()
        except Exception as error:
            await self.problem(error)
            self._over = True
            return False
        return True

    async def _begin(self, start: Message) -> None:
        extra = [(b"x-request-id", self._visit.request_id.encode()), *ALWAYS]
        start["headers"] = [*start["headers"], *extra, *self._gate.cors(self._headers)]
        self.status, self.sent = start["status"], True
        await self._send(start)

    async def problem(self, error: BaseException) -> None:
        await self._visit.abandon()
        ours = as_app_error(error)
        if isinstance(ours, NotAllowed):
            self._scope["refused"] = ours
        problem = ours.as_problem()
        log_if_ours(problem, error)
        accept = self._headers.get(b"accept", b"").decode("latin-1")
        body = msgspec.json.encode(problem)
        await self._whole(problem.status, body, media_type_for(accept), ours.headers)

    async def repeat(self, again: AlreadyAnswered) -> None:
        await self._visit.abandon()
        kept = again.answer
        headers: dict[str, str] = msgspec.json.decode(kept.headers or "{}")
        media_type = headers.pop("content-type", "application/json")
        headers["idempotency-replayed"] = "true"
        await self._whole(kept.status or 200, kept.body or b"", media_type, headers)

    async def preflight(self) -> None:
        granted = bool(self._gate.cors(self._headers))
        headers = {
            "access-control-allow-methods": CORS_METHODS,
            "access-control-allow-headers": CORS_HEADERS,
            "access-control-max-age": "600",
        }
        await self._whole(204, b"", "text/plain", headers if granted else {})

    async def _whole(
        self, status: int, body: bytes, media_type: str, headers: dict[str, str]
    ) -> None:
        named = [(k.lower().encode(), v.encode("latin-1", "replace")) for k, v in headers.items()]
        length = (b"content-length", str(len(body)).encode())
        kind = (b"content-type", media_type.encode())
        await self._begin(
            {"type": "http.response.start", "status": status, "headers": [kind, length, *named]}
        )
        await self._send({"type": "http.response.body", "body": body})


def refuse_cross_site(headers: dict[bytes, bytes]) -> None:
    """A cookie comes along uninvited, so the app also sends a header that no form can send and no
    foreign origin is granted."""
    site = headers.get(b"sec-fetch-site", b"same-origin")
    if WEB_HEADER not in headers or site not in (b"same-origin", b"none"):
        raise CrossSite


def kept_headers(start: Message) -> dict[str, str]:
    """What is worth repeating of an answer's headers."""
    keep = (b"content-type", b"location", b"etag", b"link")
    return {k.decode(): v.decode("latin-1") for k, v in start["headers"] if k.lower() in keep}


def token_of(headers: dict[bytes, bytes]) -> tuple[str | None, Source]:
    """A bearer token wins; without an Authorization header the web app's cookie counts."""
    shown = headers.get(b"authorization")
    if shown is not None:
        scheme, _, token = shown.decode("latin-1").partition(" ")
        return (token.strip(), "bearer") if scheme.lower() == "bearer" else (None, "none")
    for pair in headers.get(b"cookie", b"").decode("latin-1").split(";"):
        name, _, value = pair.strip().partition("=")
        if name in (ACCESS_COOKIE, f"__Host-{ACCESS_COOKIE}") and value:
            return value, "cookie"
    return None, "none"
