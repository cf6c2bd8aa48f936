from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import TypeAlias

import pytest

from ringdesk.domains import assistant, knowledge
from ringdesk.domains.knowledge import encoding
from ringdesk.domains.knowledge.shelf import SHELF
from ringdesk.kernel.work import Actor, Work
from tests.conftest import Tenant

STAFF = frozenset({"faqs:read", "faqs:write", "chats:read", "chats:write"})
OpenAs: TypeAlias = Callable[[str], AbstractAsyncContextManager[Work]]
Write: TypeAlias = Callable[..., Awaitable[knowledge.Entry]]


@pytest.fixture
def open_as(tenant: Tenant) -> OpenAs:
    """A unit of work of one of the tenant's people."""

    def opened(role: str) -> AbstractAsyncContextManager[Work]:
        person = getattr(tenant, role)
        scopes = STAFF if role != "customer" else frozenset[str]()
        actor = Actor(id=person.id, tenant_id=tenant.id, role=person.role, scopes=scopes)
        return tenant.house.office.open(actor)

    return opened


@pytest.fixture
def write(open_as: OpenAs) -> Write:
    """An entry, committed."""

    async def written(
        title: str, body: str, *, kind: knowledge.EntryKind = "faq", **given: object
    ) -> knowledge.Entry:
        new = knowledge.NewEntry(title=title, body=body, **given)  # type: ignore[arg-type]
        async with open_as("agent") as work:
            return await knowledge.add_entry(work, kind, new)

    return written


@pytest.fixture(params=["with the encoder", "by words alone"])
def encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """Both ways to find something: the second is what is left when the encoder cannot be had."""
    if request.param == "by words alone":
        take_the_encoder_away(monkeypatch)
    yield request.param == "with the encoder"


def take_the_encoder_away(monkeypatch: pytest.MonkeyPatch) -> None:
    async def none(texts: list[str], **_: object) -> encoding.Vectors:
        raise assistant.NoEncoder("taken away by a test")

    monkeypatch.setattr(assistant, "embed", none)


@pytest.fixture
async def cold_shelf() -> AsyncIterator[None]:
    SHELF.forget()
    yield
