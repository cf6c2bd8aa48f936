"""Document 001's AI: a question over what the tenant knows."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from ringdesk.domains import assistant, chatbot
from ringdesk.kernel.secrets import Vault
from ringdesk.kernel.work import Actor
from tests.conftest import MakeTenant, Person, Tenant
from tests.domains.assistant_providers.conftest import AtHome
from tests.domains.assistant_providers.fake_provider import FakeProvider, fails, says

pytestmark = pytest.mark.anyio

AI = "/api/v1/ai"
RESET = {
    "question": "How do I reset my password?",
    "answer": "Click 'Forgot password' on the sign-in page.",
    "category": "Authentication",
}
SECRET = {
    "title": "Refund limits for staff",
    "body": "Staff may refund up to 250 euros without asking the team lead.",
    "visibility": "staff",
}


async def asked(by: Person, query: str, **more: Any) -> dict[str, Any]:
    answer = await by.post(f"{AI}/query", {"query": query, **more})
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


@pytest.fixture
async def knowing(tenant: Tenant) -> Tenant:
    assert (await tenant.agent.post("/api/chatbot/faqs", RESET)).status_code == 201
    return tenant


class TestAQuery:
    async def test_is_answered_with_its_sources(self, knowing: Tenant) -> None:
        for person in (knowing.customer, knowing.agent, knowing.admin):
            found = await asked(person, "How can I reset my password?")
            assert found["answer"] == RESET["answer"]
            assert found["answered"] is True and found["fell_back"] is False
            assert 0.7 <= found["confidence"] <= 1 and found["provider"] == "local"
            assert found["sources"][0]["title"] == RESET["question"]
            assert found["sources"][0]["url"].startswith("/help/questions/")

    async def test_says_what_it_does_not_know_and_opens_no_ticket(self, knowing: Tenant) -> None:
        found = await asked(knowing.customer, "Which moons does Jupiter have?")
        assert found["answer"] == "I don't know that well enough to answer it."
        assert (found["answered"], found["sources"]) == (False, [])
        assert found["confidence"] < 0.7
        assert (await knowing.customer.get("/api/tickets")).json() == []
        assert (await knowing.customer.get("/api/chat/rooms")).json() == []

    async def test_in_their_language(self, knowing: Tenant) -> None:
        found = await asked(knowing.customer, "Welche Monde umkreisen den Planeten Jupiter?")
        assert found["answer"] == "Das weiß ich nicht gut genug, um es zu beantworten."

    async def test_shows_customers_nothing_that_is_for_staff(self, knowing: Tenant) -> None:
        made = await knowing.admin.post("/api/app/articles", {**SECRET, "state": "published"})
        assert made.status_code == 201, made.text
        question = "Up to how many euros may staff refund without asking the team lead?"
        for_staff = await asked(knowing.agent, question)
        assert "250 euros" in for_staff["answer"]
        for_customer = await asked(knowing.customer, question)
        assert for_customer["answered"] is False
        assert "250" not in str(for_customer)

    async def test_knows_nothing_of_another_tenant(
        self, knowing: Tenant, make_tenant: MakeTenant
    ) -> None:
        other = await make_tenant()
        assert (await asked(other.admin, RESET["question"]))["answered"] is False

    @pytest.mark.parametrize("provider", ["no-such", "LOCAL", "../x", "x" * 40])
    async def test_of_an_unknown_provider_is_refused(self, provider: str, knowing: Tenant) -> None:
        for query in (RESET["question"], "Which moons does Jupiter have?"):
            answer = await knowing.customer.post(
                f"{AI}/query", {"query": query, "provider": provider}
            )
            assert (answer.status_code, answer.json()["code"]) == (400, "PROVIDER_UNKNOWN")

    async def test_of_one_that_was_not_set_up_is_answered_locally_and_says_so(
        self, knowing: Tenant
    ) -> None:
        found = await asked(knowing.customer, RESET["question"], provider="openai")
        assert (found["provider"], found["fell_back"]) == ("local", True)
        assert (found["reason"], found["answer"]) == ("not_configured", RESET["answer"])

    @pytest.mark.parametrize(
        "body",
        [{}, {"query": ""}, {"query": 5}, {"query": "x" * 5001}, {"query": "a", "tenant_id": 1},
         {"query": "a", "provider": ""}, {"query": ["a"]}],
    )  # fmt: skip
    async def test_that_makes_no_sense_is_refused(
        self, body: dict[str, Any], tenant: Tenant
    ) -> None:
        assert (await tenant.customer.post(f"{AI}/query", body)).status_code == 400

    @pytest.mark.parametrize("query", ["???", "\U0001f600", "thank you!", "‮evil", "{{7*7}}"])
    async def test_of_few_words_is_answered_all_the_same(self, query: str, tenant: Tenant) -> None:
        assert (await asked(tenant.customer, query))["answer"]

    async def test_needs_a_token(self, stranger: AsyncClient) -> None:
        assert (await stranger.post(f"{AI}/query", json={"query": "Hello"})).status_code == 401


class TestProviders:
    async def test_always_has_the_house_itself(self, tenant: Tenant) -> None:
        for person in (tenant.agent, tenant.admin):
            assert (await person.get(f"{AI}/providers")).json() == [
                {"name": "local", "kind": "local", "model": "extracts", "default": True}
            ]

    async def test_are_for_staff(self, tenant: Tenant) -> None:
        assert (await tenant.customer.get(f"{AI}/providers")).status_code == 403


@pytest.fixture
async def provider(anyio_backend: str) -> AsyncIterator[FakeProvider]:
    async with FakeProvider().serving() as fake:
        yield fake


@pytest.fixture
async def models(knowing: Tenant, provider: FakeProvider) -> assistant.Models:
    """The tenant's, with a provider that really listens on a socket."""
    made = assistant.Models(
        knowing.house.office,
        AtHome(allow=["127.0.0.1"]),
        Vault(b"a secret of thirty-two bytes...!"),
    )
    await assistant.keep_provider(
        made, Actor.the_house(knowing.id), name="ours",
        changes=assistant.ProviderChanges(
            kind="openai", base_url=provider.openai_url, model="small", timeout_s=5.0
        ),
    )  # fmt: skip
    return made


