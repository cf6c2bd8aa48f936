"""The real encoder, loaded once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest

from ringdesk.domains import assistant
from ringdesk.domains.assistant import Understanding

Understand: TypeAlias = Callable[[str], Awaitable[Understanding]]


@pytest.fixture(scope="session")
async def warm(anyio_backend: str) -> None:
    assert assistant.encoder_fault() is None, "make, or python -m ringdesk assistant build"
    await assistant.warm()


@pytest.fixture
async def understand(warm: None) -> Understand:
    async def ask(text: str) -> Understanding:
        async with asyncio.timeout(10):
            return await assistant.understand(text)

    return ask
