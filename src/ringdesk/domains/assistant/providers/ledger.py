"""What a question needs of the database, before and after; never while somebody is being asked."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from msgspec import Struct

from ringdesk.domains.assistant.errors import ProviderUnknown
from ringdesk.domains.assistant.providers import queries
from ringdesk.domains.assistant.providers.models import (
    LOCAL,
    Attempt,
    Budget,
    Configured,
    Prompt,
    estimate,
)
from ringdesk.domains.assistant.providers.question import Question
from ringdesk.domains.assistant.settings import AssistantSettings, settings
from ringdesk.kernel.work import Actor, Office, Work

log = logging.getLogger(__name__)

RULES_TOKENS = 400  # what our own words around a question take, with a margin
LONGEST_KEPT = 20_000  # characters
KEPT_DAYS = 90
TIDY_EVERY = 64  # calls


class Plan(Struct, frozen=True, kw_only=True):
    """Who is asked, in order; `refused` are those who aren't, and why."""

    settings: AssistantSettings
    chain: tuple[Configured, ...] = ()
    refused: tuple[Attempt, ...] = ()
    reservation: int | None = None


class Made(Struct, frozen=True):
    id: int


class Ledger:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def open(self, tenant_id: UUID, question: Question, *, rounds: int = 1) -> Plan:
        """Reserves what the answer may cost at most, or finds that there is no room for it."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            wanted = await settings(work)
            everybody = await work.many(Configured, queries.PROVIDERS)
            chain, refused = _chosen(everybody, question.providers)
            plan = Plan(settings=wanted, chain=chain, refused=refused)
            return await self._reserved(work, plan, question, rounds) if chain else plan

    async def open_for_test(self, tenant_id: UUID, name: str) -> Plan:
        """One provider, whether it is enabled or not. Its few tokens need no reservation."""
        async with self._office.open(Actor.the_house(tenant_id)) as work:
            everybody = await work.many(Configured, queries.PROVIDERS)
            chain = tuple(one for one in everybody if one.name == name)
            return Plan(settings=await settings(work), chain=chain)

    async def _reserved(self, work: Work, plan: Plan, question: Question, rounds: int) -> Plan:
        asked = RULES_TOKENS + estimate(question.instructions)
        asked += sum(estimate(text) for text in question.data.values())
        tokens = rounds * (asked + question.max_tokens)
        cost = rounds * max(one.cost(asked, question.max_tokens) for one in plan.chain)
        if not (await budget_of(work)).is_limited:
            return plan
        await work.value(object, queries.LOCK)
        await work.run(queries.SETTLE_THE_LOST)
        if (await budget_of(work)).has_room_for(tokens, cost):
            made = await work.one(Made, queries.RESERVE, tokens, cost)
            return Plan(
                settings=plan.settings, chain=plan.chain, refused=plan.refused,
                reservation=made.id if made else None,
            )  # fmt: skip
        over = tuple(
            Attempt(provider=one.name, model=one.model, outcome="over_budget") for one in plan.chain
        )
        return Plan(settings=plan.settings, refused=plan.refused + over)

    async def close(
        self, tenant_id: UUID, question: Question, plan: Plan, attempts: Iterable[Attempt], *,
        masked: bool, prompt: Prompt | None, answer: str,
    ) -> None:  # fmt: skip
        """Never raises: what was answered stays answered, even if it can't be written down."""
        try:
            async with self._office.open(Actor.the_house(tenant_id)) as work:
                if plan.reservation is not None:
                    await work.run(queries.RELEASE, plan.reservation)
                keeps = plan.settings.keeps_texts
                kept = _kept(prompt) if keeps and prompt is not None else None
                for one in attempts:
                    text = answer[:LONGEST_KEPT] if keeps and one.outcome == "answered" else None
                    await self._keep(work, question, one, masked, kept, text)
        except Exception:
            log.exception("The log of a model call could not be written")

    async def _keep(
        self, work: Work, question: Question, one: Attempt, masked: bool,
        prompt: str | None, answer: str | None,
    ) -> None:  # fmt: skip
        made = await work.one(
            Made, queries.KEEP_CALL, one.provider, one.model, question.purpose, one.outcome,
            one.detail, one.tokens_in, one.tokens_out, one.latency_ms, one.cost, masked,
            question.asked_by, prompt, answer,
        )  # fmt: skip
        if one.tokens_in or one.tokens_out:
            await work.run(queries.SPEND, one.tokens_in + one.tokens_out, one.cost)
        if made is not None and made.id % TIDY_EVERY == 0:
            await work.run(queries.FORGET_CALLS, KEPT_DAYS)


def require_known(names: Iterable[str], configured: Iterable[str]) -> None:
    """Raises ProviderUnknown."""
    known = {*configured, *KNOWN}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ProviderUnknown(unknown=unknown, known=sorted(known))


def _chosen(
    everybody: list[Configured], names: tuple[str, ...] | None
) -> tuple[tuple[Configured, ...], tuple[Attempt, ...]]:
    """Raises ProviderUnknown. A kind that was not set up is known, but not there."""
    by_name = {one.name: one for one in everybody}
    if names is None:
        return tuple(one for one in everybody if one.enabled), ()
    require_known(names, by_name)
    asked = [name for name in dict.fromkeys(names) if name != LOCAL]
    here = [by_name[name] for name in asked if name in by_name and by_name[name].enabled]
    absent = [name for name in asked if name not in by_name or not by_name[name].enabled]
    missing = [Attempt(provider=name, model="", outcome="not_configured") for name in absent]
    return tuple(here), tuple(missing)


KNOWN = frozenset({LOCAL, "openai", "anthropic"})


async def budget_of(work: Work) -> Budget:
    """Of the running month."""
    unlimited = Budget(None, None, 0, 0, datetime.now(UTC))
    return await work.one(Budget, queries.BUDGET) or unlimited


def _kept(prompt: Prompt) -> str:
    return f"{prompt.system}\n\n{prompt.data}"[:LONGEST_KEPT]
