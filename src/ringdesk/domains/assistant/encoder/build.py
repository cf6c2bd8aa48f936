"""`python -m ringdesk.domains.assistant.encoder.build`: makes the encoder's files, if they aren't
there. Part of the installation: the weights come from a locked package, nothing is fetched here.

The eight-bit model is made here rather than taken ready-made: it answers in less than half the
time of the ready one (docs/adr/0012), and its weights are the publisher's, known by their hash.
"""

import logging
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from ringdesk.domains.assistant.encoder.places import (
    ENCODER_ID,
    FOLDER,
    MANIFEST,
    MODEL,
    TOKENIZER,
    TOKENIZER_SHA256,
    WEIGHTS_PACKAGE,
    WEIGHTS_SHA256,
    Manifest,
    fault_of,
    sha256_of,
)


class NotTheModel(RuntimeError):
    pass


def main() -> int:
    if fault_of() is None:
        return 0
    try:
        make(weights_folder(), FOLDER)
    except (NotTheModel, ImportError) as error:
        print(f"The encoder was not built: {error}", file=sys.stderr)
        return 1
    print(f"Built {ENCODER_ID}.")
    return 0


def weights_folder() -> Path:
    """Found without importing the package, which would import PyTorch."""
    spec = find_spec(WEIGHTS_PACKAGE)
    places = [] if spec is None else list(spec.submodule_search_locations or ())
    if not places:
        raise NotTheModel(f"{WEIGHTS_PACKAGE} is not installed: see requirements/models.in")
    return Path(places[0]) / "model"


def make(source: Path, target: Path) -> None:
    """Into a folder beside the target first: no reader ever sees half an encoder."""
    weights, tokenizer = source / "model.safetensors", source / TOKENIZER
    for file, due in ((weights, WEIGHTS_SHA256), (tokenizer, TOKENIZER_SHA256)):
        if not file.exists() or sha256_of(file) != due:
            raise NotTheModel(f"{file} is not the file we know by its hash ({due[:12]}…)")
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / ENCODER_ID
        made.mkdir()
        quantise(weights, made / MODEL)
        shutil.copyfile(tokenizer, made / TOKENIZER)
        manifest = Manifest(ENCODER_ID, sha256_of(made / MODEL), TOKENIZER_SHA256)
        (made / MANIFEST).write_bytes(msgspec.json.encode(manifest))
        shutil.rmtree(target, ignore_errors=True)
        os.replace(made, target)


def quantise(weights: Path, out: Path) -> None:
    """Eight-bit weights, one scale a channel; what goes in is scaled when it comes."""
    # Both need 0.2 s to import, and most calls find the encoder built.
    from onnx import save  # noqa: PLC0415
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    from ringdesk.domains.assistant.encoder.graph import model_of  # noqa: PLC0415

    whole = out.with_suffix(".float32")
    # It recommends a step before, meant for convolutions, by the root logger.
    logging.getLogger().setLevel(logging.ERROR)
    save(model_of(weights), whole)
    quantize_dynamic(
        whole, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False,
        op_types_to_quantize=["MatMul", "Gather"],
    )  # fmt: skip
    whole.unlink()


if __name__ == "__main__":
    sys.exit(main())
