"""The encoder itself, its queue, and the files it is made of."""

import asyncio
import shutil
from pathlib import Path

import numpy as np
import pytest

from ringdesk.domains import assistant
from ringdesk.domains.assistant.encoder import build, places
from ringdesk.domains.assistant.encoder.lane import AT_ONCE, MOST_WAITING, Lane, TooBusy
from ringdesk.domains.assistant.encoder.session import Encoder, NoEncoder

pytestmark = pytest.mark.anyio


class TestVectors:
    async def test_are_of_length_one(self, warm: None) -> None:
        found = await assistant.embed(["my card was stolen", "", "😀", "a" * 100_000])
        assert found.shape == (4, 384)
        assert found.dtype == np.float32
        assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)

    async def test_of_nothing_are_none(self, warm: None) -> None:
        assert (await assistant.embed([])).shape == (0, 384)

    async def test_are_near_where_meanings_are(self, warm: None) -> None:
        one, same, other = await assistant.embed(
            ["I forgot my password", "can't remember my login secret", "the soup was cold"]
        )
        assert one @ same > one @ other + 0.2

    async def test_do_not_depend_on_who_else_asks(self, warm: None) -> None:
        alone = await assistant.embed(["where is my parcel"])
        texts = ["a far longer text about something else entirely " * 5, "where is my parcel", "x"]
        assert np.array_equal((await assistant.embed(texts))[1], alone[0])


class TestTheQueue:
    async def test_answers_everybody_with_their_own(self, warm: None) -> None:
        texts = [f"question number {at}" for at in range(60)]
        together = await asyncio.gather(*(assistant.embed([text]) for text in texts))
        assert np.array_equal(np.concatenate(together), await assistant.embed(texts))

    async def test_lets_one_message_pass_before_a_long_list(self, warm: None) -> None:
        order: list[str] = []

        async def ask(name: str, texts: list[str]) -> None:
            await assistant.embed(texts)
            order.append(name)

        many = asyncio.create_task(ask("many", [f"entry {at}" for at in range(10 * AT_ONCE)]))
        await asyncio.sleep(0)  # its first part is in the queue now
        await ask("one", ["a single message"])
        await many
        assert order == ["one", "many"]

    async def test_does_not_hold_up_the_loop(self, warm: None) -> None:
        busy = asyncio.create_task(assistant.embed(["a message of some length " * 20] * 24))
        turns = 0
        while not busy.done():
            turns += 1
            await asyncio.sleep(0.001)
        assert turns > 10

    async def test_refuses_what_it_could_not_answer_soon(self, warm: None) -> None:
        lane = Lane()
        waiting = [lane.submit(["a text"] * 64) for _ in range(MOST_WAITING // 64)]
        with pytest.raises(TooBusy):
            for _ in range(MOST_WAITING):
                waiting.append(lane.submit(["one", "more"] * 32))
        for future in waiting:
            future.cancel()

    async def test_goes_on_after_a_caller_gave_up(self, warm: None) -> None:
        given_up = asyncio.create_task(assistant.embed(["never mind " * 50] * 40))
        await asyncio.sleep(0)
        given_up.cancel()
        assert (await assistant.embed(["next"])).shape == (1, 384)


class TestTheFiles:
    @pytest.fixture
    def copy(self, tmp_path: Path) -> Path:
        shutil.copytree(places.FOLDER, tmp_path / "encoder")
        return tmp_path / "encoder"

    def test_are_what_was_built(self) -> None:
        assert places.fault_of() is None

    def test_are_refused_if_the_model_was_changed(self, copy: Path) -> None:
        with (copy / places.MODEL).open("ab") as model:
            model.write(b"x")
        with pytest.raises(NoEncoder, match="not what was built"):
            Encoder(copy)

    def test_are_refused_if_the_vocabulary_was_changed(self, copy: Path) -> None:
        (copy / places.TOKENIZER).write_text("{}")
        with pytest.raises(NoEncoder, match="not the model's"):
            Encoder(copy)

    def test_are_refused_if_they_are_of_another_encoder(self, copy: Path) -> None:
        manifest = copy / places.MANIFEST
        manifest.write_text(manifest.read_text().replace(places.ENCODER_ID, "another"))
        with pytest.raises(NoEncoder, match="another"):
            Encoder(copy)

    @pytest.mark.parametrize("content", ["", "[]", "{"])
    def test_are_refused_if_nothing_says_what_they_are(self, copy: Path, content: str) -> None:
        (copy / places.MANIFEST).write_text(content)
        with pytest.raises(NoEncoder):
            Encoder(copy)

    def test_may_be_missing(self, tmp_path: Path) -> None:
        with pytest.raises(NoEncoder, match="no encoder was built"):
            Encoder(tmp_path)

    def test_are_not_built_of_other_weights(self, tmp_path: Path) -> None:
        (tmp_path / "model.safetensors").write_bytes(b"other weights")
        (tmp_path / places.TOKENIZER).write_bytes(b"{}")
        with pytest.raises(build.NotTheModel):
            build.make(tmp_path, tmp_path / "made")
        assert not (tmp_path / "made").exists()

    def test_are_built_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert build.main() == 0
        assert capsys.readouterr().out == ""
