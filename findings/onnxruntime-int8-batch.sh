#!/usr/bin/env bash
# onnxruntime 1.31.1: after quantize_dynamic, what comes out for a row depends on the other rows of its batch.
#
# The scale of the activations is taken over the whole tensor, batch included, so one row with large values makes
# the steps of all others coarser. An embedding made alone and one made in a batch differ;
# a cache that is filled by batches and asked one at a time does not find its own texts at cosine 1.
# Float models do not do this. Seen 29 November 2026. PSP Guide embeds every question alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "onnxruntime==1.31.1" "onnx==1.23.2" "numpy==2.4.6"
"$folder/venv/bin/python" - <<'PY'
import logging
import os
import sys
from importlib.metadata import version

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

logging.disable(logging.WARNING)
random = np.random.default_rng(0)
weights = numpy_helper.from_array(random.normal(size=(8, 4)).astype(np.float32), "w")
graph = helper.make_graph(
    [helper.make_node("MatMul", ["x", "w"], ["y"])],
    "one layer",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 8])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", 4])],
    [weights],
)
plain, small = (os.path.join(sys.prefix, name) for name in ("float.onnx", "int8.onnx"))
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), plain)
quantize_dynamic(plain, small, weight_type=QuantType.QInt8)
row = random.normal(size=(1, 8)).astype(np.float32)
batch = np.vstack([row, 20 * row])


def moved(path: str) -> float:
    session = onnxruntime.InferenceSession(path)
    alone, beside = session.run(None, {"x": row})[0][0], session.run(None, {"x": batch})[0][0]
    return float(abs(alone - beside).max())


print("onnxruntime", version("onnxruntime"), "moved by company: float", moved(plain), " int8", round(moved(small), 3))
assert moved(plain) < 1e-5
assert moved(small) > 0.01, "the behaviour changed"
PY
