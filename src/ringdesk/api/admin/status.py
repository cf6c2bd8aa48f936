"""Document 002: how the system is, for administrators."""

from typing import Literal, Self

from litestar import Router, get
from msgspec import Struct

from ringdesk.api.desk import InDesk
from ringdesk.api.door import InWork, raises
from ringdesk.domains import dialer, operations


class QueueOut(Struct, frozen=True, rename="camel"):
    is_running: bool
    active_calls: int
    max_concurrent_calls: int

    @classmethod
    def of(cls, state: dialer.QueueState) -> Self:
        return cls(state.is_running, state.active_calls, state.max_concurrent_calls)


class MemoryOut(Struct, frozen=True, rename="camel"):
    rss: int
    heap_total: int
    heap_used: int


class StatusOut(Struct, frozen=True, rename="camel"):
    """`active_connections`: sockets of this workspace. `uptime`: seconds; `memory`: bytes."""

    database: Literal["connected"]
    call_queue: QueueOut
    active_connections: int
    uptime: int
    memory: MemoryOut
    environment: Literal["production", "development"]


class SystemStatusOut(Struct, frozen=True, rename="camel"):
    system_status: StatusOut


@get("/system-status", responses=raises(dialer.MayNotWatch))
async def system_status(work: InWork, desk: InDesk) -> SystemStatusOut:
    """The queue, the sockets, the process. That it answers at all says the database does."""
    queue = QueueOut.of(await dialer.state(work))
    process = await operations.process_state()
    return SystemStatusOut(
        StatusOut(
            "connected", queue, desk.socket_stats(work.tenant_id)["total_connections"],
            process.uptime_s, MemoryOut(process.rss, process.heap_total, process.heap_used),
            "development" if desk.settings.on_loopback else "production",
        )
    )  # fmt: skip


router = Router("/api/admin", route_handlers=[system_status], tags=["administration"])
