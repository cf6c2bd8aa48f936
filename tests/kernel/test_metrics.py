import asyncio
import logging
import re
import socket
from collections.abc import Mapping

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from ringdesk.domains import identity
from ringdesk.kernel import metrics
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

UUIDS = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
OF_THE_PROCESS = {"version", "implementation", "major", "minor", "patchlevel", "generation"}
KNOWN_LABELS = {"method", "route", "status", "le", "mouth", "what", "why"} | OF_THE_PROCESS


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


async def scrape(port: int) -> str:
    async with httpx.AsyncClient() as client:
        return (await client.get(f"http://127.0.0.1:{port}/metrics")).text


async def three_wait() -> Mapping[str, float]:
    return {"jobs_waiting": 3}


def labels_in(text: str) -> set[str]:
    return {
        label
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        for label in sample.labels
    }


class TestServing:
    async def test_shows_what_was_counted_and_what_is_looked_up_now(self) -> None:
        metrics.observe("GET", "/api/tickets/{ticket_id:int}", 200, 0.012)
        port = free_port()
        async with metrics.serving("127.0.0.1", port, three_wait) as served:
            assert served
            text = await scrape(port)
        counted = 'ringdesk_requests_total{method="GET",route="/api/tickets/{ticket_id:int}",'
        assert f'{counted}status="200"}}' in text
        assert "ringdesk_jobs_waiting 3.0" in text
        assert "ringdesk_build_info{" in text and "process_resident_memory_bytes" in text

    async def test_says_nothing_of_whose_requests_they_were(
        self, tenant: Tenant, make_tenant: MakeTenant
    ) -> None:
        """A route's template may say `tenants`; who filled it in, and with what, nobody learns."""
        other = await make_tenant()
        paths = [f"/api/v1/{path}" for path in ("tenant", f"tenants/{tenant.id}", f"{tenant.id}")]
        for caller in (tenant, other):
            for path in paths:
                await caller.admin.get(path)
        port = free_port()
        async with metrics.serving("127.0.0.1", port, three_wait):
            text = await scrape(port)
        assert 'route="/api/v1/tenants/{tenant_id}"' in text
        assert UUIDS.findall(text) == []
        for one in (tenant, other):
            async with one.work() as work:
                name = (await identity.tenant_of(work)).name
            assert name not in text
        assert labels_in(text) <= KNOWN_LABELS

    async def test_goes_on_without_what_can_not_be_looked_up(self) -> None:
        async def fail() -> Mapping[str, float]:
            raise OSError("the database is away")

        port = free_port()
        async with metrics.serving("127.0.0.1", port, fail):
            text = await scrape(port)
        assert "ringdesk_scrape_failed 1.0" in text and "ringdesk_requests_total" in text

    async def test_a_taken_port_is_a_warning_and_no_more(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            with caplog.at_level(logging.WARNING):
                async with metrics.serving("127.0.0.1", port, three_wait) as served:
                    assert not served
        assert str(port) in caplog.text

    async def test_ends_with_its_block_and_can_begin_again(self) -> None:
        for _ in range(2):
            port = free_port()
            async with metrics.serving("127.0.0.1", port, three_wait):
                pass
            with pytest.raises(OSError, match="onnect"):
                await asyncio.open_connection("127.0.0.1", port)

    async def test_zero_is_off(self) -> None:
        async with metrics.serving("127.0.0.1", 0, three_wait) as served:
            assert not served


class TestObserve:
    def test_a_callers_own_method_makes_no_label(self) -> None:
        metrics.observe("BREW", "-", 405, 0.1)
        labels = {
            sample.labels["method"]
            for family in metrics.REQUESTS.collect()
            for sample in family.samples
        }
        assert "BREW" not in labels and "other" in labels
