"""A believable desk of any size: made by formula, so that a load generator can name any row.

Ticket `n` (from 0) belongs to tenant `n % tenants` and has the id `n + 1`; person `n` likewise.
Every tenant has one administrator, four agents and forty-five customers.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

PEOPLE_PER_TENANT = 50
AGENTS = range(1, 5)  # among the people of a tenant; 0 is the administrator, 5 to 49 customers
DAYS = 90
NEWEST = datetime(2026, 1, 1, tzinfo=UTC)

# Of the tickets of one tenant, in turn: so a load generator knows which are in progress.
STATUSES = ["open", "closed", "resolved", "in_progress", "closed", "resolved", "open", "resolved",
            "in_progress", "closed", "resolved", "closed", "open", "resolved", "in_progress",
            "resolved", "closed", "open", "resolved", "cancelled"]  # fmt: skip
PRIORITIES = ["low"] * 3 + ["medium"] * 5 + ["high"] * 2 + ["critical"]
CATEGORIES = ["system_down", "performance_issue", "password_reset", "software_installation",
              "hardware_issue", "network_issue", "other"]  # fmt: skip
WORDS = (  # noqa: SIM905 - in a hundred pairs of quotes it reads worse
    "printer invoice laptop again cannot connect after update since yesterday morning office "
    "third floor screen stays black when opening the report server slow team waiting please check "
    "account locked password expired new colleague needs access shared folder error message "
    "appears customer phone call dropped twice during meeting headset sound network cable "
    "replaced still same problem mailbox full calendar missing entries browser closes without "
    "warning order number payment failed thank you works now until restart keyboard some keys do "
    "nothing license key installation stops at ninety percent disk almost monitor flickers "
    "warehouse scanner does not read labels backup"
).split()


class Size(NamedTuple):
    tickets: int
    messages: int
    tenants: int


class Texts:
    """Sentences of about a given length; a few thousand of each, drawn again and again."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self.titles = [self.sentence(60) for _ in range(3_000)]
        self.descriptions = [self.sentence(400) for _ in range(3_000)]
        self.messages = [self.sentence(200) for _ in range(10_000)]

    def sentence(self, length: int) -> str:
        words: list[str] = []
        have = 0
        while have < length:
            words.append(self._dice.choice(WORDS))
            have += len(words[-1]) + 1
        return " ".join(words)[:length].strip().capitalize()


def tenant_id(number: int) -> UUID:
    return UUID(f"0b0c0000-0000-4000-8000-{number:012d}")


def agent_of(tenant: int, nth: int = 0) -> int:
    return tenant * PEOPLE_PER_TENANT + 1 + AGENTS[nth]


def customer_of(tenant: int, nth: int) -> int:
    return tenant * PEOPLE_PER_TENANT + 1 + 5 + nth


def people(size: Size) -> Iterator[tuple[int, int, str]]:
    """(id, tenant's number, role)"""
    for tenant in range(size.tenants):
        for nth in range(PEOPLE_PER_TENANT):
            role = "admin" if nth == 0 else "support_agent" if nth in AGENTS else "customer"
            yield tenant * PEOPLE_PER_TENANT + 1 + nth, tenant, role


THREAD_COLUMNS = ("tenant_id", "id", "customer_id", "created_at", "active_at")


def threads(size: Size) -> Iterator[tuple[Any, ...]]:
    """A ticket's thread has the ticket's number."""
    for n in range(size.tickets):
        created = created_at(n, size)
        tenant = n % size.tenants
        yield tenant_id(tenant), n + 1, customer_of(tenant, n // 50 % 45), created, created


TICKET_COLUMNS = ("tenant_id", "id", "conversation_id", "title", "description", "status",
    "priority", "category", "auto_categorized", "confidence_score", "tags", "created_by",
    "assigned_to", "message_count", "created_at", "updated_at", "last_message_at",
    "first_responded_at", "resolved_at")  # fmt: skip


def tickets(size: Size, texts: Texts) -> Iterator[tuple[Any, ...]]:
    dice = random.Random(11)
    each, more = divmod(size.messages, size.tickets)
    for n in range(size.tickets):
        tenant = n % size.tenants
        created = created_at(n, size)
        count = each + (1 if n < more else 0)
        status = STATUSES[n // size.tenants % len(STATUSES)]
        done = status in ("resolved", "closed")
        last = created + timedelta(minutes=40 * count) if count else None
        yield (
            tenant_id(tenant), n + 1, n + 1, dice.choice(texts.titles),
            dice.choice(texts.descriptions), status, dice.choice(PRIORITIES),
            dice.choice(CATEGORIES), n % 3 == 0, 0.5 + (n % 50) / 100,
            ["vip"] if n % 10 == 0 else [], customer_of(tenant, n // 50 % 45),
            None if status == "open" and n % 2 else agent_of(tenant, n // 50 % 4), count,
            created, last or created, last, created + timedelta(minutes=40) if count > 1 else None,
            (last or created) + timedelta(minutes=5) if done else None,
        )  # fmt: skip


MESSAGE_COLUMNS = ("tenant_id", "id", "conversation_id", "sender_id", "from_staff", "content",
    "internal", "created_at", "read_at")  # fmt: skip


def messages(size: Size, texts: Texts) -> Iterator[tuple[Any, ...]]:
    """In the order of their writing: the first answers of many tickets lie between one ticket's."""
    dice = random.Random(13)
    each, more = divmod(size.messages, size.tickets)
    at_once = 2_000  # tickets whose threads are written at the same time
    number = 0
    for first in range(0, size.tickets, at_once):
        last = min(first + at_once, size.tickets)
        for nth in range(each + (1 if more else 0)):
            for n in range(first, last):
                if nth >= each and n >= more:
                    continue
                number += 1
                tenant, staff = n % size.tenants, nth % 2 == 1
                round_ = n // 50
                sender = agent_of(tenant, round_ % 4) if staff else customer_of(tenant, round_ % 45)
                written = created_at(n, size) + timedelta(minutes=40 * (nth + 1))
                read = written + timedelta(minutes=9) if nth < 8 else None
                yield (
                    tenant_id(tenant), number, n + 1, sender, staff, dice.choice(texts.messages),
                    staff and nth % 5 == 0, written, read,
                )  # fmt: skip


def created_at(n: int, size: Size) -> datetime:
    return NEWEST - timedelta(days=DAYS) * ((size.tickets - n) / size.tickets)
