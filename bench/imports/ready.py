"""Finished rows of a file, duplicates taken out, for the COPY that the commit is held against.

    python -m bench.imports.ready FILE INTO

In a process of its own: it remembers every number, 100 MB for a million, which must not be taken
for what an import weighs. Says how many rows it made.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from ringdesk.domains.leads.imports.plan import Defaults, Plan
from ringdesk.domains.leads.imports.reading import batches
from ringdesk.kernel.sheets import Dialect

HEADER = ["phone", "name", "email", "priority", "tags", "company", "city"]
PIECE = 256 * 1024
# What of a staged row goes into a lead, in the order of these columns of its table.
LEADS_COLUMNS = (
    "tenant_id", "phone", "phone_valid", "zones", "name", "email", "source", "rank", "tags",
    "custom", "notes", "consent_basis",
)  # fmt: skip
PLAN = Plan(
    dialect=Dialect("utf-8", ","), columns=HEADER, region="US", defaults=Defaults(),
    mapping={"phone": "phone", "name": "name", "email": "email", "priority": "priority",
             "tags": "tags", "company": "custom", "city": "custom"},
)  # fmt: skip


def pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def make_ready(path: Path, ready: Path) -> int:
    tenant = str(uuid4())
    known: set[str] = set()
    with ready.open("wb") as file:
        for batch in batches(pieces(path), PLAN):
            for line in batch.copy.decode().removesuffix("\n").split("\n"):
                cells = line.split("\t")
                if cells[1] in known:
                    continue
                known.add(cells[1])
                kept = [*cells[1:6], cells[7], cells[8], cells[9], cells[10], cells[11], cells[13]]
                file.write(("\t".join([tenant, *kept]) + "\n").encode())
    return len(known)


if __name__ == "__main__":
    print(make_ready(Path(sys.argv[1]), Path(sys.argv[2])))
