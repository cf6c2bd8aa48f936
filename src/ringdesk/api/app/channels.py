"""The web app's own: providers of messages, and addresses that are not written to."""

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import structs

from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Caller, InWork, Limit, Said, page, raises
from ringdesk.api.message_bodies import ChangeProvider, ProviderIn, SuppressIn, TestIn
from ringdesk.api.pages import by_id
from ringdesk.domains import messaging
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.carriers import HealthOut
from ringdesk.wire.messages import KindOut, MessageOut, ProviderOut, SuppressionOut

Words = Annotated[
    str, QueryParameter(name="q", max_length=254, description="How an address begins.")
]
After = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]


@get("/kinds", responses=raises(NotAllowed))
async def list_kinds(actor: Caller) -> list[KindOut]:
    """What each kind of provider asks for: the forms of the settings page."""
    return [KindOut.of(one) for one in messaging.forms(actor)]


@get("", responses=raises(NotAllowed))
async def list_providers(
    work: InWork, desk: InDesk, channel: FromQuery[messaging.Channel | None] = None
) -> list[ProviderOut]:
    """By channel, in the order in which they are asked."""
    found = await messaging.list_providers(desk.messaging.senders, work, channel=channel)
    return [ProviderOut.of(one) for one in found]


@post(
    "", status_code=201,
    responses=raises(NotAllowed, messaging.NameOfProviderTaken, messaging.TooManyProviders),
)  # fmt: skip
async def add_provider(
    data: JSONBody[ProviderIn], work: InWork, desk: InDesk
) -> Response[ProviderOut]:
    """Add a provider. Its credentials are kept sealed and never shown."""
    changes = messaging.ProviderChanges(**structs.asdict(data))
    made = await messaging.add_provider(desk.messaging.senders, work, changes)
    return Response(
        ProviderOut.of(made), headers={"Location": f"/api/app/channels/{made.row.id}"}
    )  # fmt: skip


@get("/{provider_id:int}", responses=raises(NotAllowed, messaging.ProviderNotFound))
async def get_provider(provider_id: FromPath[int], work: InWork, desk: InDesk) -> ProviderOut:
    """One of them."""
    return ProviderOut.of(await messaging.get_provider(
        desk.messaging.senders, work, provider_id=provider_id
    ))  # fmt: skip


@put(
    "/{provider_id:int}",
    responses=raises(NotAllowed, messaging.ProviderNotFound, messaging.NameOfProviderTaken),
)
async def change_provider(
    provider_id: FromPath[int], data: JSONBody[ChangeProvider], work: InWork, desk: InDesk
) -> ProviderOut:
    """Change the fields given. Credentials are entered again when the address changes."""
    return ProviderOut.of(await messaging.change_provider(
        desk.messaging.senders, work, provider_id=provider_id,
        changes=messaging.ProviderChanges(**structs.asdict(data)),
    ))  # fmt: skip


@delete(
    "/{provider_id:int}", status_code=200,
    responses=raises(NotAllowed, messaging.ProviderNotFound),
)  # fmt: skip
async def remove_provider(provider_id: FromPath[int], work: InWork) -> Said:
    """Forget a provider and its credentials."""
    await messaging.remove_provider(work, provider_id=provider_id)
    return Said("Provider removed")


@post(
    "/{provider_id:int}/check", status_code=200,
    responses=raises(NotAllowed, messaging.ProviderNotFound),
)  # fmt: skip
async def check_provider(provider_id: FromPath[int], desk: InDesk, actor: Caller) -> HealthOut:
    """Ask it how it is, switched on or not. Nothing is sent."""
    found = await messaging.check_provider(desk.messaging.senders, actor, provider_id=provider_id)
    return HealthOut(found.ok, found.says)


@post(
    "/{provider_id:int}/test", status_code=201,
    responses=raises(NotAllowed, messaging.ProviderNotFound, messaging.QuotaReached),
)  # fmt: skip
async def test_provider(
    provider_id: FromPath[int], data: JSONBody[TestIn], work: InWork
) -> Response[MessageOut]:
    """Send a test by this provider and no other; the log shows what becomes of it."""
    sent = await messaging.send_test(work, provider_id=provider_id, recipient=data.recipient)
    return Response(
        MessageOut.of(sent), headers={"Location": f"/api/app/messages/{sent.number}"}
    )  # fmt: skip


@get("", responses=raises(NotAllowed))
async def list_suppressions(
    request: AnyRequest,
    work: InWork,
    channel: FromQuery[messaging.Channel | None] = None,
    reason: FromQuery[messaging.SuppressionReason | None] = None,
    q: Words = "",
    limit: Limit = None,
    after: After = None,
) -> Response[list[SuppressionOut]]:
    """Addresses that are not written to, the latest first. `Link` leads to the next page."""
    most, _ = page(limit, None)
    found = await messaging.list_suppressions(
        work, channel=channel, reason=reason, words=q, after=after, limit=most
    )
    return by_id(request, [SuppressionOut.of(one) for one in found], most)


@post("", responses=raises(NotAllowed))
async def add_suppression(data: JSONBody[SuppressIn], work: InWork) -> Response[SuppressionOut]:
    """Write there no more (administrators). One that is there stays as it is."""
    made = await messaging.add_suppression(
        work, channel=data.channel, address=data.address, note=data.note
    )
    return Response(
        SuppressionOut.of(made), headers={"Location": f"/api/app/suppressions/{made.id}"}
    )  # fmt: skip


@get("/{suppression_id:int}", responses=raises(NotAllowed, messaging.SuppressionNotFound))
async def get_suppression(suppression_id: FromPath[int], work: InWork) -> SuppressionOut:
    """One of them."""
    return SuppressionOut.of(
        await messaging.get_suppression(work, suppression_id=suppression_id)
    )  # fmt: skip


@delete(
    "/{suppression_id:int}", status_code=200,
    responses=raises(NotAllowed, messaging.SuppressionNotFound),
)  # fmt: skip
async def lift_suppression(suppression_id: FromPath[int], work: InWork) -> Said:
    """They may be written to again (administrators). A consent that was taken back stays so."""
    await messaging.lift_suppression(work, suppression_id=suppression_id)
    return Said("The address may be written to again")


router = Router(
    "/api/app/channels",
    route_handlers=[
        list_kinds, list_providers, add_provider, get_provider, change_provider, remove_provider,
        check_provider, test_provider,
    ],
    tags=["messages"],
)  # fmt: skip
suppressions = Router(
    "/api/app/suppressions",
    route_handlers=[list_suppressions, add_suppression, get_suppression, lift_suppression],
    tags=["messages"],
)
