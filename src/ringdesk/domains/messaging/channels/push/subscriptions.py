"""The browsers in which people switched notifications on."""

from datetime import datetime

from msgspec import Struct

from ringdesk.domains.messaging.channels.push import queries, sealing
from ringdesk.kernel.egress import Egress, EgressError
from ringdesk.kernel.errors import Invalid, NotFound
from ringdesk.kernel.secrets import CannotOpen, Vault
from ringdesk.kernel.work import Actor, Office, Work

MOST_BROWSERS = 10  # of a person; the one unused for longest goes
LONGEST_ENDPOINT = 1_000
LONGEST_BROWSER = 200


class SubscriptionNotFound(NotFound):
    code = "SUBSCRIPTION_NOT_FOUND"


class Subscription(Struct, frozen=True):
    id: int
    person_id: int
    endpoint: str
    p256dh: bytes
    auth: bytes
    browser: str
    created_at: datetime
    last_used_at: datetime | None


class Keys(Struct, frozen=True):
    private_key: str
    public_key: str


class Offer(Struct, frozen=True):
    """Whether the workspace sends notifications, and the key that browsers subscribe with."""

    enabled: bool
    public_key: str
    subscriptions: list[Subscription]


async def push_offer(office: Office, vault: Vault, actor: Actor) -> Offer:
    """For the caller, with their own browsers. Opens work of its own: who is first to ask has the
    key made, and a door that only reads would let it go again."""
    async with office.open(actor) as work:
        enabled = bool(await work.value(bool, queries.IS_OFFERED))
        key = (await keys_of(work, vault)).public_key if enabled else ""
        return Offer(enabled, key, await browsers_of(work, work.actor.id))


async def keys_of(work: Work, vault: Vault) -> Keys:
    """The tenant's, opened; made when first asked for. With another secret than it was sealed with
    there is a new one, and every browser must subscribe anew: LookupError says so."""
    found = await work.one(Keys, queries.KEY)
    purpose = f"push:{work.tenant_id}"
    if found is None:
        private = sealing.new_private_key()
        sealed = vault.seal(private, purpose=purpose)
        await work.run(queries.MAKE_KEY, sealed, sealing.public_key_of(private))
        found = await work.one(Keys, queries.KEY)
    if found is None:
        raise LookupError("The key of Web Push was not kept")
    try:
        return Keys(vault.open(found.private_key, purpose=purpose), found.public_key)
    except CannotOpen as error:
        raise LookupError("The key of Web Push was sealed with another secret") from error


async def subscribe(
    work: Work, egress: Egress, *, endpoint: str, p256dh: str, auth: str, browser: str,
    at_home: bool = False,
) -> Subscription:  # fmt: skip
    """Notifications for the caller in this browser. Invalid for what no browser gives us, and for
    an address that is nobody's public server."""
    if len(endpoint) > LONGEST_ENDPOINT:
        raise Invalid.field("endpoint", "Too long")
    try:
        point, secret = sealing.decoded(p256dh), sealing.decoded(auth)
        sealing.key_of(point)
    except ValueError as error:
        raise Invalid.field("p256dh", "Not a key of P-256") from error
    if len(secret) != sealing.SECRET:
        raise Invalid.field("auth", "16 bytes, in base64url")
    try:
        await egress.check(endpoint, at_home=at_home)
    except EgressError as error:
        raise Invalid.field("endpoint", "Not the address of a push service") from error
    made = await work.one(
        Subscription, queries.SUBSCRIBE, work.actor.id, endpoint, point, secret,
        browser[:LONGEST_BROWSER],
    )  # fmt: skip
    if made is None:
        raise SubscriptionNotFound
    await work.run(queries.FORGET_OLDEST, work.actor.id, MOST_BROWSERS)
    return made


async def browsers_of(work: Work, person_id: int) -> list[Subscription]:
    return await work.many(Subscription, queries.OF_PERSON, person_id)


async def unsubscribe(work: Work, *, subscription_id: int) -> None:
    """One's own. SubscriptionNotFound."""
    if not await work.run(queries.UNSUBSCRIBE, work.actor.id, subscription_id):
        raise SubscriptionNotFound
