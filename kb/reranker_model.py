"""The re-ranker's weights: what was learned, added to the embedding model's and exported to int8 ONNX.

Low-rank changes (Hu et al. 2021, "LoRA") to every linear layer and one number at the end are small enough to
be kept with the corpus they were learned from (`learned/reranker.npz`); the embedding model brings the rest.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kb.digests import file_sha256
from kb.embedding_model import CARD, digests_of, find_model, finish, put
from kb.errors import ModelError
from kb.learned import FOLDER, Array, Shape, read_arrays, write_arrays

if TYPE_CHECKING:  # what only an export needs is imported there: it costs a server 8 MB
    from kb.bert_graph import Head

NAME = "reranker"
# learned when the graph rounded otherwise: what decides on answers was fitted to their readings as they were
_AS_BEFORE = frozenset({"890664f18bf7fcac"})
_QUICKER = "-2"  # an export of the same changes by an older version is another one
PLACES = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip


def linear_places(layers: int) -> Iterator[str]:
    """The linear layers that are changed in a model of so many layers, as its weights name them."""
    for number in range(layers):
        for place in PLACES:
            yield f"encoder.layer.{number}.{place}"


def _places_in(names: Collection[str]) -> list[str]:
    """The linear layers that the arrays of these names change."""
    return list(linear_places(sum(name.endswith(f"{PLACES[0]}.down") for name in names)))


@dataclass(frozen=True, eq=False)
class Learned:
    """The changes by name: `PLACE.down` (rank, inputs) and `PLACE.up` (outputs, rank); then the head."""

    arrays: Mapping[str, Array]
    digest: str

    @property
    def is_quicker(self) -> bool:
        """Whether it is exported to the quicker graph, as all is that was learned since there is one."""
        return self.digest not in _AS_BEFORE

    def added_to(self, weights: Mapping[str, Array]) -> dict[str, Array]:
        """The model's weights with the changes in them.

        Raises:
            ModelError: a layer that was changed is missing or of another size, or another one is there.
        """
        whole, changed = dict(weights), _places_in(self.arrays)
        first_beyond = f"encoder.layer.{len(changed) // len(PLACES)}.{PLACES[0]}.weight"
        if first_beyond in whole:
            raise ModelError(f"the re-ranker was learned for another model: '{first_beyond}' is not changed")
        for place in changed:
            name = f"{place}.weight"
            change = self.arrays[f"{place}.up"] @ self.arrays[f"{place}.down"]
            if name not in whole or whole[name].shape != change.shape:
                raise ModelError(f"the re-ranker was learned for another model: '{name}' does not fit")
            whole[name] = whole[name] + change
        return whole

    @property
    def head(self) -> Head:
        """The last layer, which makes one number of the two texts: how well the second answers the first."""
        from kb.bert_graph import Head

        return Head(self.arrays["head.weight"], self.arrays["head.bias"])


def read_learned(corpus_dir: Path, model: str) -> Learned | None:
    """What was learned for the corpus in `corpus_dir`, or None if it has nothing for this model.

    Raises:
        ModelError: the file is there and cannot be read.
    """
    found = read_arrays(corpus_dir, NAME, model, _shapes)
    if found is None:
        return None
    return Learned(found, file_sha256(corpus_dir / FOLDER / f"{NAME}.npz")[:16])


def _shapes(names: Collection[str]) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {"head.weight": ("width", 1), "head.bias": (1,)}
    for place in _places_in(names):
        shapes[f"{place}.down"] = ("rank", f"into {place}")
        shapes[f"{place}.up"] = (f"out of {place}", "rank")
    return shapes


def write_learned(corpus_dir: Path, model: str, arrays: Mapping[str, Array], examples: Iterable[str]) -> Path:
    """Keep what was learned with the corpus that it was learned from; returns the file."""
    return write_arrays(corpus_dir, NAME, model, arrays, examples)


def export_of(folder: Path, model: str, learned: Learned) -> Path:
    """Where the export of `learned` lies below `folder`, whether it is there or not."""
    return folder / f"{model}-{NAME}-{learned.digest}{_QUICKER if learned.is_quicker else ''}"


def ensure_reranker(name: str | None, folder: Path, model: str, learned: Learned) -> Path:
    """The ONNX export of the re-ranker below `folder`, made if it is not there yet; returns its own folder.

    Raises:
        ModelError: the embedding model is missing or of another kind than the re-ranker was learned for.
    """
    target = export_of(folder, model, learned)
    if (target / CARD).is_file():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    try:
        _export(find_model(name), learned, work)
        (work / CARD).write_text(json.dumps({"model": NAME} | digests_of(work)))
        put(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def ensure_learned(corpus_dir: Path, name: str | None, folder: Path, model: str) -> Path | None:
    """The export of what was learned for the corpus in `corpus_dir` with `model`; None if nothing was.

    Raises:
        ModelError: as `read_learned` and `ensure_reranker`.
    """
    learned = read_learned(corpus_dir, model)
    return ensure_reranker(name, folder, model, learned) if learned else None


def _export(source: Path, learned: Learned, work: Path) -> None:
    import onnx
    from safetensors.numpy import load_file

    from kb.bert_graph import bert_graph, read_shape

    shape = read_shape(source)
    if shape is None:
        raise ModelError(f"the re-ranker was learned for another kind of model than {source.name}")
    weights = {
        key: np.asarray(value, np.float32) for key, value in load_file(source / "model.safetensors").items()
    }
    plain = work / "float.onnx"
    graph = bert_graph(learned.added_to(weights), shape, learned.head, alone=True, apart=learned.is_quicker)
    onnx.save(graph, plain)
    finish(plain, source, work)
