"""The web app's own: notifications in one's browsers."""

from datetime import datetime
from typing import Annotated

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Caller, In, InWork, Out, Said, raises
from ringdesk.domains.messaging import push

Endpoint = Annotated[str, Meta(min_length=10, max_length=1_000)]
Key = Annotated[str, Meta(min_length=10, max_length=200)]


class SubscribeIn(In, frozen=True):
    """As the browser's `PushSubscription` has them; keys in base64url."""

    endpoint: Endpoint
    p256dh: Key
    auth: Key


class BrowserOut(Out, frozen=True):
    """`browser`: as it named itself. `endpoint` tells it from the others."""

    id: int
    endpoint: str
    browser: str
    created_at: datetime
    last_used_at: datetime | None


class PushOut(Out, frozen=True):
    """`public_key`: what a browser subscribes with; "" while the workspace sends none."""

    enabled: bool
    public_key: str
    subscriptions: list[BrowserOut]


@get("", responses=raises())
async def present_push(actor: Caller, desk: InDesk) -> PushOut:
    """Whether notifications are offered, and in which browsers they are on for the caller."""
    return PushOut.of(await push.push_offer(desk.office, desk.vault, actor))


@post("", status_code=201, responses=raises())
async def subscribe(
    data: JSONBody[SubscribeIn], request: AnyRequest, work: InWork, desk: InDesk
) -> Response[BrowserOut]:
    """Switch them on in this browser."""
    made = await push.subscribe(
        work, desk.messaging.egress, endpoint=data.endpoint, p256dh=data.p256dh, auth=data.auth,
        browser=request.headers.get("user-agent", ""),
    )  # fmt: skip
    return Response(BrowserOut.of(made), headers={"Location": f"/api/app/push/{made.id}"})


@delete("/{subscription_id:int}", status_code=200, responses=raises(push.SubscriptionNotFound))
async def unsubscribe(subscription_id: FromPath[int], work: InWork) -> Said:
    """Switch them off in one browser."""
    await push.unsubscribe(work, subscription_id=subscription_id)
    return Said("No more notifications in this browser")


router = Router(
    "/api/app/push", route_handlers=[present_push, subscribe, unsubscribe], tags=["app"]
)
