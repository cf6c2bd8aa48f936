"""The acts of the assistant."""

from functools import cache
from math import log
from pathlib import Path
from threading import Lock

from ringdesk.domains.assistant.linear import LinearModel
from ringdesk.domains.assistant.models import OTHER, Prediction

_ARTEFACT = Path(__file__).parent / "artefacts" / "ticket_category.msgpack"
LEAST = 1e-9  # nothing is impossible, or another opinion could not be heard
_loading = Lock()


def categorise(*, title: str, description: str) -> Prediction:
    """The most likely category of a ticket; "other" where none is more likely right than wrong."""
    model = _model()
    likely = dict(zip(model.classes, model.probabilities(title, description), strict=True))
    category = max(likely, key=likely.__getitem__)
    if likely[category] < model.threshold:
        category = OTHER
    return Prediction(category, likely[category], model.version)


def log_probabilities(*, title: str, description: str) -> dict[str, float]:
    """Of every category, as far as the words tell."""
    model = _model()
    likely = model.probabilities(title, description)
    return {name: log(p + LEAST) for name, p in zip(model.classes, likely, strict=True)}


def _model() -> LinearModel:
    with _loading:  # two first callers would else each load one
        return _loaded()


@cache
def _loaded() -> LinearModel:
    return LinearModel(_ARTEFACT.read_bytes())
