"""The sibling that sends nothing: what would have gone out stays in the delivery log, to be read
there. It stands in where no provider is set up, on every channel, and in demonstrations."""

import logging
from datetime import datetime

from msgspec import Struct

from ringdesk.domains.messaging.channels.channel import (
    CHANNELS,
    Accepted,
    Credential,
    Health,
    Kind,
    Letter,
    Setup,
)

log = logging.getLogger(__name__)


# Of whose provider they are is not said yet: document 001 registers one by them alone.
CREDENTIALS = (Credential("api_key", required=False), Credential("api_secret", required=False))


class ConsoleSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """There is nothing to set."""


class ConsoleSender:
    at_once = 50

    async def send(self, letter: Letter) -> Accepted:
        """Said without the body, and without the address: both are personal."""
        log.info("A message stays here: no provider", extra={"message_id": letter.id})
        return Accepted(f"console-{letter.id}")

    async def look_up(self, letter: Letter, asked_at: datetime) -> Accepted | None:
        return Accepted(f"console-{letter.id}")

    async def check(self) -> Health:
        return Health(True, "Nothing leaves the house")

    async def close(self) -> None:
        return None


def make(_: Setup) -> ConsoleSender:
    return ConsoleSender()


KINDS = tuple(
    Kind(
        channel=one,
        kind="console",
        settings=ConsoleSettings,
        make=make,
        per_second=1000,
        credentials=CREDENTIALS,
    )
    for one in CHANNELS
)
