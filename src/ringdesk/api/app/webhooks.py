"""The web app's own: the tenant's systems that are told what happens here. For administrators."""

from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Caller, In, InVisit, InWork, Limit, Said, page, raises
from ringdesk.domains import webhooks
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.webhooks import (
    DeliveryOut,
    DetailedDeliveryOut,
    ReplayedOut,
    TopicOut,
    WebhookOut,
    WebhookWithSecretOut,
)

Url = Annotated[str, Meta(min_length=1, max_length=2_000)]
Description = Annotated[str, Meta(max_length=500)]
Type = Annotated[str, Meta(min_length=1, max_length=80)]
Types = Annotated[list[Type], Meta(min_length=1, max_length=200)]
AtOnce = Annotated[int, Meta(ge=1, le=10)]
Rate = Annotated[float, Meta(ge=0.01, le=100)]
Hours = Annotated[float, Meta(ge=0, le=168)]
Moment = Annotated[datetime, Meta(tz=True)]
InState = Annotated[webhooks.DeliveryState | None, QueryParameter(name="state")]
Before = Annotated[
    int | None, QueryParameter(ge=1, le=2**63 - 1, description="Only older ones than this id.")
]
PER_PAGE = 50


class ChangeWebhook(In, frozen=True, kw_only=True):
    """What is not given stays."""

    url: Url | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    types: Types | UnsetType = UNSET
    include_notes: bool | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET
    most_at_once: AtOnce | UnsetType = UNSET
    per_second: Rate | UnsetType = UNSET


class AddWebhook(In, frozen=True, kw_only=True):
    """`types` out of the catalogue. `include_notes`: whether it is told what staff write for
    themselves. `most_at_once` requests in flight, `per_second` begun."""

    url: Url
    types: Types
    description: Description = ""
    include_notes: bool = False
    enabled: bool = True
    most_at_once: AtOnce = 4
    per_second: Rate = 20


class RotateSecret(In, frozen=True, kw_only=True):
    """For how long the former secret signs beside the new one."""

    overlap_hours: Hours = 24


class TestWebhook(In, frozen=True, kw_only=True):
    """Without `type` the first of the webhook's own."""

    type: Type | None = None


class ReplaySince(In, frozen=True, kw_only=True):
    """`delivered_too`: also what it already had. Otherwise what failed and what was never sent."""

    since: Moment
    delivered_too: bool = False


def changes_of(data: Struct) -> webhooks.EndpointChanges:
    return webhooks.EndpointChanges(**structs.asdict(data))


@get("/catalogue", responses=raises(NotAllowed))
async def catalogue(desk: InDesk, actor: Caller) -> list[TopicOut]:
    """Every type of event, with an example of what is sent."""
    return [TopicOut.of(topic) for topic in webhooks.catalogue(desk.hooks, actor)]


@get("", responses=raises(NotAllowed))
async def list_webhooks(work: InWork) -> list[WebhookOut]:
    """Oldest first, with their health."""
    return [WebhookOut.of(one) for one in await webhooks.list_endpoints(work)]


@post("", status_code=201, responses=raises(NotAllowed, webhooks.TooManyWebhooks))
async def add_webhook(
    data: JSONBody[AddWebhook], desk: InDesk, actor: Caller, visit: InVisit, request: AnyRequest
) -> Response[WebhookWithSecretOut]:
    """Add a webhook. The answer alone has its secret: keep it."""
    opening = partial(visit.act, request)
    made = await webhooks.add_endpoint(desk.hooks, actor, changes_of(data), opening)
    return Response(
        WebhookWithSecretOut.made(made),
        headers={"Location": f"/api/app/webhooks/{made.endpoint.id}", "Cache-Control": "no-store"},
    )


@get("/{webhook_id:int}", responses=raises(NotAllowed, webhooks.WebhookNotFound))
async def get_webhook(webhook_id: FromPath[int], work: InWork) -> WebhookOut:
    """One of them."""
    return WebhookOut.of(await webhooks.get_endpoint(work, endpoint_id=webhook_id))


@put("/{webhook_id:int}", responses=raises(NotAllowed, webhooks.WebhookNotFound))
async def change_webhook(
    webhook_id: FromPath[int], data: JSONBody[ChangeWebhook], desk: InDesk, actor: Caller,
    visit: InVisit,
) -> WebhookOut:  # fmt: skip
    """Change the fields given. Switched on again it goes on with what happens from then on."""
    return WebhookOut.of(await webhooks.change_endpoint(
        desk.hooks, actor, endpoint_id=webhook_id, changes=changes_of(data), origin=visit.origin
    ))  # fmt: skip


