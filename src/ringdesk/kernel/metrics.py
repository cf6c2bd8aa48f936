"""Counters for Prometheus, on a port of their own.

No tenant and no person in any label: who has how much business is nobody's but theirs, and labels
without bounds are a leak of memory.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from concurrent.futures import TimeoutError as NoAnswer
from contextlib import asynccontextmanager
from functools import cache
from typing import TypeAlias

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.gc_collector import GCCollector
from prometheus_client.metrics_core import Metric
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from typing_extensions import override

from ringdesk import __version__
from ringdesk.kernel import logs

log = logging.getLogger(__name__)
access = logging.getLogger(logs.ACCESS)

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "ringdesk_requests", "Answered requests.", ("method", "route", "status"), registry=REGISTRY
)
SECONDS = Histogram(
    "ringdesk_request_seconds", "From the request's head to the answer's end.",
    ("method", "route"), registry=REGISTRY,
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
SOCKETS = Gauge("ringdesk_sockets_open", "Open sockets.", ("mouth",), registry=REGISTRY)
DELIVERIES = Counter(
    "ringdesk_deliveries", "Messages put into sockets' queues.", ("mouth",), registry=REGISTRY
)
DROPPED = Counter(
    "ringdesk_dropped", "Messages, sockets and log lines let go, by reason.", ("what", "why"),
    registry=REGISTRY,
)  # fmt: skip
Info("ringdesk_build", "What is running.", registry=REGISTRY).info({"version": __version__})
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

Look: TypeAlias = Callable[[], Awaitable[Mapping[str, float]]]

SCRAPE_PATIENCE_S = 2.0
SLOW_S = 1.0
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@cache
def counters_of(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """Found once for each kind of answer, of which there are few: looking up labels costs more
    than counting."""
    return REQUESTS.labels(method, route, str(status)), SECONDS.labels(method, route)


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """One answered request; `route` is the router's template (`/api/tickets/{ticket_id:int}`),
    never the path: that has ids, and whoever calls chooses it. Also logs its end."""
    counted, timed = counters_of(method if method in METHODS else "other", route, status)
    counted.inc()
    timed.observe(seconds)
    # A line for every request would cost as much as reading a ticket: the counters have them all.
    level = logging.DEBUG
    if status >= 500 or seconds >= SLOW_S:
        level = logging.ERROR if status >= 500 else logging.WARNING
    if access.isEnabledFor(level):
        extra = {"status": status, "ms": round(seconds * 1000, 1)}
        access.log(level, "%s %s %d", method, route, status, extra=extra)


class Scraped(Collector):
    """Numbers that are looked up when somebody asks, on the program's own loop."""

    def __init__(self, look: Look, loop: asyncio.AbstractEventLoop) -> None:
        self._look, self._loop = look, loop

    @override
    def collect(self) -> Iterator[Metric]:
        asked = asyncio.run_coroutine_threadsafe(self._numbers(), self._loop)
        try:
            numbers = asked.result(SCRAPE_PATIENCE_S)
        except (Exception, NoAnswer):
            asked.cancel()
            numbers = {"scrape_failed": 1.0}
        for name, value in numbers.items():
            yield GaugeMetricFamily(f"ringdesk_{name}", name.replace("_", " "), value=value)

    async def _numbers(self) -> Mapping[str, float]:
        return await self._look()

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: it would mean asking before anything is connected."""
        return iter(())


@asynccontextmanager
async def serving(host: str, port: int, look: Look) -> AsyncIterator[bool]:
    """`/metrics` for as long as the block runs; 0 is off. A port that is taken is no reason not to
    start: yields whether it is served."""
    if port == 0:
        yield False
        return
    try:
        server, thread = start_http_server(port, host, registry=REGISTRY)
    except OSError as error:
        log.warning("No metrics: port %d of %s is not to be had (%s).", port, host, error)
        yield False
        return
    scraped = Scraped(look, asyncio.get_running_loop())
    REGISTRY.register(scraped)
    try:
        yield True
    finally:
        REGISTRY.unregister(scraped)
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        await asyncio.to_thread(thread.join)
