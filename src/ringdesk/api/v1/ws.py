"""Document 001: what belongs to the socket, over REST."""

from litestar import Router, get, post
from msgspec import Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import InWork, raises
from ringdesk.domains import identity


class TicketOut(Struct, frozen=True):
    ticket: str
    expires_in: int = 30


class StatsOut(Struct, frozen=True):
    total_connections: int
    active_users: int
    connections_by_tenant: dict[str, int]


@post("/ticket", status_code=200, responses=raises())
async def socket_ticket(work: InWork) -> TicketOut:
    """A one-use ticket for `/ws?token=`, good for 30 seconds."""
    return TicketOut(await identity.issue_socket_ticket(work))


@get("/stats", responses=raises())
async def stats(work: InWork, desk: InDesk) -> StatsOut:
    """How many sockets are open in one's own workspace."""
    identity.require_staff(work.actor)
    return StatsOut(**desk.socket_stats(work.tenant_id))


router = Router("/api/v1/ws", route_handlers=[socket_ticket, stats], tags=["realtime"])
