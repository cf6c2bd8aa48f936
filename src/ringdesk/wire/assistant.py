"""What is shown of the assistant's settings, providers, budget and calls."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import assistant


class SystemConfigOut(Struct, frozen=True):
    """Document 004's. `max_response_length` is characters, the threshold 0 to 1."""

    auto_reply_enabled: bool
    max_response_length: int
    ai_confidence_threshold: float
    response_style_default: str

    @classmethod
    def of(cls, found: assistant.AssistantSettings) -> Self:
        return cls(
            found.auto_reply_enabled, found.max_response_length, found.ai_confidence_threshold,
            found.response_style_default,
        )  # fmt: skip
