"""The model is the one expected, and its export agrees with sentence-transformers."""

from pathlib import Path

import numpy as np
import pytest

from kb.embedding import OnnxEmbedder
from kb.embedding_model import PACKAGE_SHA256, check_hash, ensure_export, find_model
from kb.errors import ModelError

TEXTS = [
    "How do we start a PSP?",
    "The Renfrewshire pilot served older people.",
    "weather tomorrow " * 60,
    "what is servis desing",
]


def test_the_export_agrees_with_sentence_transformers(built: Path) -> None:
    from sentence_transformers import SentenceTransformer

    ours = OnnxEmbedder(ensure_export(None, built / "model"))
    theirs = SentenceTransformer(str(find_model(None)), device="cpu").encode(TEXTS, normalize_embeddings=True)
    cosines = [float(ours.embed_one(text) @ other) for text, other in zip(TEXTS, theirs, strict=True)]
    assert min(cosines) > 0.96  # int8 weights cost a little; unrelated texts are below 0.3
    assert np.allclose(np.linalg.norm(ours.embed(TEXTS), axis=1), 1, atol=1e-4)


def test_serving_imports_no_torch(built: Path) -> None:
    import subprocess
    import sys

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
