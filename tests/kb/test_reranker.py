"""The re-ranker: what it reads, what it says, and what is refused."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
from safetensors.numpy import load_file, save_file

from api.services import Services
from kb.embedding_model import WEIGHTS, find_model, weights_here
from kb.errors import ModelError
from kb.reranker import ABOVE, BELOW, Reranker, text_of
from kb.reranker_model import Learned, ensure_reranker, export_of, linear_places, read_learned, write_learned
from kb.side_by_side import SideBySide

WIDTH, WIDE, RANK = 384, 1536, 2


@pytest.fixture(scope="module")
def folder(built: Path, services: Services) -> Path:
    model = services.knowledge.index.model
    learned = read_learned(services.settings.corpus_dir, model)
    assert learned
    return export_of(built / "model", model, learned)


@pytest.fixture(scope="module")
def two_layers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged model with the first two of its six layers: another model, and a quicker one."""
    place = tmp_path_factory.mktemp("two") / "layers"
    shutil.copytree(find_model(None), place)
    config = json.loads((place / "config.json").read_text())
    (place / "config.json").write_text(json.dumps(config | {"num_hidden_layers": 2}))
    kept = {
        name: weight
        for name, weight in load_file(place / "model.safetensors").items()
        if not re.match(r"encoder\.layer\.[2-5]\.", name)
    }
    save_file(kept, place / "model.safetensors", {"format": "pt"})
    return place


def arrays(head: float = 0.0, layers: int = 6) -> dict[str, np.ndarray]:
    """Changes of nothing, and a head that gives `head` whatever it is shown."""
    found = {"head.weight": np.zeros((WIDTH, 1), np.float32), "head.bias": np.array([head], np.float32)}
    for place in linear_places(layers):
        into = WIDE if place.endswith("output.dense") and "attention" not in place else WIDTH
        out = WIDE if "intermediate" in place else WIDTH
        found[f"{place}.down"] = np.zeros((RANK, into), np.float32)
        found[f"{place}.up"] = np.zeros((out, RANK), np.float32)
    return found


def test_an_answer_counts_more_than_what_is_about_the_same_things(folder: Path) -> None:
    answer = text_of(
        "must it be tendered",
        "Does a tender follow the pilot?",
        "The service goes out to tender after the pilot.",
    )
    beside = text_of(
        "who formed Homereach",
        "Who took part in the pilot?",
        "Voluntary organisations formed the consortium.",
    )
    logits = Reranker(folder).logits("do we have to tender when the pilot is over", [answer, beside])
    assert logits.shape == (2,)
    assert logits.dtype == np.float32
    assert logits[0] > logits[1] + 1


def test_a_text_is_judged_alike_whatever_it_is_judged_with(folder: Path) -> None:
    reranker = Reranker(folder)
    alone = reranker.logits("who pays", ["a | b | c"])
    assert reranker.logits("who pays", ["x | y | z", "a | b | c"])[1] == alone[0]
    assert reranker.logits("who pays", []).shape == (0,)


def test_a_text_is_judged_alike_whoever_reads_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reranker = Reranker(folder)
    texts = [text_of("who pays", "Costs", f"The council paid {number} times.") for number in range(5)]
    alone = reranker.logits("who pays for it", texts)
    idle = SideBySide(3, lambda: 1)
    monkeypatch.setattr("kb.reranker.SIDE_BY_SIDE", idle)
    for _ in range(5):
        with idle.under_way():
            assert (reranker.logits("who pays for it", texts) == alone).all()


def test_a_long_text_is_cut_and_the_question_kept(folder: Path) -> None:
    said = text_of("", "Costs", "word " * 5000)
    assert len(said.split()) < 70
    reranker = Reranker(folder)
    assert np.isfinite(reranker.logits("who pays", ["word " * 5000])).all()
    assert np.isfinite(reranker.logits("who pays " * 500, ["the council", "", "word " * 5000])).all()


def test_what_was_learned_is_kept_read_and_exported(tmp_path: Path) -> None:
    write_learned(tmp_path, "m", arrays(head=2.5), ["an example"])
    learned = read_learned(tmp_path, "m")
    assert learned
    assert read_learned(tmp_path, "another model") is None
    export = ensure_reranker(None, tmp_path / "model", "m", learned)
    assert (
        export
        == ensure_reranker(None, tmp_path / "model", "m", learned)
        == export_of(tmp_path / "model", "m", learned)
    )
    assert Reranker(export).logits("who pays", ["the council"])[0] == pytest.approx(2.5 * ABOVE, abs=0.01)


