"""The one way out of the house, for every address that a person typed in.

A name is resolved once, every address it has is looked at, and the connection goes to exactly the
address that was looked at: what the name says a moment later changes nothing (DNS rebinding). TLS
is verified against the name. Redirects are not followed, proxies of the environment not used,
connections not kept, except by who asks one service time and again (`Kept`): one to an address says
nothing of another name at the same address.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from functools import cached_property
from typing import Literal, TypeAlias

import httpx
from msgspec import Struct

from ringdesk.kernel.addresses import host_of, literal, may_reach
from ringdesk.kernel.kept import Kept, for_once

Resolve: TypeAlias = Callable[[str, int], Awaitable[list[str]]]
Reason = Literal[
    "bad_address", "forbidden_address", "unresolvable", "unreachable", "timed_out", "redirected",
    "too_large", "bad_answer",
]  # fmt: skip

LONGEST_URL = 2_000
RESOLVERS = (
    4  # threads of their own: a name server that hangs must not hold up what hashes passwords
)


class EgressError(Exception):
    """Why nothing usable came back. `reason` is for code and log; people are told no more than
    that, or the machine's network could be felt out by it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason

    @property
    def was_not_sent(self) -> bool:
        """Nothing reached the other side, for certain."""
        if self.reason in ("bad_address", "forbidden_address", "unresolvable"):
            return True
        return isinstance(self.__cause__, httpx.ConnectError | httpx.ConnectTimeout)


class Bounds(Struct, frozen=True, kw_only=True):
    """Seconds and bytes. `total_s` is for everything, name look-up to last byte."""

    connect_s: float = 5
    read_s: float = 20
    total_s: float = 30
    most_bytes: int = 2 * 1024 * 1024
    plain_http: bool = False  # to public hosts; the private ones that the operator named may


