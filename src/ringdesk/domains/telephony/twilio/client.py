"""Twilio's own library for calls, signed in as the carrier's settings say."""

from typing import Any

from twilio.rest import Client

from ringdesk.domains.telephony.models import Setup
from ringdesk.kernel.egress import Egress
from ringdesk.kernel.kept import Kept
from ringdesk.kernel.twilio import EgressClient


def client_of(egress: Egress, setup: Setup, kept: Kept) -> Client:
    """Signs in with the API key if there is one: it can be taken away by itself."""
    settings, secrets = setup.settings, setup.secrets
    account, key = settings["account_sid"], settings["api_key_sid"]
    secret = secrets.get("api_key_secret" if key else "auth_token", "-")
    made: Any = Client(
        key or account, secret, account_sid=account,
        http_client=EgressClient(egress, at_home=setup.at_home, kept=kept),
    )  # fmt: skip
    if settings["base_url"]:
        made.api.base_url = settings["base_url"].rstrip("/")
    client: Client = made
    return client
