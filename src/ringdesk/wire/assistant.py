"""What is shown of the assistant's settings, providers, budget and calls."""

from typing import Self

from msgspec import Struct, convert

from ringdesk.domains import assistant
from ringdesk.wire.times import Time, utc

MICRO = 1_000_000  # money is kept in millionths


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


class AssistantSettingsOut(Struct, frozen=True):
    """The same and what document 004 has not: privacy, and who is asked first ("local" if nobody
    is set up)."""

    auto_reply_enabled: bool
    max_response_length: int
    ai_confidence_threshold: float
    response_style_default: str
    masks_personal_data: bool
    keeps_texts: bool
    provider: str

    @classmethod
    def of(cls, found: assistant.AssistantSettings) -> Self:
        return convert(found, cls, from_attributes=True)


class ProviderOut(Struct, frozen=True):
    """A key is never shown, only whether there is one. Prices are for a million tokens, in the
    tenant's currency; `timeout_s` is seconds for all tries."""

    name: str
    kind: str
    enabled: bool
    position: int
    base_url: str
    model: str
    has_key: bool
    timeout_s: float
    input_price: float
    output_price: float

    @classmethod
    def of(cls, one: assistant.Configured) -> Self:
        return cls(
            one.name, one.kind, one.enabled, one.position, one.base_url, one.model,
            one.credential is not None, one.timeout_s, one.input_price / MICRO,
            one.output_price / MICRO,
        )  # fmt: skip


class ProviderTestOut(Struct, frozen=True):
    """`outcome` is "answered" if all is well; `detail` a status or a reason, never a text."""

    ok: bool
    outcome: str
    detail: str
    model: str
    latency_ms: int
    tokens_in: int
    tokens_out: int

    @classmethod
    def of(cls, one: assistant.Attempt) -> Self:
        return cls(
            one.outcome == "answered", one.outcome, one.detail, one.model, one.latency_ms,
            one.tokens_in, one.tokens_out,
        )  # fmt: skip


class CallOut(Struct, frozen=True):
    """One call of a model. `cost` is in the tenant's currency; texts are null unless the tenant
    keeps them, and then as they left the house."""

    id: int
    at: Time
    provider: str
    model: str
    purpose: str
    outcome: str
    detail: str
    tokens_in: int
    tokens_out: int
    latency_ms: int
    cost: float
    masked: bool
    prompt: str | None
    answer: str | None

    @classmethod
    def of(cls, one: assistant.Call) -> Self:
        return cls(
            one.id, utc(one.at), one.provider, one.model, one.purpose, one.outcome, one.detail,
            one.tokens_in, one.tokens_out, one.latency_ms, one.cost / MICRO, one.masked,
            one.prompt, one.answer,
        )  # fmt: skip


class BudgetOut(Struct, frozen=True):
    """Of the running calendar month (UTC); a limit is null where there is none. `stopped`: nobody
    but `local` is asked until `resets_at`."""

    tokens_limit: int | None
    cost_limit: float | None
    tokens_used: int
    cost_used: float
    stopped: bool
    resets_at: Time

    @classmethod
    def of(cls, one: assistant.Budget) -> Self:
        return cls(
            one.tokens_limit, None if one.cost_limit is None else one.cost_limit / MICRO,
            one.tokens_used, one.cost_used / MICRO, one.is_used_up, utc(one.resets_at),
        )  # fmt: skip
