"""kill -9 while somebody is forgotten: whoever starts next goes on where it broke off."""

import asyncpg
import pytest

from tests.conftest import eventually
from tests.faults.conftest import Program

pytestmark = pytest.mark.anyio

DESK = "/api/app/privacy/requests"
WORDS = "words that nobody may find again"
TICKETS = 60
STEPS = "select count(*) as n from privacy_steps"
STATE = "select state from privacy_requests"
LEASE_OVER = "update privacy_requests set working_until = now() - interval '1 second'"
LEFT = f"""
select (select count(*) from tickets where description like '%{WORDS}%')
  + (select count(*) from messages where content like '%{WORDS}%') as n
"""
TWICE = """
select domain, tbl, about from privacy_steps group by 1, 2, 3 having count(*) > 1
"""
# Each step waits a little, so that there is a middle to be killed in.
SLOWLY = """
create function slowly() returns trigger language plpgsql as $$
begin perform pg_sleep(0.05); return new; end $$;
create trigger slowly before insert on privacy_steps for each row execute function slowly();
"""


async def customer(program: Program) -> str:
    new = {
        "username": "carla", "email": "carla@example.org", "password": "a long enough phrase",
        "role": "customer",
    }  # fmt: skip
    async with program.client() as client:
        made = await client.post("/api/auth/register", json=new)
        assert made.status_code == 201, made.text
        signed = await client.post(
            "/api/auth/login", json={"username": "carla", "password": new["password"]}
        )
    token: str = signed.json()["access_token"]
    return token


async def ask_to_be_forgotten(program: Program, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    async with program.client() as client:
        for nr in range(TICKETS):
            body = {"title": f"{WORDS} {nr}", "description": f"{WORDS} {nr}"}
            made = await client.post("/api/tickets", json=body, headers=headers)
            assert made.status_code == 201
        asked = await client.post(
            "/api/app/my-data/requests", json={"kind": "deletion"}, headers=headers
        )
    request_id: int = asked.json()["id"]
    return request_id


async def ask(program: Program, question: str) -> "list[asyncpg.Record]":
    """As its owner, within the tenant: its own rows are hidden from him, too."""
    [first] = await program.ask("select tenant_id from privacy_requests")
    owner = await asyncpg.connect((program.folder / "postgres" / "owner_url").read_text())
    try:
        await owner.execute(f"set app.tenant = '{first['tenant_id']}'")
        return await owner.fetch(question)
    finally:
        await owner.close()


async def count(program: Program, question: str) -> int:
    [row] = await ask(program, question)
    n: int = row["n"]
    return n


async def test_forgetting_survives_a_kill_at_any_step(program: Program) -> None:
    request_id = await ask_to_be_forgotten(program, await customer(program))
    await execute(program, SLOWLY)
    async with program.client() as client:
        started = await client.post(f"{DESK}/{request_id}/start", json={})
        assert started.status_code == 200, started.text

    killed_at: list[int] = []
    for more in (3, 8):  # in the beginning, and in the middle

        async def got_on(goal: int = (killed_at[-1] if killed_at else 0) + more) -> bool:
            return await count(program, STEPS) >= goal

        await eventually(got_on, seconds=60)
        await program.kill()
        await program.start()
        killed_at.append(await count(program, STEPS))
        assert (await ask(program, STATE))[0]["state"] == "in_progress"
        await ask(program, LEASE_OVER)

    async def is_done() -> bool:
        return bool((await ask(program, STATE))[0]["state"] == "done")

    await eventually(is_done, seconds=120)
    assert await count(program, LEFT) == 0
    assert await ask(program, TWICE) == [], "no step is noted twice"
    ledger = list((program.folder / "ledger").rglob("*.json"))
    assert len(ledger) == 1
    assert WORDS not in ledger[0].read_text() and "carla" not in ledger[0].read_text()


async def execute(program: Program, statements: str) -> None:
    owner = await asyncpg.connect((program.folder / "postgres" / "owner_url").read_text())
    try:
        await owner.execute(statements)
    finally:
        await owner.close()
