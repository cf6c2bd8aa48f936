import logging
import secrets
from collections.abc import Iterator

import msgspec
import pytest

from ringdesk.domains import operations
from ringdesk.kernel import logs
from ringdesk.wiring import House
from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def recent() -> Iterator[logs.RecentRecords]:
    handler, root = logs.RecentRecords(), logging.getLogger("ringdesk.tests")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)


@pytest.fixture
def source() -> str:
    return f"tests.{secrets.token_hex(4)}"


async def seen_by(tenant: Tenant, source: str) -> list[operations.LogRecord]:
    async with tenant.work() as work:
        return await operations.list_logs(work, source=source)


class TestWhatIsLogged:
    async def test_about_a_tenant_is_that_tenants(
        self, recent: logs.RecentRecords, house: House, tenant: Tenant, make_tenant: MakeTenant,
        source: str,
    ) -> None:  # fmt: skip
        with logs.about(request_id="r-1", tenant_id=tenant.id, person_id=7):
            logging.getLogger(f"ringdesk.{source}").warning("Slow: %d ms", 12, extra={"ms": 12})
        assert await operations.LogKeeper(house.office, recent).store() == 1
        (record,) = await seen_by(tenant, source)
        assert (record.level, record.message) == ("WARNING", "Slow: 12 ms")
        kept = msgspec.json.decode(record.metadata)
        assert kept == {"ms": 12, "request_id": "r-1", "person_id": 7}
        assert record.hostname == ""  # this is not the tenant that runs the machine
        assert await seen_by(await make_tenant(), source) == []

    async def test_about_nobody_is_the_first_tenants(
        self, recent: logs.RecentRecords, house: House, first_tenant: Tenant, tenant: Tenant,
        source: str,
    ) -> None:  # fmt: skip
        logging.getLogger(f"ringdesk.{source}").info("The server has started")
        await operations.LogKeeper(house.office, recent).store()
        (record,) = await seen_by(first_tenant, source)
        assert record.hostname
        assert await seen_by(tenant, source) == []

    async def test_is_listed_by_level_newest_first(
        self, recent: logs.RecentRecords, house: House, tenant: Tenant, source: str
    ) -> None:
        log = logging.getLogger(f"ringdesk.{source}")
        with logs.about(tenant_id=tenant.id):
            for n in range(3):
                log.info("info %d", n)
                log.error("error %d", n)
        await operations.LogKeeper(house.office, recent).store()
        async with tenant.work() as work:
            found = await operations.list_logs(work, level="error", source=source, limit=2)
        assert [record.message for record in found] == ["error 2", "error 1"]

    async def test_is_kept_when_it_can_not_be_stored_now(
        self, recent: logs.RecentRecords, house: House, tenant: Tenant, source: str
    ) -> None:
        with logs.about(tenant_id=tenant.id):
            logging.getLogger(f"ringdesk.{source}").info("Keep me")
        keeper = operations.LogKeeper(house.office, recent)
        entries = recent.take(10)
        recent.put_back([msgspec.structs.replace(one, level=None) for one in entries])
        with pytest.raises(Exception, match="null value"):
            await keeper.store()
        assert len(recent.take(10)) == 1
        recent.put_back(entries)
        await keeper.store()
        assert len(await seen_by(tenant, source)) == 1
