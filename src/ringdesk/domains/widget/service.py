"""The acts on a workspace's widget. In each: permitted? load, refuse, change, record, return."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from msgspec import Struct, structs

from ringdesk.domains import identity
from ringdesk.domains.widget import policy, queries
from ringdesk.domains.widget.errors import (
    ConsentNeeded,
    IdentityNotProved,
    NotSetUp,
    WidgetNotFound,
)
from ringdesk.domains.widget.events import WidgetChanged, WidgetSecretMade
from ringdesk.domains.widget.models import Claim, Hours, WidgetChanges, WidgetSettings
from ringdesk.domains.widget.opening import line_of
from ringdesk.domains.widget.rules import checked
from ringdesk.kernel.secrets import CannotOpen, Vault
from ringdesk.kernel.work import INSTALLATION, Actor, Office, Work

KEY_BYTES = 12  # after the tenant's 16: a key can be replaced, the tenant's id can't
SECRET_BYTES = 32
SEALED_FOR = "widget.identity_secret"


class Asked(Struct, frozen=True, kw_only=True):
    """A visit: `claim` is what the embedding page says, `leaves_token` as in Newcomer."""

    consent: bool
    visitor_token: str | None = None
    claim: Claim = Claim()
    page: str = ""
    leaves_token: bool = True


async def settings(work: Work) -> WidgetSettings:
    """Those of the actor's tenant; the defaults while nothing was saved."""
    policy.require_may_look(work.actor)
    return await present_settings(work)


async def present_settings(work: Work) -> WidgetSettings:
    return await work.one(WidgetSettings, queries.SETTINGS) or WidgetSettings()


async def bot_answers(work: Work) -> bool:
    """Whether the chatbot speaks first in the widget of the actor's tenant."""
    return "bot" in (await present_settings(work)).channels


async def change_settings(work: Work, changes: WidgetChanges) -> WidgetSettings:
    """Change only what is given; the first change gives the workspace its key."""
    policy.require_may_change(work.actor)
    given = checked(changes.given())
    if isinstance(hours := given.get("hours"), list):
        given["hours"] = [line_of(one) for one in hours if isinstance(one, Hours)]
    before = await present_settings(work)
    if before.workspace is None:
        zone = (await identity.tenant_of(work)).timezone
        await work.run(queries.ADD_SETTINGS, new_key(work.tenant_id), zone)
    values = [given.get(name) for name in WidgetChanges.__struct_fields__]
    after = await work.one(WidgetSettings, queries.CHANGE_SETTINGS, *values)
    if after is None:
        raise NotSetUp
    fields = tuple(name for name in given if getattr(before, name) != getattr(after, name))
    if fields:
        work.record(WidgetChanged(fields=fields))
    return after


async def make_secret(work: Work, vault: Vault) -> str:
    """A new secret for identities, told this once and then kept sealed. NotSetUp."""
    policy.require_may_change(work.actor)
    present = await present_settings(work)
    if present.workspace is None:
        raise NotSetUp
    secret = secrets.token_hex(SECRET_BYTES)
    await work.run(queries.SET_SECRET, vault.seal(secret, purpose=purpose_of(work.tenant_id)))
    work.record(WidgetSecretMade(workspace=present.workspace))
    return secret


async def open_widget(office: Office, workspace: str) -> tuple[UUID, WidgetSettings]:
    """The widget that a public key names, if it is switched on. WidgetNotFound."""
    tenant_id = tenant_in(workspace)
    async with office.open(Actor.the_house(tenant_id)) as work:
        found = await present_settings(work)
        if found.workspace is None or not found.enabled or await identity.is_suspended(work):
            raise WidgetNotFound
        if not hmac.compare_digest(found.workspace.encode(), workspace.encode()):
            raise WidgetNotFound
        brand = await identity.branding(work)
    # What the widget doesn't say of itself the workspace does.
    colour = brand.accent if found.colour == WidgetSettings().colour else found.colour
    return tenant_id, structs.replace(found, title=found.title or brand.name, colour=colour)


async def first_widget(office: Office) -> str:
    """The key of the installation's first workspace, for the demo page. WidgetNotFound."""
    async with office.open(Actor.the_house(INSTALLATION)) as work:
        tenant = await identity.first_tenant(work)
    if tenant is not None:
        async with office.open(Actor.the_house(tenant.id)) as work:
            found = await present_settings(work)
        if found.workspace is not None and found.enabled:
            return found.workspace
    raise WidgetNotFound


async def visit(
    office: Office, signer: identity.Signer, vault: Vault, *, workspace: str, asked: Asked,
    caller: identity.Caller,
) -> identity.Visited:  # fmt: skip
    """A visitor comes in. WidgetNotFound, ConsentNeeded, IdentityNotProved."""
    tenant_id, present = await open_widget(office, workspace)
    if not asked.consent:
        raise ConsentNeeded
    external_id = proved(tenant_id, present, asked.claim, vault)
    newcomer = identity.Newcomer(
        token=asked.visitor_token, external_id=external_id, name=asked.claim.name,
        email=asked.claim.email.strip(), page=asked.page, leaves_token=asked.leaves_token,
    )  # fmt: skip
    return await identity.welcome_visitor(
        office, signer, tenant_id=tenant_id, newcomer=newcomer, caller=caller
    )


def proved(tenant_id: UUID, present: WidgetSettings, claim: Claim, vault: Vault) -> str | None:
    """The external id, if the site's own secret signed it; without one nobody is anybody known."""
    if claim.external_id is None:
        return None
    if present.identity_secret is None:
        raise IdentityNotProved
    try:
        secret = vault.open(present.identity_secret, purpose=purpose_of(tenant_id))
    except CannotOpen as error:  # sealed with a secret this installation no longer has
        raise IdentityNotProved from error
    right = hmac.new(secret.encode(), claim.external_id.encode(), hashlib.sha256).hexdigest()
    # The whole of it: compare_digest tells unequal lengths apart, and takes as long for each digit.
    if not hmac.compare_digest((claim.hmac or "").encode(), right.encode()):
        raise IdentityNotProved
    return claim.external_id


def purpose_of(tenant_id: UUID) -> str:
    return f"{SEALED_FOR}:{tenant_id}"


def new_key(tenant_id: UUID) -> str:
    return packed(tenant_id.bytes + secrets.token_bytes(KEY_BYTES))


def packed(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def tenant_in(workspace: str) -> UUID:
    """Whose key it would be. WidgetNotFound for what never was one."""
    try:
        raw = urlsafe_b64decode(workspace + "=" * (-len(workspace) % 4))
    except ValueError as error:
        raise WidgetNotFound from error
    if len(raw) != 16 + KEY_BYTES or packed(raw) != workspace:
        raise WidgetNotFound
    return UUID(bytes=raw[:16])
