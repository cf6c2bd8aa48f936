"""Is it alive, is it ready, what is it."""

from litestar import Router, get
from msgspec import Struct

import ringdesk
from ringdesk.api.desk import InDesk


class State(Struct, frozen=True):
    status: str


class VersionOut(Struct, frozen=True):
    name: str
    version: str


@get("/livez", sync_to_thread=False)
def livez() -> State:
    """The process runs."""
    return State("ok")


@get("/readyz")
async def readyz(desk: InDesk) -> State:
    """The database answers; 503 while it does not."""
    await desk.office.ping()
    return State("ok")


@get("/version", sync_to_thread=False)
def version() -> VersionOut:
    """What runs here."""
    return VersionOut("ringdesk", ringdesk.__version__)


router = Router(
    "/",
    route_handlers=[livez, readyz, version],
    tags=["health"],
    security=[{}],
    opt={"public": True},
)
