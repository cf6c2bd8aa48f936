"""Calls as the house makes them, for `bench.telephony.twilio --whole`: ten written and claimed at
once, as the dialler does, then each placed by itself."""

import asyncio
from datetime import UTC, datetime
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from ringdesk.domains import calls, campaigns, leads
from ringdesk.kernel.work import Actor
from ringdesk.wiring import House

ROUND = 10
PATIENCE_S = 120
# What fails is tried again later, and is not waited for: nobody set up a mail server.
LEFT = """
select exists (select from outbox where tenant_id = $1) or exists (select from jobs
  where tenant_id = $1 and error is null and dead_at is null and due_at < now() + interval '90 s')
"""
# One of them is at work whatever the hour.
WHERE = {"America/New_York": "+12122", "Europe/London": "+442071", "Asia/Tokyo": "+81312"}


def numbers_begin_with() -> str:
    now = datetime.now(UTC)
    return next(
        begins for zone, begins in WHERE.items() if 9 <= now.astimezone(ZoneInfo(zone)).hour < 20
    )


class Whole:
    """`leads`: by the number of the call."""

    def __init__(self, house: House, tenant_id: UUID, campaign_id: int, people: list[int]) -> None:
        self._office, self._actor = house.office, Actor.the_house(tenant_id)
        self._placing = calls.Placing(house.office, house.carriers)
        self._tenant_id, self._campaign_id, self._leads = tenant_id, campaign_id, people
        self._begins = numbers_begin_with()
        self._rounds: dict[int, asyncio.Task[dict[int, calls.ToAsk]]] = {}
        self._digits: dict[int, str] = {}

    @classmethod
    async def of(cls, house: House, tenant_id: UUID, count: int, digits: str) -> Self:
        """With a lead for each call."""
        begins, people = numbers_begin_with(), list[int]()
        async with house.office.open(Actor.the_house(tenant_id)) as work:
            campaign = await campaigns.create(
                work, campaigns.NewCampaign(name="Bench", detect_machines=True)
            )
            for n in range(count):
                phone = f"{begins}{n:05}{digits[n % len(digits)]}"
                people.append((await leads.create(work, leads.NewLead(phone=phone))).id)
        made = cls(house, tenant_id, campaign.id, people)
        made._digits = {n: digits[n % len(digits)] for n in range(count)}
        return made

    async def begin(self, n: int) -> str:
        """The attempt of call number `n`, written and claimed with others of its round."""
        return calls.attempt_of(self._tenant_id, (await self._mine(n)).call.id)

    async def place(self, n: int) -> None:
        await self._placing.ask(self._tenant_id, await self._mine(n))

    async def all_done(self) -> None:
        """Until the log is carried out and nobody has anything left to do."""
        async with asyncio.timeout(PATIENCE_S):
            while await self._is_anything_left():  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)

    async def _is_anything_left(self) -> bool | None:
        async with self._office.open(self._actor) as work:
            return await work.value(bool, LEFT)

    async def _mine(self, n: int) -> calls.ToAsk:
        begins = n - n % ROUND
        if begins not in self._rounds:
            self._rounds[begins] = asyncio.create_task(self._round(begins))
        return (await self._rounds[begins])[n]

    async def _round(self, begins: int) -> dict[int, calls.ToAsk]:
        them = range(begins, min(begins + ROUND, len(self._leads)))
        wanted = {self._leads[n]: f"{self._begins}{n:05}{self._digits[n]}" for n in them}
        async with self._office.open(self._actor) as work:
            opened = await calls.open_attempts(
                work, wanted, campaign_id=self._campaign_id, mode="progressive"
            )
        claimed = await self._placing.claim(self._tenant_id, [one.id for one in opened.calls])
        by_lead = {one.call.lead_id: one for one in claimed}
        return {n: by_lead[self._leads[n]] for n in them}
