from typing import Any

import pytest

from tests.conftest import MakeTenant, Tenant

pytestmark = pytest.mark.anyio

PATH = "/api/admin/system-config"
DEFAULTS = {
    "auto_reply_enabled": True,
    "max_response_length": 500,
    "ai_confidence_threshold": 0.7,
    "response_style_default": "friendly",
}


class TestSystemConfig:
    async def test_begins_as_the_document_shows(self, tenant: Tenant) -> None:
        assert (await tenant.admin.get(PATH)).json() == DEFAULTS

    async def test_changes_only_what_is_given(self, tenant: Tenant) -> None:
        changed = await tenant.admin.put(PATH, {"max_response_length": 120})
        assert changed.json() == DEFAULTS | {"max_response_length": 120}
        changed = await tenant.admin.put(PATH, {"auto_reply_enabled": False})
        expected = DEFAULTS | {"max_response_length": 120, "auto_reply_enabled": False}
        assert changed.json() == (await tenant.admin.get(PATH)).json() == expected

    async def test_changes_all_at_once(self, tenant: Tenant) -> None:
        wanted = {
            "auto_reply_enabled": False, "max_response_length": 4000,
            "ai_confidence_threshold": 1.0, "response_style_default": "formal",
        }  # fmt: skip
        assert (await tenant.admin.put(PATH, wanted)).json() == wanted

    async def test_is_the_tenants_own(self, tenant: Tenant, make_tenant: MakeTenant) -> None:
        await tenant.admin.put(PATH, {"response_style_default": "concise"})
        assert (await (await make_tenant()).admin.get(PATH)).json() == DEFAULTS

    async def test_is_for_administrators(self, tenant: Tenant) -> None:
        for person in (tenant.agent, tenant.customer):
            for answer in (await person.get(PATH), await person.put(PATH, {})):
                assert answer.status_code == 403
                assert answer.json()["detail"] == "Admin access required"

    async def test_is_in_the_log_when_it_changed(self, tenant: Tenant) -> None:
        await tenant.admin.put(PATH, {"ai_confidence_threshold": 0.9})
        await tenant.admin.put(PATH, {"ai_confidence_threshold": 0.9})
        told = [one for one in await tenant.log() if one.kind == "AssistantSettingsChanged"]
        assert [(one.actor_id, one.body) for one in told] == [
            (tenant.admin.id, '{"fields": ["ai_confidence_threshold"]}')
        ]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("auto_reply_enabled", "yes"), ("auto_reply_enabled", None),
            ("max_response_length", 0), ("max_response_length", 4001),
            ("max_response_length", 1.5), ("max_response_length", True),
            ("ai_confidence_threshold", -0.1), ("ai_confidence_threshold", 1.01),
            ("ai_confidence_threshold", "0.7"), ("response_style_default", "rude"),
            ("response_style_default", ""), ("tenant_id", 1),
        ],
    )  # fmt: skip
    async def test_refuses_what_makes_no_sense(
        self, field: str, value: Any, tenant: Tenant
    ) -> None:
        answer = await tenant.admin.put(PATH, {field: value})
        assert answer.status_code == 400, answer.text
        [named] = answer.json()["details"]["errors"]
        assert named["field"] == field
        assert (await tenant.admin.get(PATH)).json() == DEFAULTS
