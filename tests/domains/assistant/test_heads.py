"""The shipped heads: what they are, where they come from, how honest they are."""

import csv
from hashlib import sha256

import msgspec
import numpy as np
import pytest

from bench.quality import sets
from ringdesk.domains import assistant
from ringdesk.domains.assistant.heads import DoesNotFit, Head
from ringdesk.domains.assistant.kept_heads import ARTEFACTS, shipped
from ringdesk.domains.assistant.learning.judging import calibration_error
from ringdesk.domains.assistant.learning.logistic import fit
from ringdesk.domains.assistant.priorities import RULES_FILE
from ringdesk.domains.assistant.training import examples

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def judged(warm: None) -> list[tuple[dict[str, str], assistant.Understanding]]:
    return [(row, await assistant.understand(row["text"])) for row in sets.own_messages()]


class TestAShippedHead:
    @pytest.mark.parametrize("task", assistant.TASKS)
    def test_is_the_file_its_manifest_describes(self, task: str) -> None:
        manifest = msgspec.json.decode((ARTEFACTS / f"{task}.json").read_bytes())
        content = (ARTEFACTS / f"{task}.msgpack").read_bytes()
        assert sha256(content).hexdigest() == manifest["sha256"]
        assert Head(content).version == manifest["model_version"]
        assert manifest["encoder_id"] == assistant.ENCODER_ID

    @pytest.mark.parametrize("task", assistant.TASKS)
    def test_was_made_from_the_training_files_as_they_are(self, task: str) -> None:
        manifest = msgspec.json.decode((ARTEFACTS / f"{task}.json").read_bytes())
        for name, expected in manifest["sources"].items():
            folder = RULES_FILE.parent if name == RULES_FILE.name else examples.HERE
            assert sha256((folder / name).read_bytes()).hexdigest() == expected, name

    def test_refuses_vectors_of_another_encoder(self) -> None:
        file = msgspec.structs.replace(shipped("intent").file, encoder_id="another")
        with pytest.raises(DoesNotFit):
            Head(msgspec.msgpack.encode(file))

    def test_refuses_to_serve_what_was_made_for_another_base(self) -> None:
        file = msgspec.structs.replace(shipped("intent").file, base="intent-of-last-year")
        with pytest.raises(DoesNotFit):
            Head(msgspec.msgpack.encode(file), shipped("intent"))


class TestOnHeldOutMessages:
    def test_most_english_intents_are_right(
        self, judged: list[tuple[dict[str, str], assistant.Understanding]]
    ) -> None:  # fmt: skip
        english = [(row, found) for row, found in judged if row["language"] == "en"]
        assert np.mean([row["intent"] == found.intent for row, found in english]) > 0.85
        assert np.mean([row["sentiment"] == found.sentiment for row, found in english]) > 0.88

    def test_confidence_is_calibrated(
        self, judged: list[tuple[dict[str, str], assistant.Understanding]]
    ) -> None:  # fmt: skip
        right = np.array([row["intent"] == found.intent for row, found in judged])
        confidence = np.array([found.confidence for _, found in judged])
        assert calibration_error(right, confidence) < 0.05  # of 800: chance alone gives 0.03

    def test_confident_ones_are_nearly_always_right(
        self, judged: list[tuple[dict[str, str], assistant.Understanding]]
    ) -> None:  # fmt: skip
        sure = [row["intent"] == found.intent for row, found in judged if found.confidence > 0.9]
        assert len(sure) > 350
        assert np.mean(sure) > 0.93

    def test_a_language_is_seldom_wrong(
        self, judged: list[tuple[dict[str, str], assistant.Understanding]]
    ) -> None:  # fmt: skip
        wrong = [found for row, found in judged if found.language not in (row["language"], "und")]
        assert len(wrong) <= 8

    def test_none_of_them_was_learned_from(self) -> None:
        with (examples.HERE / "messages.tsv").open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            learned = {row["text"].casefold() for row in rows}
        assert not learned & {row["text"].casefold() for row in sets.own_messages()}


class TestUrgency:
    @pytest.mark.parametrize(
        ("title", "priority"),
        [
            ("Production is down, nobody can work, please help immediately", "critical"),
            ("There is smoke coming out of the server rack", "critical"),
            ("I can't work, need this today", "high"),
            ("The mouse wheel squeaks", "medium"),
            ("No rush: would be nice to have a second monitor", "low"),
            ("Not urgent, whenever you have time", "low"),
            ("Dringend: Ausfall, niemand kann arbeiten", "critical"),
        ],
    )
    def test_follows_rules(self, title: str, priority: str) -> None:
        found = assistant.urgency(title=title, description="")
        assert found.category == priority
        assert 0.5 <= found.confidence <= 0.9

    def test_says_why(self) -> None:
        found = assistant.urgency(title="Nobody can log in", description="this is urgent")
        assert "everybody" in found.reasons
        assert "asked for" in found.reasons


class TestTheRegression:
    def test_finds_where_the_slope_is_nothing(self) -> None:
        chance = np.random.default_rng(3)
        rows, labels = chance.normal(size=(60, 5)), chance.integers(0, 3, 60)
        found = fit(rows, labels, 3, strength=2.0)
        likely = np.exp(found.scores(rows))
        likely /= likely.sum(axis=1, keepdims=True)
        likely[np.arange(60), labels] -= 1
        assert np.abs(rows.T @ likely * 2.0 + found.weights).max() < 1e-2
        assert np.abs(likely.sum(axis=0)).max() < 1e-2