def test_what_is_below_even_counts_less(tmp_path: Path) -> None:
    write_learned(tmp_path, "m", arrays(head=-2.5), ["an example"])
    learned = read_learned(tmp_path, "m")
    assert learned
    read = Reranker(ensure_reranker(None, tmp_path / "model", "m", learned))
    assert read.logits("who pays", ["the council"])[0] == pytest.approx(-2.5 * BELOW, abs=0.01)


def test_what_was_learned_before_the_quicker_graph_keeps_its_rounding(
    two_layers: Path, tmp_path: Path
) -> None:
    before = "890664f18bf7fcac"
    kinds = {}
    for digest in (before, "learned-since"):
        export = ensure_reranker(str(two_layers), tmp_path, "m", Learned(arrays(layers=2), digest))
        nodes = onnx.load(export / WEIGHTS, load_external_data=False).graph.node
        kinds[digest] = {node.op_type for node in nodes}
        assert np.isfinite(Reranker(export).logits("who pays", ["the council"])).all()
    assert kinds[before] - kinds["learned-since"] == {"SkipLayerNormalization"}


def test_changes_for_another_model_are_refused(tmp_path: Path) -> None:
    other = arrays() | {"encoder.layer.3.output.dense.down": np.zeros((RANK, 7), np.float32)}
    with pytest.raises(ModelError, match=r"another model.*encoder\.layer\.3\.output\.dense"):
        ensure_reranker(None, tmp_path, "m", Learned(other, "0"))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_or_missing_export_says_what_to_run(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="run: psp index"):
        Reranker(tmp_path)
    spoilt = tmp_path / "spoilt"
    shutil.copytree(folder, spoilt)
    weights_here(spoilt).write_bytes(b"none")
    with pytest.raises(ModelError, match="run: psp index"):
        Reranker(spoilt)


def test_changes_of_fewer_layers_than_there_are_are_refused(tmp_path: Path) -> None:
    few = {name: array for name, array in arrays().items() if not name.startswith("encoder.layer.5.")}
    with pytest.raises(ModelError, match=r"another model.*encoder\.layer\.5\..* is not changed"):
        ensure_reranker(None, tmp_path, "m", Learned(few, "0"))


def test_learning_for_another_model_gives_what_can_be_read_and_exported(
    two_layers: Path, tmp_path: Path
) -> None:
    pytest.importorskip("torch")
    from api.evaluation.fit_reranker import learn_reranker
    from api.evaluation.reranker_examples import Example

    texts = (("a | b | The council pays.", 1.0), ("c | d | It rained.", 0.0), ("e | f | No.", 0.0))
    example = Example("who pays", texts)
    steps: list[tuple[int, int]] = []
    learned = learn_reranker(two_layers, [example] * 17, lambda done, total: steps.append((done, total)))
    assert steps == [(done, 6) for done in range(1, 7)]  # three rounds of sixteen and one
    write_learned(tmp_path, "m", learned, [])
    kept = read_learned(tmp_path, "m")
    assert kept
    assert any(np.any(kept.arrays[f"{place}.up"]) for place in linear_places(2))
    export = ensure_reranker(str(two_layers), tmp_path / "model", "m", kept)
    assert np.isfinite(Reranker(export).logits("who pays", ["the council"])).all()
    with pytest.raises(ModelError, match=r"another model.*encoder\.layer\.2\."):
        ensure_reranker(str(two_layers), tmp_path / "model", "m", Learned(arrays(), "0"))


@pytest.mark.parametrize(
    ("able", "numbers"),
    [
        ({"avx2": True, "avx512_bf16": False, "amx_bf16": False}, "float32"),
        ({"neon": True, "bf16": True}, "bfloat16"),
    ],
)
def test_short_numbers_are_used_only_where_the_processor_has_them(
    able: dict[str, bool], numbers: str, two_layers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    from api.evaluation.fit_reranker import learn_reranker
    from api.evaluation.reranker_examples import Example

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    widest = set()

    def see(layer: object, given: object, result: object) -> None:
        if isinstance(layer, torch.nn.Linear) and layer.out_features == WIDE:
            widest.add(str(getattr(result, "dtype", "")).removeprefix("torch."))

    watched = torch.nn.modules.module.register_module_forward_hook(see)
    try:
        learn_reranker(two_layers, [Example("who pays", (("The council pays.", 1.0), ("No.", 0.0)))])
    finally:
        watched.remove()
    assert widest == {numbers}


def test_instructions_for_short_numbers_go_by_several_names(monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch")
    from api.evaluation.fit_reranker import multiplies_bfloat16

    for able, has in (
        ({"avx512_bf16": True}, True),
        ({"avx512_bf16": False, "amx_bf16": True}, True),
        ({"avx512_f": True, "amx_tile": True}, False),
        ({"neon": True, "bf16": False}, False),
        ({}, False),
    ):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda able=able: able)
        assert multiplies_bfloat16() is has, able
