"""Before anything is measured: do all rows give the same answers to the same questions?"""

import json
import urllib.request
from typing import Any

from bench.ground.data import STATUSES
from bench.rest.rows import HttpRow

LISTED = 50


class Unequal(RuntimeError):
    """Two rows that do different work must not be compared."""


def ask(row: HttpRow, path: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401
    token = row.token_file.read_text().splitlines()[0]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(row.server.url + path, data, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


async def compare_answers(rows: list[HttpRow]) -> None:
    """Unequal if a row shows other tickets, other messages or less text than the first."""
    seen = {row.name: gist(row) for row in rows}
    for name, found in seen.items():
        expected = seen[rows[0].name]
        if found != expected:
            raise Unequal(f"{name} answers {found}, {rows[0].name} {expected}")


def gist(row: HttpRow) -> dict[str, object]:
    number = STATUSES.index("in_progress") * row.size.tenants + 1  # takes an answer as it is
    one = ask(row, f"/api/tickets/{number}")
    listed = ask(row, f"/api/tickets?limit={LISTED}&status=resolved")
    made = ask(row, "/api/tickets", {"title": "Does it answer?", "description": "Once, to see.",
                                     "priority": "low", "category": "other"})  # fmt: skip
    posted = ask(row, "/api/messages", {"ticket_id": one["id"], "content": "Yes."})
    return {
        "ticket": [one[name] for name in ("id", "title", "status", "created_by", "unread_count")],
        "customer": one["customer"]["full_name"],
        "messages": [[m["id"], m["content"], m["sender"]["full_name"]] for m in one["messages"]][
            :9
        ],
        "listed": [ticket["id"] for ticket in listed],
        "made": [made[name] for name in ("title", "status", "priority", "customer")],
        "posted": [posted[name] for name in ("ticket_id", "content", "internal")],
    }
