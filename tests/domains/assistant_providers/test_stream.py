import asyncio

import pytest

from ringdesk.domains import assistant
from tests.conftest import eventually
from tests.domains.assistant_providers.conftest import Desk, question
from tests.domains.assistant_providers.fake_provider import (
    FakeProvider,
    breaks_off,
    fails,
    hangs,
    says,
    sends,
)

pytestmark = pytest.mark.anyio


async def streamed(desk: Desk, **given: object) -> tuple[list[str], assistant.Completion]:
    pieces: list[str] = []
    async for one in desk.models.stream(desk.tenant.id, question(**given)):
        if isinstance(one, assistant.Completion):
            return pieces, one
        pieces.append(one)
    raise AssertionError("a stream without an end")


class TestAStream:
    async def test_comes_in_pieces_and_ends_with_the_whole(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        pieces, done = await streamed(desk)
        assert len(pieces) > 2 and provider.text.startswith("".join(pieces))
        assert (done.text, done.provider) == (provider.text, kind)
        assert (done.tokens_in, done.tokens_out) == (42 if kind == "openai" else 40, 9)
        assert [call.outcome for call in await desk.calls()] == ["answered"]
        [sent] = provider.received
        assert sent.body["stream"] is True
        if kind == "openai":
            assert sent.body["stream_options"] == {"include_usage": True}

    async def test_shows_nothing_that_the_whole_would_not(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        link = "[this](https://evil.test/?m=[EMAIL_1])"
        text = f"Dear [EMAIL_1], <b>see</b> {link} and www.evil.test now"
        provider.will(says(text, pieces=list(text)))
        pieces, done = await streamed(desk, data={"question": "I am ada@example.org"})
        assert done.text == "Dear ada@example.org, see this and  now"
        assert done.text.startswith("".join(pieces)) and "evil" not in "".join(pieces)

    async def test_shows_no_more_than_was_asked_for(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        provider.text = "word " * 500
        pieces, done = await streamed(desk, max_length=50)
        assert len("".join(pieces)) <= 50 and len(done.text) <= 50

    async def test_that_breaks_off_is_replaced_by_anothers_answer(
        self, desk: Desk, provider: FakeProvider, second_provider: FakeProvider, kind: str
    ) -> None:
        await desk.set_up("second", "openai", second_provider.openai_url, position=9)
        provider.will(breaks_off(["Your parcel is ", "on "]))
        pieces, done = await streamed(desk)
        assert "".join(pieces).startswith("Your parcel is ")
        assert (done.text, done.provider) == (second_provider.text, "second")
        assert done.attempts[0].outcome == "cut_off" and done.attempts[0].tokens_out > 0
        assert len(provider.received) == 1  # what was said is not asked for again

    async def test_that_never_begins_is_tried_again(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        provider.will(fails(529))
        _, done = await streamed(desk)
        assert done.provider == kind and len(provider.received) == 2

    @pytest.mark.parametrize(
        ("body", "outcome"),
        [
            (b"data: {broken\n\n", "malformed"), (b"data: [1]\n\n", "malformed"),
            (b'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error"}}\n\n',
             "server_error"),
            (b"", "cut_off"), (b"not an event at all\n\n", "cut_off"),
            (b"data:" + b"x" * 400_000, "malformed"), (b":" + b"\n" * 1_100_000, "too_large"),
        ],
    )  # fmt: skip
    async def test_that_makes_no_sense_is_a_failure(
        self, body: bytes, outcome: str, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        provider.will(*[sends(body)] * 3)
        pieces, done = await streamed(desk)
        assert pieces == [] and done.provider == "local"
        assert done.attempts[0].outcome == outcome

    async def test_of_nobody_is_local(self, desk: Desk) -> None:
        assert (await streamed(desk))[1].text == "What we found ourselves."

    async def test_that_nobody_listens_to_is_closed_and_written_down(
        self, desk: Desk, provider: FakeProvider, kind: str
    ) -> None:
        over = asyncio.Event()
        provider.will(hangs(over))
        stream = desk.models.stream(desk.tenant.id, question())
        first = asyncio.ensure_future(anext(stream))

        async def has_heard() -> bool:
            return len(provider.received) == 1

        await eventually(has_heard)
        first.cancel()
        await asyncio.wait([first])
        await stream.aclose()
        over.set()

        async def is_written() -> bool:
            return [call.outcome for call in await desk.calls()] == ["abandoned"]

        await eventually(is_written)
