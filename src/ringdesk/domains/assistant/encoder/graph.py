"""The network of all-MiniLM-L6-v2 as an ONNX graph, out of its weights; PyTorch is not needed.

BERT (Devlin et al. 2019) of six layers, then the mean over the tokens, scaled to length one
(Reimers and Gurevych 2019, "Sentence-BERT"). In: token numbers and mask, int64 [texts, tokens].
Out: float32 [texts, 384]. Used when the encoder is built, never when it runs.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper
from safetensors.numpy import load_file

from ringdesk.domains.assistant.encoder.places import WIDTH

LAYERS, HEADS = 6, 12
PER_HEAD = WIDTH // HEADS
NORM_EPSILON = 1e-12
MASKED = -1e4  # what a token of the padding has added to its attention
INDICES = {
    "split": [0, 0, HEADS, PER_HEAD], "merge": [0, 0, WIDTH], "zero": [0], "tokens": [1],
    "broadcast": [1, 2], "last": [-1],
}  # fmt: skip
NUMBERS = {
    "one": 1.0, "masked": MASKED, "scale": PER_HEAD**-0.5, "half": 0.5, "root": 2**-0.5,
    "tiny": 1e-9,
}  # fmt: skip


class Graph:
    """Nodes and constants, collected under the names of what they give."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        self._weights = weights
        self.constants: list[TensorProto] = []
        self.nodes: list[Any] = []
        for name, indices in INDICES.items():
            self._constant(name, np.array(indices, np.int64))
        for name, number in NUMBERS.items():
            self._constant(name, np.array(number, np.float32))

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(
        self, kind: str, inputs: list[str], out: str,
        **attributes: Any,  # noqa: ANN401 - numbers or lists, as the kind wants them
    ) -> str:  # fmt: skip
        self.nodes.append(helper.make_node(kind, inputs, [out], name=out, **attributes))
        return out

    def linear(self, value: str, of: str, out: str) -> str:
        weight = self._constant(f"{out}_weight", self._weights[f"{of}.weight"].T)
        bias = self._constant(f"{out}_bias", self._weights[f"{of}.bias"])
        return self.op("Add", [self.op("MatMul", [value, weight], f"{out}_product"), bias], out)

    def norm(self, value: str, of: str, out: str) -> str:
        weight = self._constant(f"{out}_weight", self._weights[f"{of}.weight"])
        bias = self._constant(f"{out}_bias", self._weights[f"{of}.bias"])
        inputs = [value, weight, bias]
        return self.op("LayerNormalization", inputs, out, axis=-1, epsilon=NORM_EPSILON)

    def embeddings(self) -> str:
        """The positions are cut out by a Slice: of a Gather over a Range, ONNX Runtime 1.31 makes
        a Slice of its own, with a scalar where a list is due, and fails."""
        words = self._constant("words", self._weights["embeddings.word_embeddings.weight"])
        kinds = self._weights["embeddings.token_type_embeddings.weight"][0]
        places = self._weights["embeddings.position_embeddings.weight"] + kinds
        self._constant("places", places)
        self.op("Gather", [words, "input_ids"], "word_vectors")
        self.op("Gather", [self.op("Shape", ["input_ids"], "shape"), "tokens"], "length")
        self.op("Slice", ["places", "zero", "length", "zero"], "place_vectors")
        total = self.op("Add", ["word_vectors", "place_vectors"], "embedded")
        return self.norm(total, "embeddings.LayerNorm", "layer_in")

    def mask(self) -> None:
        self.op("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
        self.op("Unsqueeze", ["mask", "broadcast"], "mask_wide")
        self.op("Mul", [self.op("Sub", ["one", "mask_wide"], "padding"), "masked"], "hide")

    def layer(self, value: str, at: int) -> str:
        of, name = f"encoder.layer.{at}", f"layer{at}"
        attended = self._attention(value, f"{of}.attention", name)
        added = self.op("Add", [attended, value], f"{name}_attended")
        between = self.norm(added, f"{of}.attention.output.LayerNorm", f"{name}_between")
        raised = self._gelu(self.linear(between, f"{of}.intermediate.dense", f"{name}_raised"))
        lowered = self.linear(raised, f"{of}.output.dense", f"{name}_lowered")
        return self.norm(
            self.op("Add", [lowered, between], f"{name}_sum"), f"{of}.output.LayerNorm", name
        )

    def _attention(self, value: str, of: str, name: str) -> str:
        parts = {}
        for part in ("query", "key", "value"):
            flat = self.linear(value, f"{of}.self.{part}", f"{name}_{part}")
            heads = self.op("Reshape", [flat, "split"], f"{flat}_heads")
            order = [0, 2, 3, 1] if part == "key" else [0, 2, 1, 3]
            parts[part] = self.op("Transpose", [heads], f"{flat}_turned", perm=order)
        scores = self.op("MatMul", [parts["query"], parts["key"]], f"{name}_scores")
        scaled = self.op("Mul", [scores, "scale"], f"{name}_scaled")
        shown = self.op("Add", [scaled, "hide"], f"{name}_shown")
        shares = self.op("Softmax", [shown], f"{name}_shares", axis=-1)
        context = self.op("MatMul", [shares, parts["value"]], f"{name}_context")
        turned = self.op("Transpose", [context], f"{name}_back", perm=[0, 2, 1, 3])
        merged = self.op("Reshape", [turned, "merge"], f"{name}_merged")
        return self.linear(merged, f"{of}.output.dense", f"{name}_output")

    def _gelu(self, value: str) -> str:
        """x / 2 * (1 + erf(x / sqrt 2)): Hendrycks and Gimpel 2016."""
        error = self.op("Erf", [self.op("Mul", [value, "root"], f"{value}_in")], f"{value}_erf")
        gate = self.op("Add", [error, "one"], f"{value}_gate")
        gated = self.op("Mul", [value, gate], f"{value}_gated")
        return self.op("Mul", [gated, "half"], f"{value}_gelu")

    def pooled(self, value: str) -> None:
        column = self.op("Unsqueeze", ["mask", "last"], "mask_column")
        masked = self.op("Mul", [value, column], "unpadded")
        total = self.op("ReduceSum", [masked, "tokens"], "total", keepdims=0)
        count = self.op("ReduceSum", ["mask", "tokens"], "count", keepdims=1)
        mean = self.op("Div", [total, self.op("Max", [count, "tiny"], "count_safe")], "mean")
        squares = self.op("Mul", [mean, mean], "squares")
        square = self.op("ReduceSum", [squares, "last"], "square", keepdims=1)
        length = self.op("Max", [self.op("Sqrt", [square], "length_raw"), "tiny"], "length_safe")
        self.op("Div", [mean, length], "embedding")


def model_of(weights_file: Path) -> ModelProto:
    graph = Graph(load_file(weights_file))
    value = graph.embeddings()
    graph.mask()
    for at in range(LAYERS):
        value = graph.layer(value, at)
    graph.pooled(value)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", WIDTH])
    made = helper.make_graph(graph.nodes, "minilm", inputs, [output], graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    return model
