"""The shipped weights: what they are, where they come from, how honest they are."""

import csv
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from bench.classifier import measure
from bench.classifier.measure import Judged
from ringdesk.domains import assistant
from ringdesk.domains.assistant import service
from ringdesk.domains.assistant.training import examples, grammar

PACKAGE = Path(service.__file__).parent
ARTEFACT = PACKAGE / "artefacts" / "ticket_category.msgpack"
OPEN = {"Apache-2.0", "CC0-1.0", "CC-BY-3.0", "CC-BY-4.0"}


class Manifest(msgspec.Struct):
    model_version: str
    sha256: str
    bytes: int
    sources: dict[str, str]


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return msgspec.json.decode(ARTEFACT.with_suffix(".json").read_bytes(), type=Manifest)


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return measure.judged()


class TestTheArtefact:
    def test_is_the_file_its_manifest_describes(self, manifest: Manifest) -> None:
        content = ARTEFACT.read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (manifest.bytes, manifest.sha256)

    def test_was_made_from_the_training_files_as_they_are(self, manifest: Manifest) -> None:
        for name, expected in manifest.sources.items():
            assert sha256((examples.HERE / name).read_bytes()).hexdigest() == expected, name

    def test_gives_its_hash_as_the_version_of_every_prediction(self, manifest: Manifest) -> None:
        found = assistant.categorise(title="hi", description="")
        assert found.model_version == manifest.model_version == f"linear-{manifest.sha256[:12]}"

    def test_is_small(self) -> None:
        assert ARTEFACT.stat().st_size < 1_500_000

    def test_needs_neither_the_encoder_nor_the_training_at_run_time(self) -> None:
        program = (
            "import sys;from ringdesk.domains import assistant;"
            "assistant.categorise(title='hi', description='');"
            "print([m for m in sys.modules if m.split('.')[0] in ('onnxruntime', 'tokenizers',"
            " 'sklearn', 'torch') or m.startswith('ringdesk.domains.assistant.training')])"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONPATH": ":".join(sys.path)},
        )
        assert done.stdout.strip() == "[]"


class TestOnTheHeldOutTickets:
    def test_every_category_has_at_least_forty(self, judged: list[Judged]) -> None:
        rows = measure.table([(each.truth, each.prediction.category) for each in judged])
        assert {row.category for row in rows} == set(assistant.CATEGORIES)
        assert min(row.tickets for row in rows) >= 40

    def test_confidence_is_calibrated(self, judged: list[Judged]) -> None:
        assert measure.calibration_error(judged) < 0.05

    def test_most_are_right(self, judged: list[Judged]) -> None:
        rows = measure.table([(each.truth, each.prediction.category) for each in judged])
        assert measure.accuracy(judged) >= 0.94
        assert measure.macro_f1(rows) >= 0.94

    def test_confident_ones_are_right_more_often_than_the_rest(self, judged: list[Judged]) -> None:
        sure = [each for each in judged if each.prediction.confidence >= 0.9]
        rest = [each for each in judged if each.prediction.confidence < 0.9]
        assert measure.accuracy(sure) > measure.accuracy(rest)


class TestTheTrainingData:
    def test_holds_at_least_120_hand_written_tickets_a_category(self) -> None:
        seeds = examples.read(examples.SEED)
        for category in assistant.CATEGORIES:
            assert sum(each.category == category for each in seeds) >= 120, category

    def test_shares_no_ticket_with_the_held_out_file(self) -> None:
        learned = {
            _plain(each.title, each.description)
            for each in [*examples.read(examples.SEED), *grammar.grown()]
        }
        held_out = {_plain(row["title"], row["description"]) for row in measure.held_out()}
        assert not learned & held_out

    @pytest.mark.parametrize("folder", [examples.HERE, measure.HELD_OUT.parent])
    def test_every_file_states_an_open_licence_without_share_alike(self, folder: Path) -> None:
        with (folder / "LICENCES.tsv").open(encoding="utf-8", newline="") as lines:
            stated = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
        data = {
            path.name
            for path in folder.iterdir()
            if path.suffix in {".tsv", ".toml", ".gz"} and path.name != "LICENCES.tsv"
        }
        assert data == set(stated)
        for row in stated.values():
            licences = row["licence"].removesuffix(" as stated by its publisher").split(" AND ")
            assert set(licences) <= OPEN

    def test_the_files_whose_licence_asks_for_it_are_credited_beside_the_weights(self) -> None:
        notice = (ARTEFACT.parent / "NOTICE.txt").read_text(encoding="utf-8")
        assert "Banking77" in notice
        assert "CLINC150" in notice


def _plain(title: str, description: str) -> str:
    return " ".join(f"{title} {description}".casefold().split())
