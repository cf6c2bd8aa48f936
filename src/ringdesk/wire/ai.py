"""Document 001's AI."""

from typing import Self

from msgspec import Struct

from ringdesk.domains import assistant, chatbot, knowledge


class AiSourceOut(Struct, frozen=True):
    """`url`: where a reader of the web app opens it. `confidence` is calibrated, 0 to 1."""

    kind: knowledge.SourceKind
    id: int
    title: str
    url: str
    confidence: float


class AiAnswerOut(Struct, frozen=True):
    """`answered` is false where nothing known was good enough; `answer` says so then. `fell_back`:
    the provider asked for could not be used, `reason` says why, and the answer is in the words of
    its source. `provider`: who worded it."""

    answer: str
    confidence: float
    sources: list[AiSourceOut]
    provider: str
    answered: bool
    fell_back: bool
    reason: str | None

    @classmethod
    def of(cls, one: chatbot.Queried) -> Self:
        sources = [
            AiSourceOut(found.kind, found.id, found.title, found.url, round(found.confidence, 4))
            for found in one.sources
        ]
        return cls(
            one.answer, round(one.confidence, 4), sources, one.provider, one.answered,
            one.fell_back, one.why,
        )  # fmt: skip


class AiProviderOut(Struct, frozen=True):
    """`name` is what `query` takes as `provider`. `default`: asked where none is named."""

    name: str
    kind: str
    model: str
    default: bool

    @classmethod
    def all_of(cls, configured: list[assistant.Configured]) -> list[Self]:
        """The house itself is always there, last."""
        asked = [
            cls(one.name, one.kind, one.model, at == 0) for at, one in enumerate(configured)
        ]  # fmt: skip
        return [*asked, cls("local", "local", "extracts", not configured)]
