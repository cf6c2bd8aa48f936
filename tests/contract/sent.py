"""What document 001's messages need to be there before they are asked about."""

from typing import Any

from tests.conftest import Tenant, eventually

V1 = "/api/v1/communication"


async def sent_by(tenant: Tenant) -> dict[str, Any]:
    """A template, and a message that has gone."""
    new = {"name": "Parcel", "type": "email", "content": "Your parcel {{parcel}} is here"}
    template = await tenant.admin.post(f"{V1}/templates", new)
    assert template.status_code == 201, template.text
    wanted = {
        "recipient": "user@example.com", "type": "email", "template_id": template.json()["id"],
        "variables": {"parcel": "7"},
    }  # fmt: skip
    sent = await tenant.admin.post(f"{V1}/messages", wanted)
    assert sent.status_code == 201, sent.text
    message = sent.json()["message_id"]

    async def is_gone() -> bool:
        found = await tenant.admin.get(f"{V1}/messages/status?id={message}")
        return bool(found.json()["status"] == "sent")

    await eventually(is_gone)
    # A template's own braces look like a place to be filled in: `{{name}}` stays itself.
    return {"template": template.json()["id"], "message": message, "name": "{name}"}
