"""Whether the addresses we are to serve at are free, or ours already."""

import errno
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from typing import Literal

from ringdesk.kernel.settings import Settings

PATIENCE_S = 2.0
Found = tuple[str, Literal["ok", "warning", "failed"], str]


def look_at_ports(settings: Settings) -> Iterator[Found]:
    """(what, state, text) of each port."""
    yield look_at_ours(settings)
    if settings.metrics_port:
        where = f"port {settings.metrics_port} of {settings.metrics_host}"
        refused = refusal(settings.metrics_host, settings.metrics_port)
        if refused is None:
            yield "metrics", "ok", f"{where} is free."
        elif refused == errno.EADDRINUSE:
            yield "metrics", "ok", f"{where} is in use, by us if the server runs."
        else:
            yield "metrics", "warning", f"{where} can't be served at: {why_not(refused)}"


def look_at_ours(settings: Settings) -> Found:
    where = f"Port {settings.port} of {settings.host}"
    refused = refusal(settings.host, settings.port)
    if refused is None:
        return "port", "ok", f"{where} is free: no server runs there."
    if refused != errno.EADDRINUSE:
        return "port", "failed", f"{where} can't be served at: {why_not(refused)}"
    status = status_of_ready(settings)
    if status == 200:
        return "port", "ok", f"Ringdesk answers at {where.lower()} and is ready."
    if status == 503:
        return "port", "failed", f"Ringdesk answers at {where.lower()}, but is not ready."
    return "port", "failed", f"{where} is taken by something else: set RINGDESK_PORT."


def refusal(host: str, port: int) -> int | None:
    """Why the operating system does not let us serve there, as its number; None if it does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno or errno.EADDRNOTAVAIL  # a name that nobody knows has none
        return None


def why_not(refused: int) -> str:
    if refused == errno.EACCES:
        return "ports below 1024 are root's: take another, with a proxy before it."
    return "this machine has no such address. 0.0.0.0 is all it has."


def status_of_ready(settings: Settings) -> int | None:
    """Of /readyz, if it is Ringdesk that answers; None if nobody does, or somebody else."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    connection = HTTPConnection(host, settings.port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/version")
        if b'"ringdesk"' not in connection.getresponse().read(4096):
            return None
        connection.request("GET", "/readyz")
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
