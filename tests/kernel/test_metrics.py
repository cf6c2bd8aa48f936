import asyncio
import logging
import socket
from collections.abc import Mapping

import httpx
import pytest

from ringdesk.kernel import metrics

pytestmark = pytest.mark.anyio


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


async def scrape(port: int) -> str:
    async with httpx.AsyncClient() as client:
        return (await client.get(f"http://127.0.0.1:{port}/metrics")).text


async def three_wait() -> Mapping[str, float]:
    return {"jobs_waiting": 3}


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
        assert "tenant" not in text

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
