"""The web app's own: who carries the calls. For administrators."""

from functools import partial
from typing import Annotated, Any

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, Struct, UnsetType, field, structs

from ringdesk.api.desk import InDesk
from ringdesk.api.door import AnyRequest, Caller, In, InVisit, Said, raises
from ringdesk.domains import telephony
from ringdesk.kernel.errors import NotAllowed
from ringdesk.wire.carriers import CarrierOut, CarriersOut, HealthOut

Name = Annotated[str, Meta(min_length=1, max_length=80)]
Key = Annotated[str, Meta(min_length=1, max_length=40)]
Secret = Annotated[str, Meta(min_length=1, max_length=200)]
Settings = Annotated[dict[Key, Any], Meta(max_length=20)]
Credentials = Annotated[dict[Key, Secret | None], Meta(max_length=5)]
Numbers = Annotated[list[Annotated[str, Meta(min_length=1, max_length=16)]], Meta(max_length=100)]
Calls = Annotated[int, Meta(ge=1, le=10_000)]
Rate = Annotated[float, Meta(ge=0.01, le=1000)]
Place = Annotated[int, Meta(ge=0, le=1000)]


class ChangeCarrier(In, frozen=True, kw_only=True):
    """What is not given stays. `settings` replace the former as a whole; of `credentials` those
    given replace their like, null takes one away."""

    name: Name | UnsetType = UNSET
    settings: Settings | UnsetType = UNSET
    credentials: Credentials | UnsetType = UNSET
    caller_ids: Numbers | UnsetType = UNSET
    most_calls: Calls | UnsetType = UNSET
    calls_per_second: Rate | UnsetType = UNSET
    position: Place | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class AddCarrier(In, frozen=True, kw_only=True):
    """`settings` and `credentials` by kind: see docs/carriers.md."""

    kind: telephony.CarrierKind
    name: Name
    settings: Settings = field(default_factory=dict)
    credentials: Credentials = field(default_factory=dict)
    caller_ids: Numbers = field(default_factory=list)
    most_calls: Calls | UnsetType = UNSET
    calls_per_second: Rate | UnsetType = UNSET
    position: Place = 0
    enabled: bool = True


def changes_of(data: Struct) -> telephony.CarrierChanges:
    return telephony.CarrierChanges(**structs.asdict(data))


@get("", responses=raises(NotAllowed))
async def list_carriers(desk: InDesk, actor: Caller) -> CarriersOut:
    """In the order in which they are asked, with their health of the last half minute."""
    found = await telephony.list_carriers(desk.carriers, actor)
    return CarriersOut(
        [CarrierOut.of(one) for one in found], await desk.carriers.is_simulated(actor.tenant_id)
    )


@get("/{carrier_id:int}", responses=raises(NotAllowed, telephony.CarrierNotFound))
async def get_carrier(carrier_id: FromPath[int], desk: InDesk, actor: Caller) -> CarrierOut:
    """One of them."""
    return CarrierOut.of(
        await telephony.get_carrier(desk.carriers, actor, carrier_id=carrier_id)
    )  # fmt: skip


@post(
    "", status_code=201,
    responses=raises(NotAllowed, telephony.CarrierNameTaken, telephony.TooManyCarriers),
)  # fmt: skip
async def add_carrier(
    data: JSONBody[AddCarrier], desk: InDesk, actor: Caller, visit: InVisit, request: AnyRequest
) -> Response[CarrierOut]:
    """Add a carrier. Its credentials are kept sealed and never shown."""
    opening = partial(visit.act, request)
    made = await telephony.add_carrier(desk.carriers, actor, changes_of(data), opening)
    return Response(
        CarrierOut.of(made), headers={"Location": f"/api/app/carriers/{made.row.id}"}
    )  # fmt: skip


@put(
    "/{carrier_id:int}",
    responses=raises(NotAllowed, telephony.CarrierNotFound, telephony.CarrierNameTaken),
)
async def change_carrier(
    carrier_id: FromPath[int], data: JSONBody[ChangeCarrier], desk: InDesk, actor: Caller,
    visit: InVisit,
) -> CarrierOut:  # fmt: skip
    """Change the fields given. Credentials are entered again when the address changes."""
    return CarrierOut.of(await telephony.change_carrier(
        desk.carriers, actor, carrier_id=carrier_id, changes=changes_of(data), origin=visit.origin
    ))  # fmt: skip


@delete(
    "/{carrier_id:int}", status_code=200,
    responses=raises(NotAllowed, telephony.CarrierNotFound),
)  # fmt: skip
async def remove_carrier(
    carrier_id: FromPath[int], desk: InDesk, actor: Caller, visit: InVisit
) -> Said:
    """Forget a carrier and its credentials. Switch it off first, until its calls are over."""
    await telephony.remove_carrier(desk.carriers, actor, carrier_id=carrier_id, origin=visit.origin)
    return Said("Carrier removed")


@post(
    "/{carrier_id:int}/test", status_code=200,
    responses=raises(NotAllowed, telephony.CarrierNotFound),
)  # fmt: skip
async def test_carrier(carrier_id: FromPath[int], desk: InDesk, actor: Caller) -> HealthOut:
    """Ask it how it is, switched on or not. No call is placed."""
    return HealthOut.of(
        await telephony.test_carrier(desk.carriers, actor, carrier_id=carrier_id)
    )  # fmt: skip


router = Router(
    "/api/app/carriers",
    route_handlers=[
        list_carriers, get_carrier, add_carrier, change_carrier, remove_carrier, test_carrier,
    ],
    tags=["telephony"],
)  # fmt: skip
