"""The last mail of a tenant, as it waits to be sent."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, json

from tests.conftest import Tenant

LAST_MAIL = """
select to_address, template, variables::text as variables from mail_outbox where tenant_id = $1
order by id desc limit 1
"""
COUNT = "select count(*) from mail_outbox where tenant_id = $1"


class Mail(Struct, frozen=True):
    to_address: str
    template: str
    variables: str

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = json.decode(self.variables)
        return found

    @property
    def token(self) -> str:
        link: str = self.values["link"]
        return parse_qs(urlsplit(link).query)["token"][0]


async def last_mail(tenant: Tenant) -> Mail:
    async with tenant.work() as work:
        found = await work.one(Mail, LAST_MAIL)
    assert found is not None
    return found
