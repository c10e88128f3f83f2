"""Opening what answering needs: the index with the models and the learned files that go with it."""

from pathlib import Path

from api.ask.contrast import read_contrast
from api.ask.kinds import read_kinds
from api.ask.knowledge import Knowledge
from kb.embedding import OnnxEmbedder
from kb.fingerprint import corpus_version
from kb.index import Index, load_index
from kb.question_map import read_map
from kb.reranker import Reranker
from kb.reranker_model import export_of, read_learned


def open_knowledge(
    corpus_dir: Path, index_dir: Path, model_dir: Path, before: Knowledge | None = None
) -> Knowledge:
    """The index below `index_dir`, which has to be that of the corpus, with the model it was built with.

    The models that `before` has loaded are taken over where they are the same.

    Raises:
        KbError: something is missing or does not fit; names the command that puts it right.
    """
    index = load_index(
        index_dir, corpus_version(corpus_dir), question_map=lambda model: read_map(corpus_dir, model)
    )
    return knowledge_of(index, corpus_dir, model_dir, before)


def knowledge_of(
    index: Index, corpus_dir: Path, model_dir: Path, before: Knowledge | None = None
) -> Knowledge:
    """`index` with the models it was built with, each taken over from `before` if it is the same; with what
    was learned for it.

    Raises:
        ModelError: the model is missing or damaged; names the command that puts it right.
    """
    same = before is not None and before.index.model == index.model
    embedder = before.embedder if before and same else OnnxEmbedder(model_dir / index.model)
    learned = read_learned(corpus_dir, index.model)
    reranker = _reranker(export_of(model_dir, index.model, learned), before) if learned else None
    kinds, contrast = read_kinds(corpus_dir, index.model), read_contrast(corpus_dir, index.model)
    return Knowledge(index, embedder, kinds, reranker, contrast)


def _reranker(export: Path, before: Knowledge | None) -> Reranker:
    """The re-ranker in `export`: the one of `before` where it came from there."""
    held = before.reranker if before else None
    return held if held and held.folder == export else Reranker(export)
