"""A tenant whose calls go by Twilio: a fake one, on a real socket, which calls our real doors."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from ringdesk import wiring
from ringdesk.domains import telephony
from ringdesk.domains.telephony.carrier import CarrierEvent
from ringdesk.domains.telephony.fakes.twilio import FakeTwilio
from ringdesk.domains.telephony.twilio import TwilioCarrier
from ringdesk.kernel.settings import Settings
from ringdesk.kernel.work import Actor
from ringdesk.wiring import House
from tests.conftest import Tenant, eventually
from tests.domains.assistant_providers.conftest import AtHome
from tests.houses import open_house

OURS, THEIRS = "+14155550100", "+1212555010{digit}"
_calls = count(1_000_000)


@asynccontextmanager
async def house_at_home(settings: Settings, app_url: str) -> AsyncIterator[House]:
    """For which every tenant is the one that runs the machine: the fake is on loopback. That others
    may not reach it is tested in tests/api/telephony and tests/kernel/test_egress.py."""
    async with AsyncExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wiring, "Egress", AtHome)
            opened = await stack.enter_async_context(
                open_house(settings, app_url, egress_allow=("127.0.0.1",))
            )
        yield opened.house


@dataclass
class Line:
    """`events` are all that was reported of this tenant's calls, in the order of arrival."""

    tenant: Tenant
    fake: FakeTwilio
    carrier_id: int
    events: list[CarrierEvent] = field(default_factory=list)

    @property
    def carriers(self) -> telephony.Carriers:
        return self.tenant.house.carriers

    @property
    def actor(self) -> Actor:
        return Actor.the_house(self.tenant.id)

    async def trunk(self) -> telephony.Trunk:
        return await self.carriers.trunk(self.tenant.id, self.carrier_id)

    async def carrier(self) -> TwilioCarrier:
        found = (await self.trunk()).carrier
        assert isinstance(found, TwilioCarrier)
        return found

    def attempt(self) -> str:
        return f"{self.tenant.id}:{next(_calls)}"

    def request(self, digit: int | str = 1, **more: Any) -> telephony.DialRequest:
        to = {"to_number": THEIRS.format(digit=digit)}
        return telephony.DialRequest(**{"attempt": self.attempt()} | to | more)

    async def dial(self, digit: int | str = 1, **more: Any) -> telephony.Dialled:
        return await self.carriers.dial(self.tenant.id, self.request(digit, **more))

    def heard(self, call: telephony.Dialled) -> list[str]:
        return [one.kind for one in self.events if one.carrier_call_id == call.carrier_call_id]

    async def ended(self, call: telephony.Dialled) -> CarrierEvent:
        """The last word on a call, once it is there."""

        def last() -> list[CarrierEvent]:
            return [
                one for one in self.events
                if one.carrier_call_id == call.carrier_call_id and one.kind in telephony.FINAL
            ]  # fmt: skip

        async def is_there() -> bool:
            return bool(last())

        await eventually(is_there)
        return last()[0]

    async def listen(self, tenant_id: UUID, event: CarrierEvent) -> None:
        if tenant_id == self.tenant.id:
            self.events.append(event)

    async def change(self, **changes: Any) -> telephony.CarrierShown:
        return await telephony.change_carrier(
            self.carriers, self.actor, carrier_id=self.carrier_id,
            changes=telephony.CarrierChanges(**changes),
        )  # fmt: skip


async def line_of(tenant: Tenant, fake: FakeTwilio, **changes: Any) -> Line:
    given: dict[str, Any] = {
        "kind": "twilio", "name": "Twilio", "caller_ids": [OURS], "calls_per_second": 1000.0,
        "settings": {
            "account_sid": fake.account.sid, "base_url": fake.address, "connect": "conference",
        },
        "credentials": {"auth_token": fake.account.token},
    }  # fmt: skip
    made = await telephony.add_carrier(
        tenant.house.carriers, Actor.the_house(tenant.id),
        telephony.CarrierChanges(**given | changes),
    )  # fmt: skip
    line = Line(tenant, fake, made.row.id)
    line.carriers.listen(line.listen)
    return line