@delete(
    "/{webhook_id:int}", status_code=200,
    responses=raises(NotAllowed, webhooks.WebhookNotFound),
)  # fmt: skip
async def remove_webhook(webhook_id: FromPath[int], work: InWork) -> Said:
    """Remove it, with the log of its deliveries."""
    await webhooks.remove_endpoint(work, endpoint_id=webhook_id)
    return Said("Webhook removed")


@post(
    "/{webhook_id:int}/rotate", status_code=200,
    responses=raises(NotAllowed, webhooks.WebhookNotFound),
)  # fmt: skip
async def rotate_secret(
    webhook_id: FromPath[int],
    data: JSONBody[RotateSecret],
    desk: InDesk,
    actor: Caller,
    visit: InVisit,
    request: AnyRequest,
) -> Response[WebhookWithSecretOut]:
    """A new secret. For the hours given both sign, so that the receiver can change over."""
    made = await webhooks.rotate_secret(
        desk.hooks,
        actor,
        endpoint_id=webhook_id,
        overlap=timedelta(hours=data.overlap_hours),
        opening=partial(visit.act, request),
    )
    return Response(WebhookWithSecretOut.made(made), headers={"Cache-Control": "no-store"})


@post(
    "/{webhook_id:int}/test", status_code=200,
    responses=raises(NotAllowed, webhooks.WebhookNotFound, webhooks.WebhookIsOff),
)  # fmt: skip
async def test_webhook(
    webhook_id: FromPath[int], data: JSONBody[TestWebhook], desk: InDesk, work: InWork
) -> DeliveryOut:
    """Send the catalogue's example, once. Look at the delivery for what became of it."""
    return DeliveryOut.of(await webhooks.send_test(
        desk.hooks, work, endpoint_id=webhook_id, event_type=data.type
    ))  # fmt: skip


@get("/{webhook_id:int}/deliveries", responses=raises(NotAllowed, webhooks.WebhookNotFound))
async def list_deliveries(
    webhook_id: FromPath[int], work: InWork, in_state: InState = None, before: Before = None,
    limit: Limit = None,
) -> list[DeliveryOut]:  # fmt: skip
    """Of the last 30 days, newest first."""
    most, _ = page(limit, None, default=PER_PAGE)
    found = await webhooks.list_deliveries(
        work, endpoint_id=webhook_id, state=in_state, before=before, limit=most
    )
    return [DeliveryOut.of(one) for one in found]


@get(
    "/{webhook_id:int}/deliveries/{delivery_id:int}",
    responses=raises(NotAllowed, webhooks.WebhookNotFound, webhooks.DeliveryNotFound),
)
async def get_delivery(
    webhook_id: FromPath[int], delivery_id: FromPath[int], desk: InDesk, work: InWork
) -> DetailedDeliveryOut:
    """One of them, with its attempts."""
    return DetailedDeliveryOut.detailed(await webhooks.get_delivery(
        desk.hooks, work, endpoint_id=webhook_id, delivery_id=delivery_id
    ))  # fmt: skip


@post(
    "/{webhook_id:int}/deliveries/{delivery_id:int}/replay", status_code=200,
    responses=raises(
        NotAllowed, webhooks.WebhookNotFound, webhooks.DeliveryNotFound, webhooks.WebhookIsOff
    ),
)  # fmt: skip
async def replay_delivery(
    webhook_id: FromPath[int], delivery_id: FromPath[int], desk: InDesk, work: InWork
) -> DeliveryOut:
    """Send it again, with the id it had."""
    return DeliveryOut.of(await webhooks.replay_delivery(
        desk.hooks, work, endpoint_id=webhook_id, delivery_id=delivery_id
    ))  # fmt: skip


@post(
    "/{webhook_id:int}/replay", status_code=200,
    responses=raises(NotAllowed, webhooks.WebhookNotFound, webhooks.WebhookIsOff),
)  # fmt: skip
async def replay_since(
    webhook_id: FromPath[int], data: JSONBody[ReplaySince], desk: InDesk, work: InWork
) -> ReplayedOut:
    """Send again what happened since then: at most 10,000 at a time, oldest first."""
    return ReplayedOut(await webhooks.replay_since(
        desk.hooks, work, endpoint_id=webhook_id, since=data.since,
        delivered_too=data.delivered_too,
    ))  # fmt: skip


router = Router(
    "/api/app/webhooks",
    route_handlers=[
        catalogue, list_webhooks, add_webhook, get_webhook, change_webhook, remove_webhook,
        rotate_secret, test_webhook, list_deliveries, get_delivery, replay_delivery, replay_since,
    ],
    tags=["web app"],
)  # fmt: skip
