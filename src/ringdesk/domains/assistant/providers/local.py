"""Who answers when nobody else does: without a model, a key, a network, or a way to fail."""

from collections.abc import AsyncGenerator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from ringdesk.domains.assistant.providers.models import LOCAL, Piece, Prompt, Reply

MODEL = "extracts"


class Local:
    """Hands back what the house found by itself: an entry, an extract, a summary; or a value of
    the shape that was asked for."""

    name = LOCAL

    def __init__(self, found: str | Struct = "") -> None:
        self._text = found if isinstance(found, str) else msgspec.json.encode(found).decode()

    async def complete(self, prompt: Prompt, within_s: float) -> Reply:
        return Reply(self._text, 0, 0, MODEL)

    async def stream(self, prompt: Prompt, within_s: float) -> AsyncGenerator[Piece, None]:
        if self._text:
            yield self._text
        yield await self.complete(prompt, within_s)

    async def structured(self, prompt: Prompt, schema: Mapping[str, Any], within_s: float) -> Reply:
        return await self.complete(prompt, within_s)
