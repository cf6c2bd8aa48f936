"""Generated files agree with what they are generated from."""

import json
from pathlib import Path

import pytest
from httpx import AsyncClient

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.anyio


async def test_openapi_json_is_what_the_server_says(stranger: AsyncClient) -> None:
    """After a change of a route: `ringdesk openapi > openapi.json`."""
    kept = json.loads((ROOT / "openapi.json").read_text())
    assert (await stranger.get("/openapi.json")).json() == kept


async def test_no_documented_answer_has_a_field_for_secrets(stranger: AsyncClient) -> None:
    """Tokens stand only in the answers that are there to give one."""
    schemas = (await stranger.get("/openapi.json")).json()["components"]["schemas"]
    # And the demo's, of which the password is the same everywhere.
    giving = {"LoginOut", "RegisteredOut", "TenantRegisteredOut", "RegisterOut", "VisitOut",
              "SampleOut", "SecretOut", "NewTokenOut", "WebhookWithSecretOut"}  # fmt: skip
    asking = {"Refresh", "Validate", "ResetPassword", "Register", "RegisterTenant", "Login",
              "ChangePassword", "CreateUser", "OfflineIn", "VisitIn",
              "LookAt", "Follow", "AddMailbox", "ChangeMailbox"}  # fmt: skip
    about = {"has_secret", "has_password", "secret_made_at", "former_secret_until",
             "passwords_changed"}  # fmt: skip
    for name, schema in schemas.items():
        if name not in giving | asking:
            secret = [
                field
                for field in schema.get("properties", {})
                if any(word in field for word in ("password", "secret", "hash", "storage_key"))
                or (field.endswith("token") and field != "requires_token")
            ]
            secret = [field for field in secret if field not in about]
            assert not secret, f"{name}: {secret}"
