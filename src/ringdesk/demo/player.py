"""One simulated person, who asks over HTTP like anybody."""

import asyncio
from typing import Any

import httpx

from ringdesk.demo.companies import Somebody

AFTER_TROUBLE_S = 15.0


class Refused(Exception):
    """The server said no, or nothing; the next act may go better."""


class Player:
    """One person with a client of their own."""

    def __init__(self, somebody: Somebody, client: httpx.AsyncClient, password: str) -> None:
        self.somebody, self.name = somebody, somebody.full_name
        self._client, self._password = client, password
        self._token = ""

    async def call(self, method: str, path: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
        """What is answered; signs in first, and again when the session has ended."""
        if not self._token:
            await self._sign_in()
        answer = await self._send(method, path, body, self._token)
        if answer.status_code == 401:
            await self._sign_in()
            answer = await self._send(method, path, body, self._token)
        return await self._content(answer)

    async def _sign_in(self) -> None:
        names = {"username": self.somebody.username, "password": self._password}
        answer = await self._send("POST", "/api/auth/login", names, "")
        self._token = (await self._content(answer))["access_token"]

    async def _send(
        self, method: str, path: str, body: dict[str, Any], token: str
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            return await self._client.request(method, path, json=body or None, headers=headers)
        except httpx.HTTPError as error:
            raise Refused(f"{method} {path}: {type(error).__name__}") from error

    async def _content(self, answer: httpx.Response) -> Any:  # noqa: ANN401 - JSON
        if answer.status_code == 429:  # as asked, and at least a moment
            await asyncio.sleep(float(answer.headers.get("retry-after", AFTER_TROUBLE_S)))
        if answer.is_error:
            raise Refused(f"{answer.request.url.path}: {answer.status_code}")
        return answer.json()
