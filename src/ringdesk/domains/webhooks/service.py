"""The acts on a tenant's webhooks, for administrators. Where an address has to be looked at, that
is done before a transaction is open."""

from datetime import timedelta

from msgspec import UNSET
from msgspec.structs import asdict

from ringdesk.domains.webhooks import policy, queries
from ringdesk.domains.webhooks.errors import TooManyWebhooks, WebhookNotFound
from ringdesk.domains.webhooks.events import WebhookAdded, WebhookChanged, WebhookRemoved
from ringdesk.domains.webhooks.hooks import Hooks
from ringdesk.domains.webhooks.models import Endpoint, EndpointChanges, Id, Topic, WithSecret
from ringdesk.domains.webhooks.signing import new_secret
from ringdesk.kernel.egress import EgressError
from ringdesk.kernel.errors import Invalid
from ringdesk.kernel.work import NOWHERE, Actor, Opening, Origin, Work

MOST_ENDPOINTS = 20
LONGEST_OVERLAP = timedelta(days=7)


def catalogue(hooks: Hooks, actor: Actor) -> list[Topic]:
    """What can be sent. NotAllowed."""
    policy.require_may_look(actor)
    return list(hooks.topics.values())


async def list_endpoints(work: Work) -> list[Endpoint]:
    """Oldest first. NotAllowed."""
    policy.require_may_look(work.actor)
    return await work.many(Endpoint, queries.ENDPOINTS)


async def get_endpoint(work: Work, *, endpoint_id: int) -> Endpoint:
    """NotAllowed, WebhookNotFound."""
    policy.require_may_look(work.actor)
    return await require_endpoint(work, endpoint_id)


async def add_endpoint(
    hooks: Hooks, actor: Actor, changes: EndpointChanges, opening: Opening | None = None
) -> WithSecret:
    """`url` and `types` at least. It hears what happens from now on. NotAllowed, Invalid,
    TooManyWebhooks."""
    policy.require_may_change(actor)
    given = _given(hooks, changes)
    for field in ("url", "types"):
        if field not in given:
            raise Invalid.field(field, "A new webhook needs it")
    await _check_address(hooks, actor, str(given["url"]))
    secret = new_secret()
    async with opening() if opening else hooks.office.open(actor) as work:
        await work.value(object, queries.LOCK)
        if (await work.value(int, queries.HOW_MANY) or 0) >= MOST_ENDPOINTS:
            raise TooManyWebhooks
        row = await work.one(
            Id, queries.ADD, given["url"], given.get("description", ""), given["types"],
            given.get("include_notes", False), given.get("enabled", True),
            given.get("most_at_once", 4), given.get("per_second", 20.0), actor.id,
        )  # fmt: skip
        if row is None:
            raise WebhookNotFound
        await work.run(queries.SEAL, row.id, hooks.seal(actor.tenant_id, row.id, secret))
        work.record(WebhookAdded(webhook_id=row.id))
        return WithSecret(endpoint=await require_endpoint(work, row.id), secret=secret)


async def change_endpoint(
    hooks: Hooks, actor: Actor, *, endpoint_id: int, changes: EndpointChanges,
    origin: Origin = NOWHERE,
) -> Endpoint:  # fmt: skip
    """The fields given. Switched on again it goes on with the log as it is now; what was missed can
    be replayed. NotAllowed, WebhookNotFound, Invalid."""
    policy.require_may_change(actor)
    async with hooks.office.open(actor) as work:
        before = await require_endpoint(work, endpoint_id)
    given = _given(hooks, changes)
    if given.get("url", before.url) != before.url or given.get("enabled"):
        await _check_address(hooks, actor, str(given.get("url", before.url)))
    async with hooks.office.open(actor, origin) as work:
        await work.one(Id, queries.LOCK_ONE, endpoint_id)
        before = await require_endpoint(work, endpoint_id)
        fields = tuple(name for name, value in given.items() if getattr(before, name) != value)
        if not fields:
            return before
        present = {name: getattr(before, name) for name in EndpointChanges.__struct_fields__}
        wanted = {**present, **given}
        await work.run(
            queries.CHANGE, endpoint_id, wanted["url"], wanted["description"], wanted["types"],
            wanted["include_notes"], wanted["enabled"], wanted["most_at_once"],
            wanted["per_second"],
        )  # fmt: skip
        work.record(WebhookChanged(webhook_id=endpoint_id, fields=fields))
        return await require_endpoint(work, endpoint_id)


async def rotate_secret(
    hooks: Hooks, actor: Actor, *, endpoint_id: int, overlap: timedelta,
    opening: Opening | None = None,
) -> WithSecret:  # fmt: skip
    """A new secret; the former signs beside it for `overlap`, a former former no longer.
    NotAllowed, WebhookNotFound, Invalid."""
    policy.require_may_change(actor)
    if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
        raise Invalid.field("overlap_hours", "From 0 hours to 7 days")
    secret = new_secret()
    sealed = hooks.seal(actor.tenant_id, endpoint_id, secret)
    async with opening() if opening else hooks.office.open(actor) as work:
        await require_endpoint(work, endpoint_id)
        former = await work.value(str, queries.SECRET, endpoint_id)
        kept = former if overlap else None
        await work.run(queries.SET_SECRET, endpoint_id, sealed, kept, overlap)
        work.record(WebhookChanged(webhook_id=endpoint_id, fields=("secret",)))
        return WithSecret(endpoint=await require_endpoint(work, endpoint_id), secret=secret)


async def remove_endpoint(work: Work, *, endpoint_id: int) -> None:
    """With its deliveries. NotAllowed, WebhookNotFound."""
    policy.require_may_change(work.actor)
    if not await work.run(queries.REMOVE, endpoint_id):
        raise WebhookNotFound
    work.record(WebhookRemoved(webhook_id=endpoint_id))


async def require_endpoint(work: Work, endpoint_id: int) -> Endpoint:
    found = await work.one(Endpoint, queries.ONE, endpoint_id)
    if found is None:
        raise WebhookNotFound
    return found


def _given(hooks: Hooks, changes: EndpointChanges) -> dict[str, object]:
    """Invalid."""
    given = {name: value for name, value in asdict(changes).items() if value is not UNSET}
    if isinstance(changes.types, list):
        unknown = [one for one in changes.types if one not in hooks.topics]
        if unknown or not changes.types:
            said = f"Unknown: {unknown[0]}" if unknown else "Choose at least one"
            raise Invalid.field("types", f"{said}. The catalogue lists them all.")
        given["types"] = sorted(set(changes.types))
    return given


async def _check_address(hooks: Hooks, actor: Actor, url: str) -> None:
    """Invalid, in one sentence for all reasons, or the machine's network could be felt out."""
    async with hooks.office.open(actor) as work:
        at_home = bool(await work.value(bool, queries.AT_HOME))
    try:
        await hooks.egress.check(url, at_home=at_home)
    except EgressError as error:
        raise Invalid.field("url", "Not the https address of a public server") from error
