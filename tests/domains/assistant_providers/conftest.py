from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from typing_extensions import override

from ringdesk.domains import assistant
from ringdesk.domains.assistant.providers.patience import Patience
from ringdesk.domains.assistant.providers.question import Question
from ringdesk.kernel.egress import BOUNDS, Bounds, Egress, Incoming
from ringdesk.kernel.kept import Kept
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Actor
from ringdesk.wiring import House
from tests.conftest import Tenant
from tests.domains.assistant_providers.fake_provider import FakeProvider

KEY = "sk-test-0123456789abcdef"


class AtHome(Egress):
    """For which every tenant is the one that runs the machine: the fake provider is on loopback.
    That others may not reach it is tested in tests/kernel/test_egress.py and tests/api."""

    @override
    async def check(self, url: str, *, at_home: bool = False, plain_http: bool = False) -> None:
        await super().check(url, at_home=True, plain_http=plain_http)

    @override
    @asynccontextmanager
    async def open(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None,
        content: bytes = b"", bounds: Bounds = BOUNDS, at_home: bool = False,
        kept: Kept | None = None,
    ) -> AsyncIterator[Incoming]:  # fmt: skip
        async with super().open(
            method, url, headers=headers, content=content, bounds=bounds, at_home=True, kept=kept
        ) as incoming:
            yield incoming


class Desk:
    """A tenant, the models it may ask, and what was written down of it."""

    def __init__(self, tenant: Tenant, models: assistant.Models) -> None:
        self.tenant, self.models = tenant, models

    async def set_up(self, name: str, kind: str, url: str, **more: Any) -> None:
        given = {"key": KEY, "model": f"{kind}-model", "timeout_s": 5.0} | more
        await assistant.keep_provider(
            self.models, Actor.the_house(self.tenant.id), name=name,
            changes=assistant.ProviderChanges(kind=kind, base_url=url, **given),  # type: ignore[arg-type]
        )  # fmt: skip

    async def ask(self, **given: Any) -> assistant.Completion:
        return await self.models.complete(self.tenant.id, question(**given))

    async def calls(self) -> list[assistant.Call]:
        """Oldest first."""
        async with self.tenant.work() as work:
            return list(reversed(await assistant.list_calls(work, limit=100)))

    async def budget(self) -> assistant.Budget:
        async with self.tenant.work() as work:
            return await assistant.budget(work)

    async def wants(self, **settings: Any) -> None:
        async with self.tenant.work() as work:
            await assistant.change_settings(work, assistant.SettingsChanges(**settings))

    async def may_spend(self, **limits: int | None) -> None:
        async with self.tenant.work() as work:
            await assistant.change_budget(work, **limits)


def question(**given: Any) -> Question:
    asked = {
        "purpose": "reply", "instructions": "Answer the customer's question.",
        "data": {"question": "Where is my parcel?"}, "max_length": 500,
        "local": "What we found ourselves.",
    }  # fmt: skip
    return Question(**(asked | given))  # type: ignore[arg-type]


@pytest.fixture
async def provider() -> AsyncIterator[FakeProvider]:
    async with FakeProvider().serving() as serving:
        yield serving


@pytest.fixture
async def second_provider() -> AsyncIterator[FakeProvider]:
    async with FakeProvider(text="The second one answers.").serving() as serving:
        yield serving


@pytest.fixture
def patience() -> Patience:
    return Patience(first_pause_s=0.01, longest_pause_s=0.02)


@pytest.fixture
def models(house: House, patience: Patience) -> assistant.Models:
    egress = AtHome(allow=["127.0.0.1"])
    return assistant.Models(house.office, egress, Vault(b"s" * 32), patience)


@pytest.fixture
async def desk(tenant: Tenant, models: assistant.Models) -> Desk:
    return Desk(tenant, models)


SetUp = Callable[..., Awaitable[None]]


@pytest.fixture(params=["openai", "anthropic"])
async def kind(request: pytest.FixtureRequest, desk: Desk, provider: FakeProvider) -> str:
    """A provider of either kind, set up under the name of its kind."""
    kind: str = request.param
    url = provider.openai_url if kind == "openai" else provider.anthropic_url
    await desk.set_up(kind, kind, url, input_price=3_000_000, output_price=15_000_000)
    return kind
