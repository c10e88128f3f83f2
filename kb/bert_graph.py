"""The ONNX graph of a BERT-kind sentence-transformers folder, written node by node from its weights.

It does in the same order what transformers and sentence-transformers do (embeddings, layers of attention and
feed-forward, the mean of the tokens, unit length), so that neither has to be installed: torch alone brings
gigabytes on an ordinary machine. A test holds it against sentence-transformers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, npt.NDArray[Any]]
OPSET, IR_VERSION = 17, 8
INPUTS, OUTPUT = ("input_ids", "attention_mask", "token_type_ids"), "embedding"
_RUNTIME = "com.microsoft"  # kinds of node that onnxruntime has besides
_FAR_BELOW = float(np.finfo(np.float32).min)  # what a token that is none counts in attention


@dataclass(frozen=True)
class Shape:
    """The numbers of a BERT that its weights do not show."""

    layers: int
    heads: int
    width: int
    epsilon: float


def read_shape(folder: Path) -> Shape | None:
    """The shape of the model in `folder`; None where it is another kind than this module can write."""
    try:
        config = json.loads((folder / "config.json").read_text())
        pooling = json.loads((folder / "1_Pooling" / "config.json").read_text())
    except (OSError, ValueError):
        return None
    plain = config.get("model_type") == "bert" and config.get("hidden_act") == "gelu"
    absolute = config.get("position_embedding_type", "absolute") == "absolute"
    if not (plain and absolute and _takes_the_mean(pooling)):
        return None
    numbers = (config.get(f"num_{name}") for name in ("hidden_layers", "attention_heads"))
    layers, heads = (int(number) for number in numbers)
    return Shape(layers, heads, int(config["hidden_size"]), float(config.get("layer_norm_eps", 1e-12)))


def _takes_the_mean(pooling: Mapping[str, object]) -> bool:
    if "pooling_mode" in pooling:
        return pooling["pooling_mode"] == "mean"
    modes = {key for key, value in pooling.items() if key.startswith("pooling_mode_") and value is True}
    return modes == {"pooling_mode_mean_tokens"}


@dataclass(frozen=True, eq=False)
class Head:
    """One number from the mean of the tokens: `weight` float32 of shape (width, 1), `bias` of shape (1,)."""

    weight: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]


def bert_graph(
    weights: Weights, shape: Shape, head: Head | None = None, alone: bool = False, apart: bool = False
) -> onnx.ModelProto:
    """One unit vector a text: from `INPUTS`, int64 of shape (batch, tokens), to float32 (batch, width).

    With a `head` it gives that one number of each text instead, float32 of shape (batch,). `alone` takes one
    text at a time, without padding: the same numbers to the last bit in a twentieth less time. `apart` takes
    a seventh less again and rounds otherwise in the last bits: for what nothing was fitted to yet.

    Raises:
        KeyError: a weight that a BERT has is missing; names it.
    """
    graph = _Graph(weights, shape, apart or not alone)
    hidden = graph.embeddings()
    mask = None if alone else graph.attention_mask()
    for number in range(shape.layers):
        hidden = graph.layer(f"encoder.layer.{number}", hidden, mask)
    mean = graph.mean(hidden)
    if head is None:
        graph.unit(mean)
    else:
        graph.number(mean, head)
    batch = 1 if alone else "batch"
    return graph.model(batch, [batch] if head else [batch, shape.width])


class _Graph:
    def __init__(self, weights: Weights, shape: Shape, apart: bool) -> None:
        self.weights, self.shape, self.apart = weights, shape, apart
        self.prefix = "bert." if "bert.embeddings.LayerNorm.weight" in weights else ""
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: dict[str, onnx.TensorProto] = {}

    def node(self, kind: str, *inputs: str, name: str | None = None, **attributes: Any) -> str:
        """Append a node; returns the name of its output."""
        output = name or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], name=f"to_{output}", **attributes))
        return output

    def constant(self, name: str, value: object, dtype: npt.DTypeLike = np.int64) -> str:
        """A constant; the same name stands for the same value."""
        if name not in self.tensors:
            self.tensors[name] = numpy_helper.from_array(np.asarray(value, dtype), name)
        return name

    def weight(self, name: str, turned: bool = False) -> str:
        """A weight of the model, as float32; `turned` for what is multiplied from the right."""
        value = np.asarray(self.weights[self.prefix + name], np.float32)
        return self.constant(name, np.ascontiguousarray(value.T) if turned else value, np.float32)

    def linear(self, place: str, hidden: str) -> str:
        product = self.node("MatMul", hidden, self.weight(f"{place}.weight", turned=True))
        return self.node("Add", self.weight(f"{place}.bias"), product)

    def norm(self, place: str, hidden: str) -> str:
        scale, shift = self.weight(f"{place}.weight"), self.weight(f"{place}.bias")
        return self.node("LayerNormalization", hidden, scale, shift, axis=-1, epsilon=self.shape.epsilon)

    def embeddings(self) -> str:
        """Words, kinds of text and places of the tokens, added up: (batch, tokens, width)."""
        places = np.arange(len(self.weights[f"{self.prefix}embeddings.position_embeddings.weight"]))
        length = self.node("Gather", self.node("Shape", "input_ids"), self.constant("one", [1]), axis=0)
        places_used = self.node(
            "Slice", self.constant("places", places[None, :]), self.constant("zero", [0]), length,
            self.constant("one", [1]),
        )  # fmt: skip
        words = self._looked_up("word", "input_ids")
        summed = self.node("Add", words, self._looked_up("token_type", "token_type_ids"))
        summed = self.node("Add", summed, self._looked_up("position", places_used))
        return self.norm("embeddings.LayerNorm", summed)

    def _looked_up(self, kind: str, numbers: str) -> str:
        return self.node("Gather", self.weight(f"embeddings.{kind}_embeddings.weight"), numbers, axis=0)

    def attention_mask(self) -> str:
        """What is added to attention: 0 for a token, far below for padding; (batch, 1, 1, tokens)."""
        wide = self.node("Unsqueeze", "attention_mask", self.constant("middle", [1, 2]))
        zero, below = (
            self.constant(name, value, np.float32) for name, value in (("nothing", 0.0), ("far", _FAR_BELOW))
        )
        return self.node("Where", self.node("Cast", wide, to=TensorProto.BOOL), zero, below)

    def layer(self, place: str, hidden: str, mask: str | None) -> str:
        seen = self._attention(place, hidden, mask) if mask else self._attention_alone(place, hidden)
        mixed = self.linear(f"{place}.attention.output.dense", seen)
        hidden = self.norm(f"{place}.attention.output.LayerNorm", self.node("Add", mixed, hidden))
        wide = self._gelu(self.linear(f"{place}.intermediate.dense", hidden))
        narrow = self.linear(f"{place}.output.dense", wide)
        last = f"{place}.output.LayerNorm"
        if self.apart:
            return self.norm(last, self.node("Add", narrow, hidden))
        # onnxruntime makes this of the two where it knows all shapes. It divides number by number; apart they
        # round otherwise in the last bits, by which 3 answers of 1,101 changed that were fitted to these
        scale, shift = self.weight(f"{last}.weight"), self.weight(f"{last}.bias")
        return self.node(
            "SkipLayerNormalization", narrow, hidden, scale, shift, domain=_RUNTIME,
            epsilon=self.shape.epsilon,
        )  # fmt: skip

    def _attention(self, place: str, hidden: str, mask: str) -> str:
        share = self.shape.width // self.shape.heads
        apart = self.constant("heads_apart", [0, 0, self.shape.heads, share])

        def heads(name: str, order: list[int]) -> str:
            mixed = self.linear(f"{place}.attention.self.{name}", hidden)
            return self.node("Transpose", self.node("Reshape", mixed, apart), perm=order)

        query, key = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1])
        scale = self.constant("scale", share**-0.5, np.float32)
        alike = self.node("Mul", self.node("MatMul", query, key), scale)
        weighed = self.node("Softmax", self.node("Add", alike, mask), axis=-1)
        seen = self.node("MatMul", weighed, heads("value", [0, 2, 1, 3]))
        together = self.constant("heads_together", [0, 0, self.shape.width])
        return self.node("Reshape", self.node("Transpose", seen, perm=[0, 2, 1, 3]), together)

    def _attention_alone(self, place: str, hidden: str) -> str:
        """The same for one text: nothing is masked, and heads are taken apart within the products."""
        share = self.shape.width // self.shape.heads
        apart = self.constant("heads_apart", [-1, self.shape.heads, share])

        def product(first: str, second: str, **how: Any) -> str:
            return self.node("FusedMatMul", first, second, domain=_RUNTIME, **how)

        query, key, value = (
            self.node("Reshape", self.linear(f"{place}.attention.self.{name}", hidden), apart)
            for name in ("query", "key", "value")
        )
        alike = product(query, key, alpha=share**-0.5, transBatchA=1, transBatchB=1, transB=1)
        seen = product(self.node("Softmax", alike, axis=-1), value, transBatchB=1)
        together = self.constant("heads_together", [1, -1, self.shape.width])
        return self.node("Reshape", self.node("Transpose", seen, perm=[1, 0, 2]), together)

    def _gelu(self, hidden: str) -> str:
        one, half, root = (
            self.constant(name, value, np.float32)
            for name, value in (("1", 1.0), ("half", 0.5), ("root_of_two", 2**0.5))
        )
        bent = self.node("Add", self.node("Erf", self.node("Div", hidden, root)), one)
        return self.node("Mul", self.node("Mul", hidden, bent), half)

    def mean(self, hidden: str) -> str:
        """The mean over the tokens that are none of the padding: (batch, width)."""
        tall = self.node("Unsqueeze", "attention_mask", self.constant("last", [-1]))
        counted = self.node("Cast", tall, to=TensorProto.FLOAT)
        axis = self.constant("one", [1])
        summed = self.node("ReduceSum", self.node("Mul", hidden, counted), axis, keepdims=0)
        tokens = self.node("ReduceSum", counted, axis, keepdims=0)
        return self.node("Div", summed, self._at_least(tokens, "few", 1e-9))

    def unit(self, mean: str) -> None:
        """The same at length 1."""
        length = self.node("ReduceL2", mean, axes=[1], keepdims=1)
        self.node("Div", mean, self._at_least(length, "short", 1e-12), name=OUTPUT)

    def number(self, mean: str, head: Head) -> None:
        """What `head` makes of the mean: (batch,)."""
        weight, bias = (
            self.constant("head", head.weight, np.float32),
            self.constant("bias", head.bias, np.float32),
        )
        summed = self.node("Add", self.node("MatMul", mean, weight), bias)
        self.node("Squeeze", summed, self.constant("last", [-1]), name=OUTPUT)

    def _at_least(self, value: str, name: str, bound: float) -> str:
        return self.node("Clip", value, self.constant(name, bound, np.float32), "")

    def model(self, batch: str | int, output_shape: list[str | int]) -> onnx.ModelProto:
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, [batch, "tokens"]) for name in INPUTS
        ]
        output = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, output_shape)
        graph = helper.make_graph(self.nodes, "bert", inputs, [output], list(self.tensors.values()))
        opset = [helper.make_opsetid("", OPSET), helper.make_opsetid(_RUNTIME, 1)]
        return helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION)
