"""Kept answers do not pile up for ever."""

from uuid import UUID

import pytest

from ringdesk.kernel import queries
from ringdesk.kernel.work import Actor
from tests.conftest import Tenant, eventually
from tests.kernel.conftest import Kernel

pytestmark = pytest.mark.anyio

COUNT = "select count(*) from idempotency_keys where tenant_id = $1"
AGE = "update idempotency_keys set at = at - interval '25 hours' where tenant_id = $1"


class TestIdempotencyKeys:
    async def test_are_one_per_person_and_door(self, kernel: Kernel, tenant_id: UUID) -> None:
        async with kernel.office.open(Actor.the_house(tenant_id)) as work:
            for person, door in ((1, "POST /a"), (2, "POST /a"), (1, "POST /b"), (1, "POST /a")):
                await work.run(queries.TAKE_KEY, person, door, "key", b"hash")
            assert await work.value(int, COUNT) == 3

    async def test_are_forgotten_after_a_day(self, tenant: Tenant) -> None:
        body = {"title": "Once", "description": "x"}
        await tenant.customer.post("/api/tickets", body, headers={"Idempotency-Key": "k"})
        async with tenant.work() as work:
            await work.run(AGE)
        await tenant.house.jobs._handlers["operations.keep_house"](None)  # type: ignore[arg-type]

        async def is_gone() -> bool:
            async with tenant.work() as work:
                return await work.value(int, COUNT) == 0

        await eventually(is_gone)
