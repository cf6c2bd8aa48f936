"""A mailbox, a mail that was put aside, and a browser, for tests that go through all doors."""

from typing import Any

from ringdesk.domains.messaging.channels.fakes.push import FakePush
from tests.conftest import Tenant

MAILBOX = """
insert into mailboxes (tenant_id, name, address, host, port, username, interval_s, enabled)
values ($1, $2, $2 || '@desk.example', 'imap.desk.example', 993, $2, 60, false) returning id
"""
MAIL = """
insert into mails (tenant_id, mailbox_id, uid_validity, uid, fingerprint, storage_key, size, state,
  reason, sender, subject)
values ($1, $2, 1, 1, 'x', $4, 10, 'quarantined', 'too_deep', $3, $3) returning id
"""


async def things_of_mail(tenant: Tenant, word: str) -> dict[str, Any]:
    """By the names that addresses have for their ids; `word` is in all their texts."""
    async with tenant.work() as work:
        mailbox = await work.value(int, MAILBOX, word)
        key = f"{tenant.id}/mails/{mailbox}"
        mail = await work.value(int, MAIL, mailbox, word, key)
    await tenant.house.desk.storage.put(key, f"Subject: {word}\r\n\r\n{word}".encode())
    given = FakePush().browser().subscription
    given["endpoint"] = f"https://93.184.216.34/{word}"
    made = await tenant.agent.post("/api/app/push", given)
    assert made.status_code == 201, made.text
    return {"mailbox_id": mailbox, "mail_id": mail, "subscription_id": made.json()["id"]}
