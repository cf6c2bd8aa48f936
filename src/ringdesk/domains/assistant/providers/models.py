"""What is asked of a model, and what comes back."""

from collections.abc import AsyncGenerator, Mapping
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias

from msgspec import Struct

LOCAL = "local"
Kind = Literal["openai", "anthropic"]

# How one call ended. All but the first mean that somebody else answered, at last `local`.
Outcome = Literal[
    "answered", "stood_in", "rate_limited", "server_error", "timed_out", "unreachable",
    "forbidden_address", "key_refused", "key_lost", "not_found", "request_refused", "redirected",
    "too_large", "malformed", "wrong_shape", "cut_off", "empty", "resting", "over_budget",
    "not_configured", "abandoned",
]  # fmt: skip
# Worth another try a moment later, with the same provider.
PASSING: frozenset[str] = frozenset({"rate_limited", "server_error", "unreachable"})
# Says nothing about the provider's health: the next question may well be answered.
OURS: frozenset[str] = frozenset({
    "request_refused", "wrong_shape", "empty", "too_large", "resting", "over_budget", "key_lost",
})  # fmt: skip


class Prompt(Struct, frozen=True, kw_only=True):
    """`system` is ours, `data` what others wrote. `previous` and `complaint` ask for a repair of an
    answer that did not fit."""

    system: str
    data: str
    max_tokens: int
    previous: str = ""
    complaint: str = ""


class Reply(Struct, frozen=True):
    """Text as the model gave it: not to be trusted. Tokens are the provider's count, or our
    estimate where it gave none."""

    text: str
    tokens_in: int
    tokens_out: int
    model: str


Piece: TypeAlias = str | Reply  # of a stream: texts, and at the end the whole


class Failed(Exception):
    """`detail` is for the log: a status or a reason, never a text. `retry_after` is seconds."""

    def __init__(
        self, outcome: Outcome, detail: str = "", *, retry_after: float | None = None,
        tokens_in: int = 0, tokens_out: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(outcome)
        self.outcome: Outcome = outcome
        self.detail, self.retry_after = detail, retry_after
        self.tokens_in, self.tokens_out = tokens_in, tokens_out


class Provider(Protocol):
    """Somebody who answers. Each method raises Failed, and nothing else; `within_s` is seconds."""

    async def complete(self, prompt: Prompt, within_s: float) -> Reply:
        """A text."""

    def stream(self, prompt: Prompt, within_s: float) -> AsyncGenerator[Piece, None]:
        """A text in pieces, and at the end the Reply."""

    async def structured(self, prompt: Prompt, schema: Mapping[str, Any], within_s: float) -> Reply:
        """JSON for a schema. Whether it fits is for the caller to see."""


class Configured(Struct, frozen=True):
    """A provider as the tenant set it up. Prices are millionths of the tenant's currency for a
    million tokens; `credential` is sealed; `at_home`: may reach what the operator named."""

    name: str
    kind: Kind
    enabled: bool
    position: int
    base_url: str
    model: str
    credential: str | None
    timeout_s: float
    input_price: int
    output_price: int
    version: int
    at_home: bool

    def cost(self, tokens_in: int, tokens_out: int) -> int:
        """Millionths of the currency, rounded up."""
        return -(-(tokens_in * self.input_price + tokens_out * self.output_price) // 1_000_000)


class Attempt(Struct, frozen=True, kw_only=True):
    """One try with one provider."""

    provider: str
    model: str
    outcome: Outcome
    detail: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    latency_ms: int = 0
    cost: int = 0


class Completion(Struct, frozen=True, kw_only=True):
    """`text` is cleaned, restored and within the length asked for: plain text, still a stranger's.
    `provider` says who answered, `attempts` everybody who was asked and how that ended; `masked`
    whether personal data was taken out of what left the house. Of `local` the text is what the
    caller gave as `local`, perhaps ""."""

    text: str
    provider: str
    model: str
    tokens_in: int = 0
    tokens_out: int = 0
    latency_ms: int = 0
    masked: bool = False
    attempts: tuple[Attempt, ...] = ()

    @property
    def is_local(self) -> bool:
        return self.provider == LOCAL


class Call(Struct, frozen=True):
    """A line of the call log. `cost` is millionths of the currency; texts are null unless the
    tenant asked for them, and then as they left the house: masked."""

    id: int
    at: datetime
    provider: str
    model: str
    purpose: str
    outcome: str
    detail: str
    tokens_in: int
    tokens_out: int
    latency_ms: int
    cost: int
    masked: bool
    person_id: int
    prompt: str | None
    answer: str | None


class Budget(Struct, frozen=True):
    """Of the running calendar month (UTC). Limits are null without one; `used` includes what calls
    under way may still use. Costs are millionths of the currency."""

    tokens_limit: int | None
    cost_limit: int | None
    tokens_used: int
    cost_used: int
    resets_at: datetime

    def has_room_for(self, tokens: int, cost: int) -> bool:
        return (self.tokens_limit is None or self.tokens_used + tokens <= self.tokens_limit) and (
            self.cost_limit is None or self.cost_used + cost <= self.cost_limit
        )

    @property
    def is_used_up(self) -> bool:
        """A limit of nothing is used up from the start."""
        return self.is_limited and not self.has_room_for(1, 0)

    @property
    def is_limited(self) -> bool:
        return self.tokens_limit is not None or self.cost_limit is not None


def estimate(text: str) -> int:
    """Tokens, rather too many: a token is about four letters of English, two of Russian, one
    ideogram, and so hardly ever less than three bytes."""
    return len(text.encode("utf-8", "replace")) // 3 + 1
