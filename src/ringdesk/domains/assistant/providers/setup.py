"""Which providers a tenant has, what they may cost, what they were asked: for administrators."""

import re

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict

from ringdesk.domains.assistant.errors import ProviderNotFound, TooManyProviders
from ringdesk.domains.assistant.events import BudgetChanged, ProviderChanged, ProviderRemoved
from ringdesk.domains.assistant.providers import anthropic, openai, queries
from ringdesk.domains.assistant.providers.chain import Models, sealed_for
from ringdesk.domains.assistant.providers.ledger import budget_of, require_known
from ringdesk.domains.assistant.providers.models import (
    LOCAL,
    Attempt,
    Budget,
    Call,
    Configured,
    Kind,
)
from ringdesk.domains.assistant.settings import require_may_change, require_may_read
from ringdesk.kernel.egress import EgressError
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import NOWHERE, Actor, Origin, Work

MOST_PROVIDERS = 5
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
ADDRESSES = {"openai": openai.DEFAULT_URL, "anthropic": anthropic.DEFAULT_URL}


class ProviderChanges(Struct, frozen=True, kw_only=True):
    """Only what is set is changed. `key` is taken and never shown; None takes it away. Prices are
    millionths of the tenant's currency for a million tokens, `timeout_s` seconds for all tries."""

    kind: Kind | UnsetType = UNSET
    model: str | UnsetType = UNSET
    base_url: str | UnsetType = UNSET
    key: str | UnsetType | None = UNSET
    enabled: bool | UnsetType = UNSET
    position: int | UnsetType = UNSET
    timeout_s: float | UnsetType = UNSET
    input_price: int | UnsetType = UNSET
    output_price: int | UnsetType = UNSET


async def list_providers(work: Work) -> list[Configured]:
    """In the order in which they are asked; `local`, which is always last, is not among them."""
    require_may_read(work.actor)
    return await work.many(Configured, queries.PROVIDERS)


async def who_may_be_asked(work: Work) -> list[Configured]:
    """The enabled ones, in the order in which they are asked, for whoever acts in the house,
    without a right of their own."""
    return [one for one in await work.many(Configured, queries.PROVIDERS) if one.enabled]


async def require_provider(work: Work, name: str) -> None:
    """Raises ProviderUnknown, for a name that nobody has: not for one that is switched off."""
    require_known([name], [one.name for one in await work.many(Configured, queries.PROVIDERS)])


async def keep_provider(
    models: Models, actor: Actor, *, name: str, changes: ProviderChanges,
    origin: Origin = NOWHERE,
) -> Configured:  # fmt: skip
    """Opens work of its own, twice: between them the address is looked at, which asks the network.
    Raises AdministratorsOnly, Invalid, TooManyProviders."""
    require_may_change(actor)
    if NAME.fullmatch(name) is None or name == LOCAL:
        raise Invalid.field("name", "Small letters, digits and -, 40 at most; local is taken")
    async with models.office.open(actor, origin) as work:
        old = await work.one(Configured, queries.PROVIDER, name)
        at_home = bool(await work.value(bool, queries.AT_HOME))
    wanted = _merged(old, name, changes, at_home)
    if old is None or wanted.base_url != old.base_url:
        await _check_address(models, wanted)
    async with models.office.open(actor, origin) as work:
        return await _keep(work, models, wanted, changes)


async def remove_provider(work: Work, *, name: str) -> None:
    require_may_change(work.actor)
    if NAME.fullmatch(name) is None or not await work.run(queries.DROP_PROVIDER, name):
        raise ProviderNotFound
    work.record(ProviderRemoved(name=name))


async def test_provider(models: Models, actor: Actor, *, name: str) -> Attempt:
    """Raises AdministratorsOnly, ProviderNotFound. What the provider does is in the Attempt."""
    require_may_change(actor)
    return await models.test(actor.tenant_id, name, asked_by=actor.id)


async def list_calls(work: Work, *, before: int | None = None, limit: int = 50) -> list[Call]:
    """Newest first."""
    require_may_read(work.actor)
    return await work.many(Call, queries.CALLS, before, limit)


async def budget(work: Work) -> Budget:
    require_may_read(work.actor)
    return await budget_of(work)


async def change_budget(
    work: Work, *, tokens: int | UnsetType | None = UNSET, cost: int | UnsetType | None = UNSET
) -> Budget:
    """Limits of a month; None is without one."""
    require_may_change(work.actor)
    await work.value(object, queries.LOCK)
    old = await budget_of(work)
    new_tokens = old.tokens_limit if tokens is UNSET else tokens
    new_cost = old.cost_limit if cost is UNSET else cost
    if (new_tokens, new_cost) != (old.tokens_limit, old.cost_limit):
        await work.run(queries.KEEP_BUDGET, new_tokens, new_cost)
        work.record(BudgetChanged())
    return await budget_of(work)


def _merged(
    old: Configured | None, name: str, changes: ProviderChanges, at_home: bool
) -> Configured:
    given = {key: value for key, value in asdict(changes).items() if value is not UNSET}
    key = given.pop("key", UNSET)
    if old is None:
        for field in ("kind", "model"):
            if field not in given:
                raise Invalid.field(field, "A new provider needs it")
    kind = str(given.get("kind", old.kind if old else ""))
    defaults = {
        "enabled": True, "position": 0, "base_url": ADDRESSES[kind], "timeout_s": 20.0,
        "input_price": 0, "output_price": 0,
    }  # fmt: skip
    before = asdict(old) if old else {"name": name, "credential": None, "version": 0}
    merged = Configured(**{**defaults, **before, **given, "at_home": at_home})
    moved = old is not None and (merged.base_url, merged.kind) != (old.base_url, old.kind)
    if moved and old is not None and old.credential and key is UNSET:
        # Or a key that nobody may read could be read by sending it to an address of one's own.
        raise Invalid.field("api_key", "Enter the key again: the address changed")
    return merged


async def _check_address(models: Models, wanted: Configured) -> None:
    try:
        await models.egress.check(wanted.base_url, at_home=wanted.at_home)
    except EgressError as error:
        # One sentence for all reasons, or the machine's network could be felt out.
        raise Invalid.field("base_url", "Not an https address of a public server") from error


async def _keep(
    work: Work, models: Models, wanted: Configured, changes: ProviderChanges
) -> Configured:
    await work.value(object, queries.LOCK)
    there = await work.many(Configured, queries.PROVIDERS)
    present = next((one for one in there if one.name == wanted.name), None)
    if present is None and len(there) >= MOST_PROVIDERS:
        raise TooManyProviders
    # Anew, from what is there now: a colleague's new key must not go to an address of before.
    wanted = _merged(present, wanted.name, changes, wanted.at_home)
    credential = present.credential if present else None
    if changes.key is not UNSET:
        purpose = sealed_for(work.tenant_id, wanted.name)
        credential = models.vault.seal(changes.key, purpose=purpose) if changes.key else None
    kept = await work.one(
        Configured, queries.KEEP_PROVIDER, wanted.name, wanted.kind, wanted.enabled,
        wanted.position, wanted.base_url, wanted.model, credential, wanted.timeout_s,
        wanted.input_price, wanted.output_price,
    )  # fmt: skip
    work.record(ProviderChanged(name=wanted.name))
    return kept or wanted
