"""From which pages a socket may be opened. Browsers tell the page's origin; programs tell none,
and come with a token of their own: no door here ever looks at a cookie."""

from typing import Any, TypeAlias
from urllib.parse import urlsplit

from ringdesk.kernel.settings import Settings

Scope: TypeAlias = dict[str, Any]


def header(scope: Scope, name: bytes) -> str:
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if found else ""


class Origins:
    def __init__(self, settings: Settings) -> None:
        self._known = {normal(one) for one in (settings.address, *settings.cors_origins)}

    def admits(self, scope: Scope) -> bool:
        origin = header(scope, b"origin")
        if not origin:
            return True
        parts = urlsplit(origin)
        a_page = parts.scheme in ("http", "https") and bool(parts.netloc)
        same = parts.netloc.lower() == header(scope, b"host").lower()
        return (a_page and same) or normal(origin) in self._known


def normal(origin: str) -> str:
    return origin.rstrip("/").lower()
