import pytest

from ringdesk.domains import knowledge
from ringdesk.domains.knowledge.phrases import STYLES
from ringdesk.domains.knowledge.suggestions import shortened
from tests.domains.knowledge.conftest import OpenAs, Write

pytestmark = pytest.mark.anyio

INTENTS = ("greeting", "complaint", "inquiry", "support", "feedback", "uncategorized")
QUESTION = "How do I reset my password?"


async def everything(write: Write, open_as: OpenAs) -> None:
    await write(QUESTION, "Click 'Forgot password'.")
    await write(
        "Reset a password", "Hello {customer_name}, {agent_name} has reset it. {other}",
        kind="canned", shortcut="/Reset",
    )  # fmt: skip
    await write("Resetting passwords", "**Never** ask for the old one.", kind="article",
                visibility="staff")  # fmt: skip
    async with open_as("agent") as work:
        await knowledge.remember_solved(
            work, ticket_id=9, question="reset password of Carla", answer="Reset it by hand."
        )


class TestForCustomers:
    async def test_only_published_entries_and_set_phrases(
        self, open_as: OpenAs, write: Write, encoder: bool
    ) -> None:
        await everything(write, open_as)
        for role in ("customer", "agent"):
            async with open_as(role) as work:
                found = await knowledge.suggest(
                    work, QUESTION, for_customer=True, limit=10, intent="support"
                )
            assert {one.kind for one in found} <= {"faq", "phrase"}
            assert found[-1].kind == "phrase"

    async def test_a_customer_gets_no_more_by_asking_as_staff(
        self, open_as: OpenAs, write: Write
    ) -> None:
        await everything(write, open_as)
        async with open_as("customer") as work:
            found = await knowledge.suggest(work, QUESTION, for_customer=False, limit=10)
        assert {one.kind for one in found} <= {"faq"}

    async def test_none_is_longer_than_allowed(self, open_as: OpenAs, write: Write) -> None:
        await write(QUESTION, "A sentence of some length. " * 50)
        async with open_as("customer") as work:
            for most in (1, 5, 40, 100):
                found = await knowledge.suggest(
                    work, QUESTION, for_customer=True, max_length=most, intent="greeting"
                )
                assert all(len(one.text) <= most for one in found)


class TestForStaff:
    async def test_from_all_sources_with_places_filled(self, open_as: OpenAs, write: Write) -> None:
        await everything(write, open_as)
        async with open_as("agent") as work:
            found = await knowledge.suggest(
                work, "please reset a password", for_customer=False, limit=10,
                names={"customer_name": "{agent_name}", "agent_name": "Axel"},
            )  # fmt: skip
        canned = [one.text for one in found if one.kind == "canned"]
        assert canned == ["Hello {agent_name}, Axel has reset it. {other}"]


class TestPhrases:
    @pytest.mark.parametrize("style", STYLES)
    @pytest.mark.parametrize("language", knowledge.LANGUAGES)
    def test_every_intent_has_words_in_every_style_and_language(
        self, style: str, language: str
    ) -> None:
        for intent in INTENTS:
            assert knowledge.phrase(intent, style=style, language=language)

    def test_unknown_ones_fall_back(self) -> None:
        known = knowledge.phrase("greeting")
        assert knowledge.phrase("greeting", style="rude", language="tlh") == known
        assert knowledge.phrase("nothing") == ""


class TestShortening:
    @pytest.mark.parametrize(
        ("text", "most", "due"),
        [("Short.", 10, "Short."), ("One thing. Another thing.", 18, "One thing."),
         ("one two three four", 12, "one two…"), ("abcdefghij", 5, "abcd…"), ("abc", 1, "…")],
    )  # fmt: skip
    def test_ends_where_something_ends(self, text: str, most: int, due: str) -> None:
        assert shortened(text, most) == due