class TestAProviderOfOnes:
    async def test_puts_it_in_words(
        self, knowing: Tenant, models: assistant.Models, provider: FakeProvider
    ) -> None:
        provider.will(says("On the sign-in page click 'Forgot password'."))
        found = await chatbot.query(
            models, Actor.the_house(knowing.id), question=RESET["question"], provider="ours"
        )
        assert found.answer == "On the sign-in page click 'Forgot password'."
        assert (found.provider, found.fell_back) == ("ours", False)
        listed = (await knowing.agent.get(f"{AI}/providers")).json()
        assert [(one["name"], one["default"]) for one in listed] == [
            ("ours", True),
            ("local", False),
        ]

    async def test_that_fails_is_stood_in_for(
        self, knowing: Tenant, models: assistant.Models, provider: FakeProvider
    ) -> None:
        provider.will(fails(401))
        found = await chatbot.query(
            models, Actor.the_house(knowing.id), question=RESET["question"], provider="ours"
        )
        assert (found.provider, found.fell_back, found.why) == ("local", True, "key_refused")
        assert found.answer == RESET["answer"]

    async def test_that_invents_things_is_not_believed(
        self, knowing: Tenant, models: assistant.Models, provider: FakeProvider
    ) -> None:
        provider.will(says("Call 0800 123456 and visit https://evil.example for a free prize."))
        found = await chatbot.query(
            models, Actor.the_house(knowing.id), question=RESET["question"], provider="ours"
        )
        assert (found.provider, found.why) == ("local", "left_the_source")
        assert "evil" not in found.answer
