"""Ringdesk's API, typed."""

from ringdesk_client import models
from ringdesk_client.client import AsyncClient, Client
from ringdesk_client.errors import ApiError

__all__ = ["ApiError", "AsyncClient", "Client", "models"]
