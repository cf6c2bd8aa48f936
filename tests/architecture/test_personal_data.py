"""Nothing is kept of people that nobody said: every table has somebody who declares what it holds
of them, how it is shown, and what becomes of it."""

from datetime import UTC, datetime

import pytest

from ringdesk.domains import privacy
from ringdesk.kernel import personal
from ringdesk.kernel.database import Urls
from ringdesk.kernel.personal import Holding
from tests.architecture.test_catalogue import TABLES, ask
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

# Columns that hold somebody's number, name or words, whatever the table is.
POINTING = f"""
select t.relname || '.' || a.attname {
    TABLES.replace(
        "from pg_class t",
        "from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0",
    )
} and not a.attisdropped and a.attname ~ '^(person|account|lead|customer)_id$' order by 1
"""
# Those that hold a number and nothing more, each with why nobody needs to be told or to forget it.
ONLY_NUMBERS = {
    "audit_people", "call_marks", "competitions", "memberships", "messages_to_understand",
    "password_resets", "ticket_totals", "webhook_deliveries",
}  # fmt: skip
EACH = [pytest.param(domain, one, id=f"{domain}-{one.table}-{one.about}"[:70])
        for domain, one in privacy.holdings()]  # fmt: skip


async def test_every_table_is_declared_by_somebody(database: Urls) -> None:
    tables = set(await ask(database.owner, f"select t.relname {TABLES}"))
    declared = privacy.declared_tables()
    assert tables - declared == set(), "say in its domain's PERSONAL what it holds of people"
    assert declared - tables == set(), "declared, but there is no such table"


async def test_whoever_points_at_people_is_shown_or_forgotten(database: Urls) -> None:
    """A table with a person's, account's, lead's or customer's number is no "nothing"."""
    held = {one.table for _, one in privacy.holdings()}
    for column in await ask(database.owner, POINTING):
        table = column.partition(".")[0]
        assert table in held | ONLY_NUMBERS, column


@pytest.mark.parametrize(("domain", "holding"), EACH)
def test_a_declaration_is_whole(domain: str, holding: Holding) -> None:
    assert holding.about
    assert holding.shows or holding.counts or holding.forgets or holding.act
    if holding.fate == "retained":
        assert len(holding.reason) > 20, "the legal reason"
    else:
        assert holding.forgets or holding.act, "what makes it go"


def test_nobody_declares_a_table_of_anothers() -> None:
    whose: dict[str, str] = {}
    for domain, holding in privacy.holdings():
        assert whose.setdefault(holding.table, domain) == domain


def test_expiries_are_kinds_that_somebody_can_set() -> None:
    kinds = [one.kind for one in privacy.expiries()]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(("domain", "holding"), EACH)
async def test_its_statements_are_sound(domain: str, holding: Holding, tenant: Tenant) -> None:
    """Each one runs, on somebody of whom there is next to nothing."""
    subject = personal.Subject(
        person_id=tenant.customer.id, lead_ids=[1], addresses=["x@example.org"],
        numbers=["+12125550100"],
    )  # fmt: skip
    async with tenant.work() as work:
        await personal.count(work, holding, subject)
        await personal.files_of(work, holding, subject)
        if holding.shows:
            await work.many(personal.Row, holding.shows, holding.key_of(subject))
        if holding.forgets:
            await work.run(holding.forgets, holding.key_of(subject))


@pytest.mark.parametrize("expiry", privacy.expiries(), ids=lambda one: one.kind)
async def test_an_expirys_statements_are_sound(
    expiry: personal.Expiry, tenant: Tenant
) -> None:  # fmt: skip
    cutoff = datetime.now(UTC)
    async with tenant.work() as work:
        assert (await work.value(int, expiry.counts, cutoff) or 0) >= 0
        if expiry.files:
            await work.many(personal.StorageKey, expiry.files, cutoff, 10)
        await work.run(expiry.removes, cutoff, 10)
