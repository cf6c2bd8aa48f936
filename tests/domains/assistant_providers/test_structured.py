import json
from typing import Annotated, Literal

import pytest
from msgspec import Meta, Struct

from ringdesk.domains import assistant
from ringdesk.domains.assistant.providers.schemas import closed, schema_of
from tests.domains.assistant_providers.conftest import Desk, question
from tests.domains.assistant_providers.fake_provider import FakeProvider, fails, says

pytestmark = pytest.mark.anyio


class Fact(Struct, frozen=True):
    title: Annotated[str, Meta(max_length=100)]


class Digest(Struct, frozen=True, forbid_unknown_fields=True):
    summary: Annotated[str, Meta(min_length=1, max_length=200)]
    mood: Literal["good", "bad"]
    confidence: Annotated[float, Meta(ge=0, le=1)]
    facts: Annotated[list[Fact], Meta(max_length=3)] = []


LOCAL = Digest("What we found ourselves.", "good", 0.1)
RIGHT = {"summary": "All is well.", "mood": "good", "confidence": 0.9, "facts": [{"title": "x"}]}


async def digested(desk: Desk, **given: object) -> tuple[Digest, assistant.Completion]:
    return await desk.models.structured(desk.tenant.id, question(**given), Digest, LOCAL)


def wrong(**fields: object) -> str:
    return json.dumps(RIGHT | fields)


class TestAValue:
    async def test_has_the_shape(self, desk: Desk, provider: FakeProvider, kind: str) -> None:
        provider.will(says(json.dumps(RIGHT)))
        value, done = await digested(desk)
        assert value == Digest("All is well.", "good", 0.9, [Fact("x")])
        assert done.provider == kind

    async def test_is_asked_for_by_a_schema(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        provider.will(says(json.dumps(RIGHT)))
        await digested(desk)
        body = provider.received[0].body
        if kind == "openai":
            form = body["response_format"]
            assert form["type"] == "json_schema" and form["json_schema"]["strict"] is True
            schema = form["json_schema"]["schema"]
        else:
            assert body["tool_choice"] == {"type": "tool", "name": "answer"}
            [tool] = body["tools"]
            schema = tool["input_schema"]
        assert schema == closed(schema_of(Digest))
        assert schema["type"] == "object" and schema["additionalProperties"] is False
        assert schema["required"] == ["summary", "mood", "confidence", "facts"]
        assert schema["$defs"]["Fact"]["properties"]["title"] == {"type": "string"}
        assert schema["properties"]["mood"] == {"enum": ["bad", "good"]}

    async def test_is_clean_and_restored(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        provider.will(says(wrong(summary="<b>[EMAIL_1]</b> https://evil.test wrote")))
        value, _ = await digested(desk, data={"question": "I am ada@example.org"})
        assert value.summary == "ada@example.org  wrote"

    @pytest.mark.parametrize(
        "text",
        [wrong(confidence=1e15), wrong(confidence="high"), wrong(mood="HACKED"),
         wrong(summary="x" * 500), wrong(facts=[{}] * 9), wrong(tenant_id=1), "{}", "[]", '"x"'],
    )  # fmt: skip
    async def test_that_does_not_fit_is_asked_for_once_more(
        self, text: str, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        provider.will(says(text), says(json.dumps(RIGHT)))
        value, done = await digested(desk)
        assert (value.confidence, done.provider) == (0.9, kind)
        assert [one.outcome for one in done.attempts] == ["wrong_shape", "answered"]
        assert [call.tokens_in for call in await desk.calls()] == [42, 42]
        said = provider.received[1].body["messages"]
        assert [one["role"] for one in said][-3:] == ["user", "assistant", "user"]
        assert json.loads(said[-2]["content"]) == json.loads(text)
        assert "does not have the shape" in said[-1]["content"]

    async def test_that_never_fits_is_left_to_others(
        self, desk: Desk, provider: FakeProvider, second_provider: FakeProvider, kind: str
    ) -> None:
        await desk.set_up("second", "openai", second_provider.openai_url, position=9)
        provider.will(says("{}"), says("{}"))
        second_provider.will(says("no JSON at all"), fails(500), fails(500), fails(500))
        value, done = await digested(desk)
        assert value == LOCAL and done.is_local
        assert [(one.provider, one.outcome) for one in done.attempts] == [
            (kind, "wrong_shape"), (kind, "wrong_shape"), ("second", "wrong_shape"),
            ("second", "server_error"), ("second", "server_error"), ("second", "server_error"),
            ("local", "stood_in"),
        ]  # fmt: skip

    async def test_is_local_where_nobody_was_set_up(self, desk: Desk) -> None:
        assert (await digested(desk))[0] == LOCAL
