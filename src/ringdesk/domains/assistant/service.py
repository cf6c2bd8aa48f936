"""The acts of the assistant."""

from functools import cache
from pathlib import Path
from threading import Lock

from ringdesk.domains.assistant.linear import LinearModel
from ringdesk.domains.assistant.models import OTHER, Prediction

_ARTEFACT = Path(__file__).parent / "artefacts" / "ticket_category.msgpack"
_loading = Lock()


def categorise(*, title: str, description: str) -> Prediction:
    """The most likely category of a ticket; "other" where none is more likely right than wrong."""
    model = _model()
    likely = dict(zip(model.classes, model.probabilities(title, description), strict=True))
    category = max(likely, key=likely.__getitem__)
    if likely[category] < model.threshold:
        category = OTHER
    return Prediction(category, likely[category], model.version)


def _model() -> LinearModel:
    with _loading:  # two first callers would else each load one
        return _loaded()


@cache
def _loaded() -> LinearModel:
    return LinearModel(_ARTEFACT.read_bytes())