class Answer(Struct, frozen=True):
    """Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


BOUNDS = Bounds()


class Incoming:
    """An answer whose body is still coming."""

    def __init__(self, response: httpx.Response, deadline: float, most_bytes: int) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = {
            name.lower(): value for name, value in response.headers.items()
        }
        self._raw = response.aiter_raw()
        self._deadline, self._left = deadline, most_bytes

    async def chunks(self) -> AsyncIterator[bytes]:
        """Raises EgressError: "too_large", "timed_out", "unreachable"."""
        async with aclosing(self._raw):  # type: ignore[type-var]
            while True:
                with _told_apart():
                    async with asyncio.timeout_at(self._deadline):
                        chunk = await anext(self._raw, None)
                if chunk is None:
                    return
                self._left -= len(chunk)
                if self._left < 0:
                    raise EgressError("too_large")
                yield chunk

    async def body(self) -> bytes:
        return b"".join([chunk async for chunk in self.chunks()])


class Egress:
    """`allow`: private hosts that the operator named, `host` or `host:port` (IPv6 in brackets);
    they are reached only by who asks `at_home`, the tenant of those who run the machine."""

    def __init__(
        self, *, allow: Iterable[str] = (), resolve: Resolve | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self._allowed = {entry.lower().strip() for entry in allow}
        self._resolve = resolve or self._ask_the_system
        self._trust = trust

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return self._trust or httpx.create_ssl_context()

    @property
    def trust(self) -> ssl.SSLContext:
        """Whose certificates are believed; for what speaks no HTTP."""
        return self._context

    async def check(self, url: str, *, at_home: bool = False, plain_http: bool = False) -> None:
        """Raises EgressError. For the moment somebody types an address in; it is looked at again
        whenever it is used."""
        parsed = self._parsed(url, at_home=at_home, plain_http=plain_http)
        await self._addresses(parsed, at_home, BOUNDS.connect_s)

    async def addresses_of(
        self, host: str, port: int, *, at_home: bool = False, seconds: float = BOUNDS.connect_s
    ) -> list[str]:
        """For what speaks no HTTP (mail, SMPP): where a host that somebody typed in is, to be
        connected to at exactly these addresses. The port is the caller's to judge. EgressError."""
        try:
            url = httpx.URL(scheme="tcp", host=host, port=port)
            literal(host_of(url))
        except (httpx.InvalidURL, TypeError, ValueError) as error:
            raise EgressError("bad_address") from error
        return await self._addresses(url, at_home, seconds)

    async def send(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None,
        content: bytes = b"", bounds: Bounds = BOUNDS, at_home: bool = False,
        kept: Kept | None = None,
    ) -> Answer:  # fmt: skip
        """Raises EgressError. Any status is an answer, except a redirection."""
        opened = self.open(
            method, url, headers=headers, content=content, bounds=bounds, at_home=at_home,
            kept=kept,
        )  # fmt: skip
        async with opened as incoming:
            return Answer(incoming.status, incoming.headers, await incoming.body())

    @asynccontextmanager
    async def open(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None,
        content: bytes = b"", bounds: Bounds = BOUNDS, at_home: bool = False,
        kept: Kept | None = None,
    ) -> AsyncIterator[Incoming]:  # fmt: skip
        """The same, before the body has come: for streams."""
        deadline = asyncio.get_running_loop().time() + bounds.total_s
        parsed = self._parsed(url, at_home=at_home, plain_http=bounds.plain_http)
        using = kept.used(parsed, self._context) if kept else for_once(self._context)
        async with using as transport:
            with _told_apart():
                async with asyncio.timeout_at(deadline):
                    addresses = await self._addresses(parsed, at_home, bounds.connect_s)
                    response = await _first_reached(
                        transport, addresses, _request(method, parsed, headers, content, bounds)
                    )
            try:
                _refuse_what_we_cannot_use(response)
                yield Incoming(response, deadline, bounds.most_bytes)
            finally:
                await response.aclose()

    def _parsed(self, url: str, *, at_home: bool, plain_http: bool) -> httpx.URL:
        try:
            parsed = httpx.URL(url)
            literal(host_of(parsed))
        except (httpx.InvalidURL, TypeError, ValueError) as error:
            raise EgressError("bad_address") from error
        port = _port(parsed)
        secure_enough = parsed.scheme == "https" or (
            parsed.scheme == "http" and (plain_http or (at_home and self._is_allowed(parsed)))
        )
        if len(url) > LONGEST_URL or parsed.userinfo or not secure_enough:
            raise EgressError("bad_address")
        # Mail, name and file servers speak no HTTP, and might be made to do things by some.
        if not (port in (80, 443) or 1024 <= port <= 65535):
            raise EgressError("bad_address")
        return parsed

    def _is_allowed(self, url: httpx.URL) -> bool:
        host = host_of(url)
        named = f"[{host}]" if ":" in host else host
        return bool(self._allowed & {named, f"{named}:{_port(url)}"})

    async def _addresses(self, url: httpx.URL, at_home: bool, seconds: float) -> list[str]:
        """All of them, or none: a name with one private address among public ones is refused."""
        host = host_of(url)
        found = literal(host)
        if found is None:
            try:
                async with asyncio.timeout(seconds):
                    found = await self._resolve(host, _port(url))
            except (OSError, TimeoutError, UnicodeError) as error:
                raise EgressError("unresolvable") from error
        private_too = at_home and self._is_allowed(url)
        if not found:
            raise EgressError("unresolvable")
        if not all(may_reach(one, private_too=private_too) for one in found):
            raise EgressError("forbidden_address")
        return found

    @cached_property
    def _resolvers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(RESOLVERS, "resolve")

    async def _ask_the_system(self, host: str, port: int) -> list[str]:
        found = await asyncio.get_running_loop().run_in_executor(
            self._resolvers, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _port(url: httpx.URL) -> int:
    given = url.port
    return given if given is not None else (443 if url.scheme == "https" else 80)


def _request(
    method: str, url: httpx.URL, headers: Mapping[str, str] | None, content: bytes, bounds: Bounds
) -> httpx.Request:
    given = {
        "Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity",
        "User-Agent": "Ringdesk", **(headers or {}),
    }  # fmt: skip
    timeout = {
        "connect": bounds.connect_s, "pool": bounds.connect_s,
        "read": bounds.read_s, "write": bounds.read_s,
    }  # fmt: skip
    extensions = {"timeout": timeout, "sni_hostname": host_of(url)}
    return httpx.Request(method, url, headers=given, content=content, extensions=extensions)


async def _first_reached(
    transport: httpx.AsyncHTTPTransport, addresses: list[str], request: httpx.Request
) -> httpx.Response:
    """The name stays in the Host header and in TLS; only where to connect is replaced."""
    name = request.url
    for at, address in enumerate(addresses):
        request.url = name.copy_with(host=address)
        try:
            return await transport.handle_async_request(request)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if at == len(addresses) - 1:
                raise
    raise EgressError("unresolvable")


def _refuse_what_we_cannot_use(response: httpx.Response) -> None:
    if 300 <= response.status_code < 400:
        raise EgressError("redirected")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise EgressError("bad_answer")  # we asked for none, and don't unpack what could be a bomb


class _told_apart:  # noqa: N801 - reads as a sentence
    """Errors of the network as ours."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        match error:
            case TimeoutError() | httpx.TimeoutException():
                raise EgressError("timed_out") from error
            case httpx.ProtocolError():
                raise EgressError("bad_answer") from error
            case httpx.TransportError() | OSError():
                raise EgressError("unreachable") from error
