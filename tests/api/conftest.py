from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.conftest import PASSWORD
from tests.houses import OpenHouse, fresh_installation, open_house

ROOT: dict[str, Any] = {
    "username": "root", "email": "root@example.org", "password": PASSWORD,
    "full_name": "Rita Root", "role": "admin",
}  # fmt: skip


@dataclass(frozen=True)
class Installation:
    """A house of its own on loopback, set up, whose first workspace lets strangers register."""

    open: OpenHouse
    root: dict[str, Any]
    token: str

    @property
    def client(self) -> AsyncClient:
        return self.open.client

    @property
    def as_root(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture(scope="module")
async def installation(
    settings: Settings, database: Urls, anyio_backend: str
) -> AsyncIterator[Installation]:
    async with (
        fresh_installation(settings, database.owner) as urls,
        open_house(settings, urls.app) as opened,
    ):
        made = await opened.client.post("/api/auth/register", json=ROOT)
        assert made.status_code == 201, made.text
        yield Installation(opened, made.json(), made.json()["access_token"])
