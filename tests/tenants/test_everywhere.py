"""What the house does in every tenant."""

from uuid import UUID

import pytest

from ringdesk.domains import identity
from ringdesk.kernel.work import Actor
from tests.conftest import MakeTenant

pytestmark = pytest.mark.anyio


class TestInEveryTenant:
    async def test_what_fails_in_one_holds_up_no_other_and_is_told(
        self, make_tenant: MakeTenant
    ) -> None:
        one, broken, other = [await make_tenant() for _ in range(3)]
        done = set[UUID]()

        async def act(house: Actor) -> None:
            if house.tenant_id == broken.id:
                raise LookupError("Nothing is as it was")
            done.add(house.tenant_id)

        with pytest.raises(ExceptionGroup) as told:
            await identity.in_every_tenant(one.house.office, act)
        assert {one.id, other.id} <= done
        assert [type(fault) for fault in told.value.exceptions] == [LookupError]
