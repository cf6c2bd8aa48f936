"""Customers who write by mail or by telephone and never signed up: without a password, and with an
address that is shown but never believed (as visitors have it: it stands in the person, not in the
account)."""

import secrets

from ringdesk.domains.identity import queries
from ringdesk.domains.identity.models import Person
from ringdesk.domains.identity.registration import NewAccount, add_person
from ringdesk.domains.identity.tenants import tenant_of
from ringdesk.domains.identity.visitors import PLACEHOLDER, tidy_name
from ringdesk.kernel.work import Work


async def add_correspondent(work: Work, *, address: str | None, name: str) -> Person:
    """A new customer of this tenant, known by an address that somebody wrote from; None: they have
    none, but a number. The caller sees to it that there is one for an address."""
    tag = secrets.token_hex(8)
    new = NewAccount(
        username=f"mail-{tag}", email=f"mail-{tag}@{PLACEHOLDER}", password="",
        full_name=tidy_name(name) or (address or "").partition("@")[0],
    )  # fmt: skip
    person = await add_person(work, await tenant_of(work), new, None)
    if address is not None:
        await work.run(queries.SHOW_ADDRESS, person.id, address)
    return person
