"""A handoff cannot fail silently: whatever happens, in whatever order, wherever it is cut off."""

import asyncio
import sys
from pathlib import Path

import pytest

from ringdesk.kernel.database import Urls
from ringdesk.kernel.settings import Settings
from tests.houses import fresh_installation

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]


async def test_nothing_is_lost(settings: Settings, database: Urls) -> None:
    """The machine steps through one transaction after the other, so it has a database and a process
    of its own: no other house does its jobs, and none is held up by it."""
    async with fresh_installation(settings, database.owner) as urls:
        machine = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.domains.chatbot.handoff_machine", urls.app, cwd=ROOT,
            env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await machine.communicate()
    assert machine.returncode == 0, said.decode()[-8_000:]
