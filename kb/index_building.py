"""Building an index: a vector for every text, those of texts that did not change taken over from before."""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from kb.digests import file_sha256
from kb.documents import Corpus
from kb.embedding import Embedder, Vectors
from kb.errors import IndexBroken, IndexMissing
from kb.index import FORMAT, entries_of, sentences_of, told_of
from kb.index_folder import MANIFEST, NEW, current, manifest_of, put
from kb.lexical import LexicalIndex, words
from kb.remembered_vectors import key_of
from kb.retriever import Row, lexical_text, parts_and_owners, rows_of
from kb.variants import as_asked

Progress = Callable[[int, int], None]


def build_index(
    corpus: Corpus,
    embedder: Embedder,
    model: str,
    folder: Path,
    progress: Progress | None = None,
    fresh: bool = False,
) -> dict[str, int]:
    """Build the index of `corpus` below `folder` and make it current; `fresh` embeds every text again.

    Returns the counts `passages`, `rows` and `embedded` (texts that were not in the index before).
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = rows_of(entries_of(corpus))
    rows += [Row(i, "sentence", text) for i, p in enumerate(corpus.passages) for text in sentences_of(p)]
    rows += _beside(corpus)
    known = {} if fresh else _known_vectors(folder, model)
    vectors, embedded = _embed([row.text for row in rows], embedder, known, progress)
    work = Path(tempfile.mkdtemp(prefix=NEW, dir=folder))
    try:
        _write(work, corpus, rows, vectors, model)
        put(folder, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return {"passages": sum(1 for _ in corpus.passages), "rows": len(rows), "embedded": embedded}


def _beside(corpus: Corpus) -> list[Row]:
    """What questions are held against besides passages, each owned by its number in its list."""
    rows = [Row(0, "outside", text) for subject in corpus.outside for text in subject.questions]
    rows += [Row(i, "premise", text) for i, premise in enumerate(corpus.premises) for text in premise.said]
    rows += [Row(i, "judged", as_asked(variant.question)) for i, variant in enumerate(corpus.judged)]
    rows += [Row(i, "move", as_asked(text)) for i, move in enumerate(corpus.moves) for text in move.said]
    rows += [Row(i, "aspect", as_asked(text)) for i, one in enumerate(corpus.aspects) for text in one.said]
    rows += [Row(i, "noticed", text) for i, one in enumerate(corpus.barriers) for text in told_of(one)]
    return rows


def _embed(
    texts: Sequence[str], embedder: Embedder, known: dict[str, Vectors], progress: Progress | None
) -> tuple[Vectors, int]:
    keys = [key_of(text) for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, len(missing))

    fresh = embedder.embed(list(missing.values()), tell)
    found = known | dict(zip(missing, fresh, strict=True))
    return np.stack([found[key] for key in keys]) if keys else np.zeros((0, embedder.width), np.float32), len(
        missing
    )


def _known_vectors(folder: Path, model: str) -> dict[str, Vectors]:
    """Vectors of the current index by key of text; none if it is absent, damaged or of another model."""
    try:
        place = current(folder)
        manifest = manifest_of(place)
        if manifest.get("model") != model or manifest.get("format") != FORMAT:
            return {}
        keys = json.loads((place / "keys.json").read_text())
        vectors = np.load(place / "vectors.npy").astype(np.float32)
        return dict(zip(keys, vectors, strict=True))
    except (IndexMissing, IndexBroken, OSError, ValueError):
        return {}


def _write(work: Path, corpus: Corpus, rows: Sequence[Row], vectors: Vectors, model: str) -> None:
    (work / "corpus.json").write_text(corpus.model_dump_json(exclude_defaults=True, exclude={"examples"}))
    (work / "keys.json").write_text(json.dumps([key_of(row.text) for row in rows]))
    parts, owners = parts_and_owners(rows)
    np.save(work / "parts.npy", parts)
    np.save(work / "owners.npy", owners)
    # asked-as questions hold typing mistakes on purpose, so only what the editors wrote counts as spelt right
    counts = Counter(word for row in rows if row.part == "whole" for word in words(row.text))
    (work / "words.json").write_text(json.dumps(counts, sort_keys=True))
    # in half precision: what embeds gives no more (`kb.remembered_vectors`), and a server reads half as much
    np.save(work / "vectors.npy", vectors.astype(np.float16))
    LexicalIndex.build([lexical_text(entry) for entry in entries_of(corpus)]).save(work / "bm25")
    files = {p.relative_to(work).as_posix(): file_sha256(p) for p in sorted(work.rglob("*")) if p.is_file()}
    manifest = {"format": FORMAT, "corpus": corpus.version, "model": model, "files": files}
    (work / MANIFEST).write_text(json.dumps(manifest, indent=1))
