"""An administrator sets up a mailbox, sees mail become tickets, and lets in what was put aside."""

import re
import secrets
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from ringdesk.wiring import House
from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Tenant
from tests.domains.mailroom.conftest import Near
from tests.domains.mailroom.server import HOST, PASSWORD, ImapServer, imap_server, mail

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def imap() -> Iterator[ImapServer]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="rd-imap-") as folder:
        Path(folder).chmod(0o755)
        with imap_server(Path(folder), port) as server:
            yield server


async def test_mail_becomes_tickets(
    tenant: Tenant, house: House, imap: ImapServer, visit: Visit, gallery: Gallery,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    near = Near(trust=imap.trust)
    monkeypatch.setattr(house.mailroom, "egress", near)
    monkeypatch.setattr(house.messaging, "egress", near)
    user = f"u{secrets.token_hex(4)}"
    ada = await visit(tenant.admin, "/settings/channels?tab=mailboxes")
    page = ada.page
    await gallery.look_at(page, "mailboxes-none", "No mailbox yet")
    await page.get_by_role("button", name="Add a mailbox").click()
    dialog = page.get_by_role("dialog")
    for label, value in {
        "Name": "Support", "Address": "support@desk.example", "IMAP server": HOST,
        "Port": str(imap.port), "User name": user, "Look every … seconds": "10",
    }.items():  # fmt: skip
        await dialog.get_by_label(label, exact=True).fill(value)
    await dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    await gallery.look_at(page, "mailboxes-dialog", "Always over TLS")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_be_hidden()
    await page.get_by_role("button", name="Test Support").click()
    await expect(page.get_by_text("It works: 0 mails in the folder")).to_be_visible()

    await imap.receive(
        user, mail(subject="Printer on fire"),
        b"From: a@x.example\r\nFrom: b@x.example\r\nSubject: Two senders\r\n\r\nhi",
        mail(subject="Our newsletter", Precedence="bulk"),
    )  # fmt: skip
    await page.get_by_role("button", name="Test Support").click()
    await expect(page.get_by_text("It names several senders")).to_be_visible(timeout=20_000)
    await gallery.look_at(page, "mailboxes", "1 put aside")
    await page.get_by_role("button", name="Discard “(no subject)”").click()
    await expect(page.get_by_text("Nothing was put aside")).to_be_visible()

    await page.get_by_role("combobox", name="Show").click()
    await page.get_by_role("option", name="Passed over").click()
    await page.get_by_role("button", name="Let in “Our newsletter”").click()
    await page.get_by_role("combobox", name="Show").click()
    await page.get_by_role("option", name="Became tickets").click()
    letter = page.get_by_role("link", name="Our newsletter", exact=True)
    await expect(letter).to_be_visible(timeout=20_000)
    telephone = await visit(tenant.admin, "/", viewport=TELEPHONE)
    await gallery.look_on_a_telephone(
        telephone, "mailboxes", "/settings/channels?tab=mailboxes", "Support"
    )
    await page.get_by_role("link", name="Printer on fire", exact=True).click()
    await expect(page).to_have_url(re.compile(r"/tickets/\d+"))
    await expect(page.get_by_text("The printer smokes.").first).to_be_visible()
    assert gallery.faults == []


async def test_notifications_are_offered_once_the_workspace_sends_some(
    tenant: Tenant, visit: Visit, gallery: Gallery
) -> None:
    axel = await visit(tenant.agent, "/profile")
    await expect(axel.page.get_by_text("Display")).to_be_visible()
    await expect(axel.page.get_by_label("In this browser")).to_have_count(0)
    given = {"channel": "push", "kind": "webpush", "name": "Push"}
    assert (await tenant.admin.post("/api/app/channels", given)).status_code == 201
    await gallery.look(axel, "push", "/profile", "In this browser")
    await axel.context.grant_permissions([])
    switch = axel.page.get_by_label("In this browser")
    await expect(switch).not_to_be_checked()
    worker = await axel.page.request.get(f"{axel.address}/push-worker.js")
    assert worker.status == 200
    assert "javascript" in worker.headers["content-type"]
    assert gallery.faults == []
