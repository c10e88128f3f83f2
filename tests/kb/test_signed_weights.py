"""Signed weights are the same numbers, and run only where they give the same vectors."""

import json
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from api.services import Services
from kb.embedding import OnnxEmbedder
from kb.embedding_model import CARD, SIGNED, WEIGHTS, check_export, ensure_export, weights_here
from kb.errors import ModelError
from kb.numbers_apart import numbers_of
from kb.signed_weights import multiplies_signed_exactly, write_signed
from tests.damage import flip


@pytest.fixture
def export(built: Path, tmp_path: Path) -> Path:
    """A copy of the packaged model's export."""
    made = ensure_export(None, built / "model")
    return Path(shutil.copytree(made, tmp_path / "model" / made.name))


def test_both_give_the_same_vectors_to_the_last_bit(export: Path, services: Services) -> None:
    if not multiplies_signed_exactly():
        pytest.skip("this processor runs the unsigned weights")
    assert weights_here(export).name == SIGNED
    texts = [passage.text for passage in services.knowledge.index.passages[::7]]
    ours = OnnxEmbedder(export).embed(texts)
    (export / SIGNED).unlink()
    assert weights_here(export).name == WEIGHTS
    assert np.array_equal(ours, OnnxEmbedder(export).embed(texts))


def test_every_number_moves_with_its_zero_point(export: Path) -> None:
    before, after = (
        {t.name: numpy_helper.to_array(t) for t in onnx.load(export / name).graph.initializer}
        for name in (WEIGHTS, SIGNED)
    )
    moved = [name for name, values in after.items() if values.dtype == np.int8]
    assert len(moved) == 72  # 6 layers of 6 products, each with weights and a zero point
    for name, values in after.items():
        shift = 128 if name in moved else 0
        assert np.array_equal(values.astype(np.float64) + shift, before[name].astype(np.float64))


def graph(path: Path, read_elsewhere: bool) -> Path:
    """A graph of one quantised product, whose zero point a second node reads or does not."""
    nodes = [
        helper.make_node("DynamicQuantizeMatMul", ["x", "w", "scale", "zero"], ["y"], domain="com.microsoft"),
    ]
    if read_elsewhere:
        nodes.append(helper.make_node("Cast", ["zero"], ["z"], to=TensorProto.FLOAT))
    arrays = {
        "w": np.full((2, 2), 7, np.uint8),
        "scale": np.ones(1, np.float32),
        "zero": np.array([9], np.uint8),
    }
    made = helper.make_graph(
        nodes, "one", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 2])],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )  # fmt: skip
    onnx.save(helper.make_model(made), path)
    return path


@pytest.mark.parametrize(("read_elsewhere", "types"), [(False, {"int8"}), (True, {"uint8"})])
def test_what_another_node_reads_stays_with_its_partner(
    read_elsewhere: bool, types: set[str], tmp_path: Path
) -> None:
    write_signed(graph(tmp_path / "one.onnx", read_elsewhere), tmp_path / "signed.onnx")
    kept = {t.name: numpy_helper.to_array(t) for t in onnx.load(tmp_path / "signed.onnx").graph.initializer}
    assert {str(kept[name].dtype) for name in ("w", "zero")} == types
    assert int(kept["w"][0, 0]) - int(kept["zero"][0]) == 7 - 9


@pytest.mark.parametrize(
    ("machine", "flags", "exact"),
    [
        ("x86_64", "flags\t: fpu avx2 avx512_vnni", True),
        ("x86_64", "flags\t: fpu avx2 avx_vnni", True),
        ("x86_64", "flags\t: fpu avx2 avx512f", False),
        ("aarch64", "Features\t: fp asimd", False),
        ("x86_64", "", False),
    ],
)
def test_only_a_processor_that_says_so_runs_them(
    machine: str, flags: str, exact: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    (tmp_path / "cpuinfo").write_text(f"model name\t: any\n{flags}\n")
    assert multiplies_signed_exactly(tmp_path / "cpuinfo") is exact
    assert not multiplies_signed_exactly(tmp_path / "absent")


def test_an_export_of_before_is_completed(export: Path) -> None:
    whole = (export / CARD).read_text()
    (export / SIGNED).unlink()
    card = {key: value for key, value in json.loads(whole).items() if key != "signed_sha256"}
    (export / CARD).write_text(json.dumps(card))
    assert ensure_export(None, export.parent) == export
    assert json.loads((export / CARD).read_text()) == json.loads(whole)
    check_export(export)


@pytest.mark.parametrize("spoil", [flip, Path.unlink])
def test_the_numbers_beside_a_graph_are_checked(export: Path, spoil: Callable[[Path], object]) -> None:
    check_export(export)
    spoil(numbers_of(weights_here(export)))
    with pytest.raises(ModelError, match="is damaged"):
        check_export(export)


def test_signed_weights_are_checked_where_they_run(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.embedding_model.multiplies_signed_exactly", lambda: True)
    flip(export / SIGNED)
    with pytest.raises(ModelError, match="is damaged"):
        check_export(export)
    monkeypatch.setattr("kb.embedding_model.multiplies_signed_exactly", lambda: False)
    check_export(export)
