"""What adapters that speak HTTP share: one question by the house's one way out, and what its
failures mean for a letter."""

from collections.abc import Mapping
from typing import Any

from msgspec import DecodeError, json

from ringdesk.domains.messaging.channels.channel import CannotTell, Setup, TryLater
from ringdesk.kernel.egress import Answer, Bounds, EgressError

BOUNDS = Bounds(connect_s=5, read_s=15, total_s=25, most_bytes=512 * 1024)
LONGEST_WAIT_S = 3600.0


async def ask(
    setup: Setup, method: str, url: str, *, who: str, headers: Mapping[str, str],
    content: bytes = b"", at_home: bool | None = None,
) -> Answer:  # fmt: skip
    """TryLater where nothing was asked, for certain, or where it asks us to wait (429); CannotTell
    where the answer was lost. `who`: the provider's name, for people."""
    home = setup.at_home if at_home is None else at_home
    try:
        answer = await setup.egress.send(
            method, url, headers=headers, content=content, bounds=BOUNDS, at_home=home
        )
    except EgressError as error:
        if error.was_not_sent:
            raise TryLater(f"{who} cannot be reached ({error.reason})", away=True) from error
        raise CannotTell(f"{who}'s answer was lost ({error.reason})") from error
    if answer.status == 429:
        raise TryLater(f"{who} asks us to slow down", retry_after_s=wait_of(answer))
    if answer.status >= 500 or answer.status == 408:
        raise CannotTell(f"{who} failed with {answer.status}")
    return answer


def wait_of(answer: Answer) -> float | None:
    """`Retry-After` in seconds; a date is not read."""
    text = answer.headers.get("retry-after", "").strip()
    return min(float(text), LONGEST_WAIT_S) if text.isascii() and text.isdecimal() else None


def object_of(answer: Answer) -> dict[str, Any]:
    """The JSON object it answered; empty if it is none."""
    try:
        return json.decode(answer.body, type=dict[str, Any])
    except (DecodeError, ValueError):
        return {}
