"""The ceiling: the same statements in the same transactions, sent by pgbench, with no server in
between."""

import asyncio
import os
import re
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench.ground import data
from bench.ground.database import Loaded
from bench.ground.load import CONNECTIONS, Shot
from bench.ground.servers import cpu_us
from bench.rest.statements import ALL, SESSION_OPTIONS
from ringdesk.kernel.embedded import binary

IN_PROGRESS = [place for place, status in enumerate(data.STATUSES) if status == "in_progress"]
TEXT = "'Thank you, we have looked at it and it should work again now.'"
BODY = "array['{}']"
PREFIX = str(data.tenant_id(0))[:24]
OWN = f"('{PREFIX}' || lpad(:t::text, 12, '0'))::uuid"
# In one trip, as the product does it; but as a function, for `set local` takes no parameter.
BEGUN = f"""\\startpipeline
begin;
select set_config('app.tenant', {OWN}::text, true);
\\endpipeline"""


def filled(name: str, *values: str) -> str:
    """The statement with its parameters written out: literals, or pgbench's own variables."""
    return re.sub(r"\$(\d+)", lambda found: values[int(found[1]) - 1], ALL[name]).strip() + ";"


def script(act: str, db: Loaded) -> str:
    each, tenants = db.size.tickets // db.size.tenants, db.size.tenants
    any_ticket = f"\\set id random(0, {each - 1}) * {tenants} + :t + 1"
    if act == "get":
        acts = [any_ticket, BEGUN, filled("get", OWN, "true", ":id"),
                filled("messages", OWN, ":id", "true", "500", "0")]  # fmt: skip
    elif act in ("list", "newest"):
        status = "(array['open', 'in_progress', 'resolved', 'closed'])[:s::int]"
        values = [status, "50", "0"] if act == "list" else ["25", "0"]
        acts = ["\\set s random(1, 4)", BEGUN, filled(act, OWN, "true", *values)]
    elif act == "create":
        acts = [BEGUN, filled("create", OWN, "true", TEXT, TEXT, "'medium'", "'other'", "false",
                              "1.0", "null", "null", "null", "null", "'{}'", ":agent"),
                event("TicketCreated")]  # fmt: skip
    else:
        places = " ".join(f"when :p = {i} then {p}" for i, p in enumerate(IN_PROGRESS))
        nth = f"(random(0, {each // 20 - 1}) * 20 + case {places} end)"
        acts = [f"\\set p random(0, {len(IN_PROGRESS) - 1})",
                f"\\set id {nth} * {tenants} + :t + 1", BEGUN,
                filled("lock", OWN, "true", ":id"),
                filled("post", OWN, ":id", ":agent", "true", TEXT, "false", "true", "null::text"),
                event("MessagePosted")]  # fmt: skip
    who = [f"\\set t random(0, {tenants - 1})",
           f"\\set agent :t * {data.PEOPLE_PER_TENANT} + {data.agent_of(0)}"]  # fmt: skip
    return "\n".join([*who, *acts, "commit;"]) + "\n"


def event(kind: str) -> str:
    return filled("event", OWN, ":agent", f"array['{kind}']", BODY, "null", "'127.0.0.1'")


class PgbenchRow:
    def __init__(self, db: Loaded, *, name: str = "pgbench (ceiling)") -> None:
        self._db, self.name = db, name

    async def measure(self, act: str, seconds: float) -> Shot:
        with tempfile.TemporaryDirectory(prefix="rd-bench-") as folder:
            return await self._measure(act, seconds, Path(folder))

    async def _measure(self, act: str, seconds: float, folder: Path) -> Shot:
        file = folder / f"{act}.sql"
        file.write_text(script(act, self._db))
        url = urlsplit(self._db.app_url)
        env = {
            **os.environ, "PGHOST": parse_qs(url.query)["host"][0], "PGUSER": url.username or "",
            "PGPASSWORD": url.password or "", "PGOPTIONS": SESSION_OPTIONS,
        }  # fmt: skip
        before = cpu_us(self._db.postmaster)
        process = await asyncio.create_subprocess_exec(
            str(binary("pgbench")), "-n", "-M", "prepared", "-j", "1", "-c", str(CONNECTIONS),
            "-T", str(max(1, round(seconds))), "-f", str(file), "-l",
            "--log-prefix", str(folder / "log"),
            url.path[1:], env=env, cwd=folder,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        output, errors = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"pgbench said: {errors.decode()[-1500:]}")
        await asyncio.sleep(0.1)
        return self._shot(output.decode(), folder, cpu_us(self._db.postmaster) - before)

    def _shot(self, output: str, folder: Path, database_us: int) -> Shot:
        waits = sorted(int(line.split()[2]) for log in folder.glob("log.*") for line in log.open())
        rate = re.search(r"tps = ([\d.]+)", output)
        if not rate or not waits:
            raise RuntimeError(f"pgbench said: {output}")
        middle, late = waits[len(waits) // 2] / 1e3, waits[len(waits) * 99 // 100] / 1e3
        return Shot(float(rate[1]), middle, late, 0.0, database_us / len(waits), 0)
