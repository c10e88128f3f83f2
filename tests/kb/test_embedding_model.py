"""The model is the one expected, and its export agrees with sentence-transformers."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from api.services import Services
from kb.bert_graph import read_shape
from kb.embedding import OnnxEmbedder
from kb.embedding_model import PACKAGE_SHA256, check_hash, ensure_export, find_model, write_float_graph
from kb.errors import ModelError

if TYPE_CHECKING:  # torch takes seconds to import
    from sentence_transformers import SentenceTransformer

TEXTS = [
    "How do we start a PSP?",
    "The Renfrewshire pilot served older people.",
    "weather tomorrow " * 60,
    "what is servis desing",
]


@pytest.fixture(scope="module")
def reference() -> "SentenceTransformer":
    """The model as sentence-transformers runs it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(find_model(None)), device="cpu")


def test_the_export_agrees_with_sentence_transformers(built: Path, reference: "SentenceTransformer") -> None:
    ours = OnnxEmbedder(ensure_export(None, built / "model"))
    theirs = reference.encode(TEXTS, normalize_embeddings=True)
    cosines = [float(ours.embed_one(text) @ other) for text, other in zip(TEXTS, theirs, strict=True)]
    assert min(cosines) > 0.96  # int8 weights cost a little; unrelated texts are below 0.3
    assert np.allclose(np.linalg.norm(ours.embed(TEXTS), axis=1), 1, atol=1e-4)


def test_a_text_has_the_same_vector_in_any_company(services: Services) -> None:
    embedder = services.knowledge.embedder
    together, turned = embedder.embed(TEXTS), embedder.embed(TEXTS[::-1])
    assert np.array_equal(together, turned[::-1])
    for text, vector in zip(TEXTS, together, strict=True):
        assert np.array_equal(embedder.embed_one(text), vector)


def test_our_graph_is_the_model_that_sentence_transformers_runs(
    services: Services, reference: "SentenceTransformer", tmp_path: Path
) -> None:
    import onnxruntime

    write_float_graph(find_model(None), tmp_path / "float.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "float.onnx", providers=["CPUExecutionProvider"])
    every = sorted((passage.text for passage in services.knowledge.index.passages), key=len)
    texts = [*every[:: len(every) // 30], every[-1]]
    assert len(texts) > 30
    worst = 1.0
    for start in range(4):  # each batch of short and long ones, so that padding has to be left out
        batch = texts[start::4]
        fed = reference.tokenize(batch)
        names = ("input_ids", "attention_mask", "token_type_ids")
        ours = session.run(None, {name: fed[name].numpy() for name in names})[0]
        theirs = reference.encode(batch, normalize_embeddings=True)
        worst = min(worst, float((ours * theirs).sum(1).min()))
    assert worst > 0.99999


def test_the_graph_for_one_text_gives_what_the_graph_for_many_gives(tmp_path: Path) -> None:
    import onnxruntime

    model, found = find_model(None), {}
    for alone in (False, True):
        write_float_graph(model, tmp_path / "float.onnx", alone=alone)
        session = onnxruntime.InferenceSession(tmp_path / "float.onnx", providers=["CPUExecutionProvider"])
        texts = [np.arange(start, start + size) for start, size in ((1000, 3), (5000, 64), (9000, 256))]
        found[alone] = [session.run(None, fed(text[None, :]))[0] for text in texts]
    for many, one in zip(found[False], found[True], strict=True):
        assert np.allclose(many, one, atol=1e-6)
    with pytest.raises(Exception, match="Got: 2 Expected: 1"):  # which would mix the two texts
        session.run(None, fed(np.full((2, 5), 1000)))


def fed(ids: np.ndarray) -> dict[str, np.ndarray]:
    """Token numbers as a graph takes them, with nothing padded."""
    return {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}


def test_the_model_is_exported_where_torch_cannot_be_imported(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['torch'] = sys.modules['transformers'] = None\n"
        "from pathlib import Path; from kb.embedding_model import ensure_export; "
        f"print(ensure_export(None, Path({str(tmp_path)!r})).name)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    made = OnnxEmbedder(tmp_path / said.stdout.split()[-1])
    near, far = made.embed(["How is a PSP begun?", "Sheep graze on hills."])
    question = made.embed_one("How do we start a PSP?")
    assert question @ near > 0.5
    assert question @ far < 0.3


def bert_folder(folder: Path, **config: object) -> Path:
    """A model folder of a kind, with weights that are none."""
    (folder / "1_Pooling").mkdir(parents=True)
    plain = {"model_type": "bert", "hidden_act": "gelu", "num_hidden_layers": 1, "num_attention_heads": 1}
    (folder / "config.json").write_text(json.dumps(plain | {"hidden_size": 4} | config))
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
    (folder / "model.safetensors").write_bytes(b"none")
    return folder


def test_weights_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read as those of a BERT"):
        write_float_graph(bert_folder(tmp_path / "broken"), tmp_path / "float.onnx")


@pytest.mark.parametrize(
    "config", [{"model_type": "mpnet"}, {"hidden_act": "relu"}, {"position_embedding_type": "relative_key"}]
)
def test_another_kind_of_model_is_left_to_its_own_tools(config: dict[str, object], tmp_path: Path) -> None:
    assert read_shape(bert_folder(tmp_path / "bert"))
    assert read_shape(bert_folder(tmp_path / "other", **config)) is None


def test_serving_imports_no_torch(built: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from api.services import Services; from api.settings import "
        "Settings; "
        f"Services(Settings(data_dir=Path({str(built)!r}))).asker.ask('How do we start a PSP?'); "
        "print([m for m in ('torch', 'sentence_transformers', 'scipy', 'sqlalchemy') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not the model")
    with pytest.raises(ModelError, match="expected 53aa5117"):
        check_hash(tmp_path, PACKAGE_SHA256)


def test_a_missing_model_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="unset PSP_MODEL"):
        find_model(str(tmp_path))
    with pytest.raises(ModelError, match="run: psp index"):
        OnnxEmbedder(tmp_path)
