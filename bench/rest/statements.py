"""The SQL of the four acts, for the peers: the product's own constants, word for word, so that
what is compared is what runs around them. Only the event goes to a table of the benchmarks'."""

import json
import runpy
from pathlib import Path

from bench.ground.places import ROOT
from ringdesk.kernel import queries as kernel
from ringdesk.kernel.db import SESSION

# The file alone: this asks what the SQL is, and needs nothing of the house around it.
tickets = runpy.run_path(str(ROOT / "src/ringdesk/domains/tickets/queries.py"))

ALL = {
    "begin": kernel.BEGIN,
    "get": tickets["GET"],
    "messages": tickets["MESSAGES"],
    "list": tickets["listing"](["one_status"]),
    "newest": tickets["listing"]([]),
    "assigned": tickets["listing"](["assignee"]),
    "create": tickets["CREATE"],
    "lock": tickets["GET_FOR_UPDATE"],
    "post": tickets["POST_MESSAGE"],
    "event": kernel.RECORD.replace("outbox", "bench_outbox"),
}
SESSION_OPTIONS = " ".join(f"-c {name}={value}" for name, value in SESSION.items())


def write(file: Path) -> Path:
    file.write_text(json.dumps(ALL, indent=1))
    return file


# Like the product's outbox, but nobody empties it: the product's relay must not work for peers.
PREPARE = """
drop table if exists bench_outbox;
create table bench_outbox (like outbox including all);
alter table bench_outbox enable row level security, force row level security;
create policy tenant on bench_outbox
  using (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid))
  with check (tenant_id = (select nullif(current_setting('app.tenant', true), '')::uuid));
grant select, insert on bench_outbox to "{role}";
"""
