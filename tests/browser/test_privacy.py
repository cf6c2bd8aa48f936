"""A privacy request runs from request to archive: two browsers, one answer."""

import json
import re
import zipfile

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.gallery import TELEPHONE, Gallery
from tests.conftest import Tenant

pytestmark = pytest.mark.anyio

WORDS = "a secret between the printer and me"


async def test_from_request_to_archive(tenant: Tenant, visit: Visit) -> None:
    await tenant.ticket(description=WORDS)
    carla = await visit(tenant.customer, "/profile")
    await carla.page.get_by_role("switch", name="Advertising").click()
    await expect(carla.page.get_by_role("switch", name="Advertising")).to_be_checked()
    await carla.page.get_by_role("button", name="Ask for my data").click()
    await expect(carla.page.get_by_text("To be decided")).to_be_visible()

    ada = await visit(tenant.admin, "/privacy")
    await ada.page.get_by_role("button", name="Carla Customer").click()
    dialog = ada.page.get_by_role("dialog")
    await expect(dialog.get_by_text("Asked by themselves, signed in.")).to_be_visible()
    await dialog.get_by_role("button", name="Make the archive").click()
    await expect(dialog.get_by_text("Done", exact=True)).to_be_visible()

    await expect(carla.page.get_by_text("Done", exact=True)).to_be_visible(timeout=30_000)
    async with carla.page.expect_download() as begun:
        await carla.page.get_by_role("link", name="Download").click()
    archive = zipfile.ZipFile(await (await begun.value).path())
    assert WORDS in archive.read("data/tickets.json").decode()
    [agreed] = [
        part["rows"] for part in json.loads(archive.read("data/consent.json"))
        if part["table"] == "consents"
    ]  # fmt: skip
    assert agreed[0]["wording"] == "You may send me offers and news."


async def test_somebody_is_forgotten_after_a_look_at_what_goes(
    tenant: Tenant, visit: Visit
) -> None:
    await tenant.ticket(title="Plum cake", description=WORDS)
    carla = await visit(tenant.customer, "/profile")
    await carla.page.get_by_role("button", name="Ask to be forgotten").click()
    await carla.page.get_by_role("dialog").get_by_role("button", name="Ask for deletion").click()
    await expect(carla.page.get_by_text("To be decided")).to_be_visible()

    ada = await visit(tenant.admin, "/privacy")
    await ada.page.get_by_role("button", name="Carla Customer").click()
    dialog = ada.page.get_by_role("dialog")
    what = dialog.get_by_role("region", name="What would happen")
    await expect(what.get_by_text("Loses its words").first).to_be_visible()
    for path in ("/api/", "/"):
        carla.forgive(401, path)  # their account goes while they look
    await dialog.get_by_role("button", name="Erase", exact=True).click()
    await expect(dialog.get_by_text("Done", exact=True)).to_be_visible(timeout=30_000)
    done = dialog.get_by_role("region", name="What was done")
    await expect(done.get_by_text(re.compile("The person: name"))).to_be_visible()
    await ada.go("/tickets")
    await expect(ada.page.get_by_text("[erased]").first).to_be_visible()
    await expect(ada.page.get_by_text("Plum cake")).to_have_count(0)


async def test_the_pages_look_as_they_should(
    tenant: Tenant, visit: Visit, gallery: Gallery
) -> None:
    await tenant.ticket(description=WORDS)
    await tenant.customer.post(
        "/api/v1/compliance/gdpr/consents", {"type": "cookies", "value": True}
    )
    asked = await tenant.customer.post("/api/app/my-data/requests", {"kind": "deletion"})
    await tenant.admin.post(
        "/api/app/privacy/requests", {"kind": "access", "phone": "+12125550142"}
    )
    ada = await visit(tenant.admin)
    pages = {
        "privacy-requests": ("/privacy", "Note a request"),
        "privacy-request": (f"/privacy?request={asked.json()['id']}", "What would happen"),
        "privacy-consents": ("/privacy?tab=consents", "Carla Customer"),
        "privacy-retention": ("/privacy?tab=retention", "Chats without a ticket"),
        "privacy-workspace": ("/privacy?tab=workspace", "Erase everything"),
    }
    for name, (path, sign) in pages.items():
        await gallery.look(ada, name, path, sign)
    carla = await visit(tenant.customer)
    await gallery.look(carla, "my-data", "/profile", "Being remembered")
    on_a_telephone = await visit(tenant.admin, viewport=TELEPHONE, has_touch=True)
    for name, (path, sign) in pages.items():
        await gallery.look_on_a_telephone(on_a_telephone, name, path, sign)
    hers = await visit(tenant.customer, viewport=TELEPHONE, has_touch=True)
    await gallery.look_on_a_telephone(hers, "my-data", "/profile", "Being remembered")
    assert gallery.faults == []
