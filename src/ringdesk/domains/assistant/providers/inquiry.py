"""One question on its way along the chain: what was asked of whom, and how it ended."""

import asyncio
import time
from uuid import UUID

from ringdesk.domains.assistant.providers import harmless
from ringdesk.domains.assistant.providers.ledger import Plan
from ringdesk.domains.assistant.providers.local import MODEL
from ringdesk.domains.assistant.providers.masking import Masking
from ringdesk.domains.assistant.providers.models import (
    Attempt,
    Completion,
    Configured,
    Failed,
    Outcome,
    Reply,
    estimate,
)
from ringdesk.domains.assistant.providers.question import Question, prompt_for


class Inquiry:
    """`asking` is who is being asked just now, since `since` (of the monotonic clock)."""

    def __init__(self, tenant_id: UUID, question: Question, plan: Plan) -> None:
        self.tenant_id, self.question, self.plan = tenant_id, question, plan
        self.masking = Masking(question.names) if plan.settings.masks_personal_data else None
        style = plan.settings.response_style_default
        self.prompt = prompt_for(question, style=style, masking=self.masking)
        self.attempts: list[Attempt] = list(plan.refused)
        self.asking: Configured | None = None
        self.closed = False  # whether it is in the log
        self.began = self.since = time.monotonic()
        self.deadline = asyncio.get_running_loop().time() + question.within_s

    @property
    def masked(self) -> bool:
        return self.masking is not None and self.masking.found > 0

    def ask(self, one: Configured) -> None:
        self.asking, self.since = one, time.monotonic()

    def failed(self, failed: Failed, took_s: float | None = None) -> None:
        """`took_s`: seconds; all since it was asked, if None."""
        one = self._asked()
        self.attempts.append(Attempt(
            provider=one.name, model=one.model, outcome=failed.outcome, detail=failed.detail,
            tokens_in=failed.tokens_in, tokens_out=failed.tokens_out,
            latency_ms=self._ms(took_s), cost=one.cost(failed.tokens_in, failed.tokens_out),
        ))  # fmt: skip

    def answered(self, reply: Reply) -> None:
        one = self._asked()
        self.attempts.append(Attempt(
            provider=one.name, model=reply.model[:200], outcome="answered",
            tokens_in=reply.tokens_in, tokens_out=reply.tokens_out,
            latency_ms=self._ms(None), cost=one.cost(reply.tokens_in, reply.tokens_out),
        ))  # fmt: skip
        self.asking = None

    def clean(self, text: str) -> str:
        """Restored first: a link made of what was masked is a link all the same."""
        restored = self.masking.restore(text) if self.masking else text
        return harmless.plain(restored, self.question.links)

    def shown(self, text: str) -> str:
        return harmless.shortened(self.clean(text), self.question.max_length)

    def completion(self, text: str, reply: Reply | None, provider: str) -> Completion:
        return Completion(
            text=text, provider=provider, model=reply.model if reply else MODEL,
            tokens_in=reply.tokens_in if reply else 0, tokens_out=reply.tokens_out if reply else 0,
            latency_ms=round((time.monotonic() - self.began) * 1000), masked=self.masked,
            attempts=tuple(self.attempts),
        )  # fmt: skip

    def abandoned(self) -> None:
        """Whoever asked no longer listens. The provider may go on, and bill it."""
        if self.asking is not None:
            asked = self.prompt.system + self.prompt.data
            outcome: Outcome = "abandoned"
            self.failed(Failed(outcome, tokens_in=estimate(asked)))

    def _asked(self) -> Configured:
        if self.asking is None:
            raise AssertionError("nobody is being asked")
        return self.asking

    def _ms(self, took_s: float | None) -> int:
        took = time.monotonic() - self.since if took_s is None else took_s
        return round(took * 1000)
