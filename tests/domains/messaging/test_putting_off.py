"""A provider that is away: its messages wait, and who looks at the log is told so."""

import pytest

from ringdesk.realtime.audiences import message_readers_of
from ringdesk.realtime.letter import Letter
from tests.conftest import eventually
from tests.domains.messaging.conftest import Office

pytestmark = pytest.mark.anyio


async def test_readers_are_told_that_messages_wait(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[tuple[str, ...], Letter]] = []
    hub = office.home.house.realtime.hub
    monkeypatch.setattr(hub, "carry", lambda to, letter: told.append((to, letter)))
    nobody = {"host": "127.0.0.1", "port": 1, "security": "none"}
    await office.provider(settings=nobody)
    waiting = await office.send("erin@example.org")

    async def they_were_told() -> bool:
        return any(letter.kind == "message.moved" for _, letter in told)

    await eventually(they_were_told, 15)
    [(to, letter), *_] = [one for one in told if one[1].kind == "message.moved"]
    assert to == (message_readers_of(office.tenant.id),)
    assert letter.data == {"id": None, "state": "pending"}
    assert await office.state(waiting) == "pending"
