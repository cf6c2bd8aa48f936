"""One attempt: over the one way out of the house, and no more of the answer than is shown."""

from datetime import UTC, datetime
from time import monotonic

from msgspec import Struct

from ringdesk.domains.webhooks.retries import asked_for
from ringdesk.domains.webhooks.signing import headers_of
from ringdesk.kernel.egress import Bounds, Egress, EgressError, Incoming

BOUNDS = Bounds(connect_s=5, read_s=15, total_s=15)
MOST_SHOWN = 1024  # bytes of the answer
USER_AGENT = "Ringdesk-Webhooks/1"


class Letter(Struct, frozen=True, kw_only=True):
    endpoint_id: int
    delivery_id: int
    attempt: int
    url: str
    message_id: str
    body: bytes
    secrets: list[str]
    at_home: bool
    is_test: bool


class Answered(Struct, frozen=True, kw_only=True):
    """`fault`: why there was no status. `asked_for_s`: to wait, by the endpoint."""

    at: datetime
    took_ms: int
    status: int | None = None
    fault: str | None = None
    answer: str = ""
    asked_for_s: float | None = None


async def post(egress: Egress, letter: Letter) -> Answered:
    """Never raises for what the other side does."""
    began, at = monotonic(), datetime.now(UTC)
    headers = {
        "Content-Type": "application/json", "User-Agent": USER_AGENT,
        **headers_of(letter.message_id, letter.body, letter.secrets),
    }  # fmt: skip
    status, fault, answer, wait = None, None, "", None
    try:
        async with egress.open(
            "POST", letter.url, headers=headers, content=letter.body, bounds=BOUNDS,
            at_home=letter.at_home,
        ) as incoming:  # fmt: skip
            status = incoming.status
            wait = asked_for(status, incoming.headers)
            answer = await _beginning(incoming)
    except EgressError as error:
        fault = None if status is not None else error.reason
    return Answered(
        at=at, took_ms=int((monotonic() - began) * 1000), status=status, fault=fault,
        answer=answer, asked_for_s=None if wait is None else wait.total_seconds(),
    )  # fmt: skip


async def _beginning(incoming: Incoming) -> str:
    """Its first bytes as text; what no text can hold is replaced, and a body that breaks off or
    never ends changes nothing of the status."""
    read = bytearray()
    try:
        async for chunk in incoming.chunks():
            read += chunk
            if len(read) >= MOST_SHOWN:
                break
    except EgressError:
        pass
    return bytes(read[:MOST_SHOWN]).decode("utf-8", "replace").replace("\x00", "�")
