"""The built web app: its files for ever, its page for every address that no route has."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from ringdesk.api.gate import App, Message, Receive, Send

PLACES = (
    Path(__file__).parents[1] / "web",  # in a wheel
    Path(__file__).parents[3] / "web" / "dist",  # in a checkout
)
# What the API owns: there an unknown address is a 404 of ours, never a page.
NOT_PAGES = (
    "/api", "/docs", "/redoc", "/openapi.json", "/livez", "/readyz", "/version", "/socket.io",
    "/ws", "/widget/panel", "/widget/preview", "/widget/demo", "/telephony/twilio",
    "/messaging",
)  # fmt: skip
BELOW = tuple(f"{start}/" for start in NOT_PAGES)
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
    "blob:; connect-src 'self' ws: wss:; font-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# The widget's loader runs on pages of others, which may ask for the right to embed anything (COEP).
LOADER = "/widget.js"
FOR_ANY_PAGE = [
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
NO_APP = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Ringdesk</title>
<p>The API runs. The web app is not built: run <code>make demo</code> or
<code>npm run build</code> in <code>web</code>.</p></html>"""


class Site:
    """Before Litestar: a page costs no routing, and an unknown address of the API stays a 404."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._folder = next((place for place in PLACES if (place / "index.html").exists()), None)
        self._files = {} if self._folder is None else files_of(self._folder)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or is_api(path):
            await self._app(scope, receive, send)
            return
        file = self._files.get(path)
        if file is not None and path != "/index.html":
            await self._send(scope, send, file.read_bytes(), mime(file), cache_of(path))
        elif "." in urlsplit(path).path.rpartition("/")[2]:
            await self._app(scope, receive, send)  # a file that is not there: 404
        else:
            index = NO_APP if self._folder is None else (self._folder / "index.html").read_bytes()
            await self._send(scope, send, index, "text/html; charset=utf-8", "no-cache")

    async def _send(self, scope: Message, send: Send, body: bytes, kind: str, cache: str) -> None:
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", cache.encode()),
            (b"x-frame-options", b"DENY"),
            (b"content-security-policy", POLICY.encode()),
            *(FOR_ANY_PAGE if scope.get("path") == LOADER else ()),
        ]
        scope["path_template"] = "(web app)"
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(
            {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body}
        )


def cache_of(path: str) -> str:
    if "/assets/" in path:
        return "public, max-age=31536000, immutable"
    # A shop's visitors fetch it on each page: an hour old is new enough.
    return "public, max-age=3600" if path == LOADER else "no-cache"


def files_of(folder: Path) -> dict[str, Path]:
    """Every file by its address: what is not in this table does not exist, so nothing climbs."""
    return {
        f"/{file.relative_to(folder).as_posix()}": file
        for file in folder.rglob("*")
        if file.is_file()
    }


def is_api(path: str) -> bool:
    return path in NOT_PAGES or path.startswith(BELOW)


def mime(file: Path) -> str:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
