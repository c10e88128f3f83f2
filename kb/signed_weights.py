"""The exported model once more with signed weights: the same numbers in half the time where that is exact.

Processors with VNNI multiply unsigned activations by signed weights in one step, exactly. Older ones saturate
in between, and there the weights stay unsigned. A weight and its zero point both move by 128, so that each
difference, each whole-number sum and each vector stay the same to the last bit.
"""

import platform
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

_SHIFT = 128
# which inputs of a quantised product are its weights and their zero point
_WEIGHTS_OF = {"MatMulIntegerToFloat": (1, 5), "DynamicQuantizeMatMul": (1, 3)}
_CPU = Path("/proc/cpuinfo")


def multiplies_signed_exactly(cpu: Path = _CPU) -> bool:
    """Whether this machine's processor is known to multiply signed weights without saturating."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return False
    try:
        flags = next(line for line in cpu.read_text().splitlines() if line.startswith("flags"))
    except (OSError, StopIteration):
        return False
    return any(name in flags.split() for name in ("avx512_vnni", "avx_vnni"))


def write_signed(source: Path, target: Path) -> None:
    """Write the graph in `source` to `target` with the weights of its quantised products signed."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(source)
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    values = {
        name: numpy_helper.to_array(tensors[name]) for name in _named(model.graph.node) & tensors.keys()
    }
    unsigned = {name for name, array in values.items() if array.dtype == np.uint8}
    for name in _movable(model.graph.node, unsigned):
        moved = (values[name].astype(np.int16) - _SHIFT).astype(np.int8)
        tensors[name].CopyFrom(numpy_helper.from_array(moved, name))
    onnx.save(model, target)


def _named(nodes: Iterable[Any]) -> set[str]:
    """What quantised products name as their weights and zero points."""
    return {name for node in nodes for name in _pair(node)}


def _movable(nodes: Iterable[Any], unsigned: set[str]) -> set[str]:
    """Of `unsigned` what moves with its partner and is read by nothing else."""
    pairs = {_pair(node) for node in nodes if _pair(node)}
    read = Counter(name for node in nodes for name in node.input)
    paired = Counter(name for node in nodes for name in _pair(node))
    alone = {name for name in unsigned if read[name] == paired[name]}
    held = {name for pair in pairs if not alone.issuperset(pair) for name in pair}
    while grown := {name for pair in pairs if held.intersection(pair) for name in pair} - held:
        held |= grown
    return {name for pair in pairs for name in pair} - held


def _pair(node: Any) -> tuple[str, ...]:
    """The weights and zero point of a quantised product; () of anything else, or where one is not named."""
    places = _WEIGHTS_OF.get(node.op_type, ())
    names = tuple(node.input[place] for place in places if place < len(node.input) and node.input[place])
    return names if len(names) == len(places) else ()
