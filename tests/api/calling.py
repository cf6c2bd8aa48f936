"""Leads and calls by the doors, for tests."""

import secrets
from typing import Any

from httpx import Response

from ringdesk.domains import leads
from tests.conftest import Person, Tenant


def some_number() -> str:
    return f"+1202555{secrets.randbelow(10_000):04d}"


async def new_lead(tenant: Tenant, **given: Any) -> int:
    """Of nobody, if no owner is named."""
    new = leads.NewLead(**{"phone": some_number(), "name": "Lea Lead", **given})
    async with tenant.work() as work:
        return (await leads.create(work, new)).id


async def lead_of(tenant: Tenant, lead_id: int) -> leads.Lead:
    async with tenant.work() as work:
        return await leads.get(work, lead_id=lead_id)


async def start(operator: Person, lead_id: int) -> dict[str, Any]:
    answer = await try_to_start(operator, lead_id)
    assert answer.status_code == 201, answer.text
    call: dict[str, Any] = answer.json()["call"]
    return call


async def try_to_start(operator: Person, lead_id: int | str) -> Response:
    return await operator.post("/api/operator/calls/start", {"leadId": str(lead_id)})


async def update(operator: Person, call: dict[str, Any], **given: Any) -> Response:
    return await operator.put(f"/api/operator/calls/{call['id']}/update", given)


async def moved(operator: Person, call: dict[str, Any], *statuses: str, **given: Any) -> None:
    for status in statuses:
        answer = await update(operator, call, status=status, **given)
        assert answer.status_code == 200, answer.text


async def set_calling(tenant: Tenant, **settings: object) -> None:
    """The tenant's settings of calls; what is not named is as the house has it."""
    names = list(settings)
    places = ", ".join(f"${n + 2}" for n in range(len(names)))
    columns = "".join(f", {name}" for name in names)
    async with tenant.work() as work:
        await work.run("delete from calling_settings where tenant_id = $1")
        await work.run(
            f"insert into calling_settings (tenant_id{columns}) values ($1{', ' * bool(names)}"
            f"{places})",
            *settings.values(),
        )  # fmt: skip
