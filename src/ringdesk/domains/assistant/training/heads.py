"""Trains the shipped heads: a message's intent and sentiment, a ticket's category and priority.

The same files give the same heads, on one platform and with the versions in the manifest. Needs
scikit-learn (dependency group `train`) for the category's linear part, and the built encoder.
"""

import csv
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec
import numpy as np

from ringdesk.domains.assistant.encoder.session import Encoder
from ringdesk.domains.assistant.heads import Head
from ringdesk.domains.assistant.learning.fitting import Trained, train
from ringdesk.domains.assistant.learning.lessons import Examples
from ringdesk.domains.assistant.learning.logistic import Numbers
from ringdesk.domains.assistant.learning.tasks import PLANS, ticket_text
from ringdesk.domains.assistant.models import Quality
from ringdesk.domains.assistant.priorities import RULES_FILE as RULES
from ringdesk.domains.assistant.priorities import urgency
from ringdesk.domains.assistant.priors import prior_of
from ringdesk.domains.assistant.surface import words_of
from ringdesk.domains.assistant.training import examples as tickets

ARTEFACTS = Path(__file__).parents[1] / "artefacts"
MESSAGES = tickets.HERE / "messages.tsv"
PUBLIC = tickets.HERE / "public_messages.tsv"
PUBLIC_WEIGHT = 0.05  # of 0, 0.05, 0.15 and 0.3 by cross-validation: more costs our own words


class Shipped(msgspec.Struct, frozen=True, kw_only=True):
    """What a head is, and what it was made from and with."""

    model_version: str
    sha256: str
    bytes: int
    encoder_id: str
    strength: float
    prior: float
    threshold: float
    cross_validated: Quality
    sources: dict[str, str]
    made_with: dict[str, str]


def train_all(say: Callable[[str], None]) -> None:
    encoder = Encoder()
    messages, public = _rows(MESSAGES), _rows(PUBLIC)
    for task in ("intent", "sentiment"):
        rows = [(row["text"], row[task], 1.0) for row in messages]
        if task == "intent":
            rows += [(row["text"], row["intent"], PUBLIC_WEIGHT) for row in public]
        learned = _examples(encoder, rows, PLANS[task].labels)
        say(_keep(task, train(PLANS[task], learned), (MESSAGES, PUBLIC)))
    seeds = tickets.read(tickets.SEED)
    rows = [(ticket_text(one.title, one.description), one.category, 1.0) for one in seeds]
    learned = _examples(encoder, rows, PLANS["category"].labels)
    learned = learned._replace(priors=_unseen_priors(seeds))
    say(_keep("category", train(PLANS["category"], learned), (tickets.SEED,)))
    say(_keep("priority", train(PLANS["priority"], _ruled(encoder, seeds)), (tickets.SEED, RULES)))


def _ruled(encoder: Encoder, seeds: list[tickets.Example]) -> Examples:
    """What the rules say of the tickets: there is no licensed data, and corrections need something
    to differ from. How well it is learned tells how well the rules are imitated, no more."""
    rows = [
        (ticket_text(one.title, one.description),
         urgency(title=one.title, description=one.description).category, 1.0)
        for one in seeds
    ]  # fmt: skip
    priors = [prior_of("priority", one.title, one.description) for one in seeds]
    return _examples(encoder, rows, PLANS["priority"].labels)._replace(priors=np.array(priors))


def _examples(
    encoder: Encoder, rows: list[tuple[str, str, float]], labels: tuple[str, ...]
) -> Examples:  # fmt: skip
    texts = [text for text, _, _ in rows]
    return Examples(
        encoder.encode(texts).astype(np.float64),
        np.stack([words_of(text) for text in texts]).astype(np.float64),
        np.array([labels.index(label) for _, label, _ in rows]),
        np.array([importance for _, _, importance in rows]),
    )


def _unseen_priors(seeds: list[tickets.Example]) -> Numbers:
    """What the linear classifier says of tickets that it did not learn from."""
    from ringdesk.domains.assistant.training import fit  # noqa: PLC0415 - needs scikit-learn
    from ringdesk.domains.assistant.training.train import growing  # noqa: PLC0415 - the same

    scores = fit.cross_validated(seeds, growing())
    classes = sorted({one.category for one in seeds})
    truth = [classes.index(one.category) for one in seeds]
    likely = fit.softmax(scores / fit.temperature(scores, truth))
    order = [classes.index(label) for label in PLANS["category"].labels]
    priors: Numbers = np.log(likely[:, order] + 1e-9)
    return priors


def _keep(task: str, trained: Trained, sources: tuple[Path, ...]) -> str:
    content = msgspec.msgpack.encode(trained.file)
    (ARTEFACTS / f"{task}.msgpack").write_bytes(content)
    file = trained.file
    manifest = Shipped(
        model_version=Head(content).version, sha256=sha256(content).hexdigest(),
        bytes=len(content), encoder_id=file.encoder_id, strength=file.strength, prior=file.prior,
        threshold=file.threshold, cross_validated=file.quality,
        sources={one.name: sha256(one.read_bytes()).hexdigest() for one in sources},
        made_with={name: version(name) for name in ("numpy", "onnxruntime", "tokenizers")},
    )  # fmt: skip
    body = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    (ARTEFACTS / f"{task}.json").write_bytes(body)
    made = file.quality
    return (
        f"{manifest.model_version}: {len(content):,} bytes; cross-validated on {made.examples}: "
        f"accuracy {made.accuracy}, macro-F1 {made.macro_f1}, "
        f"calibration error {made.calibration_error}"
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
