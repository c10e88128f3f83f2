"""The index on disk: built beside the old one and swapped in, so that a kill midway leaves the old one.

`<folder>/current` names the sub-folder in use. Each sub-folder holds `manifest.json` (what it was built from
and a digest of every file), `corpus.json`, `bm25/`, and `vectors.npy` with `parts.npy`, `owners.npy` and
`keys.json` that say what each vector is of. Vectors of texts that did not change are taken over from before.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from kb.documents import Corpus, Passage, Variant
from kb.embedding import Halves, Vectors
from kb.errors import IndexBroken, IndexMissing, IndexStale
from kb.index_folder import check_files, manifest_of, of_the_current
from kb.lexical import LexicalIndex, stems
from kb.passage_search import MemorySearch, PassageSearch
from kb.question_map import QuestionMap
from kb.retriever import Entry, Retriever
from kb.uncollected import uncollected
from kb.variants import as_asked
from kb.vectors import VectorIndex

FORMAT = "14"  # raise it whenever what is embedded, or how it is stored, changes
BESIDE = ("outside", "premise", "judged", "noticed", "move", "aspect")  # parts that are no passages
MakeSearch = Callable[[npt.NDArray[np.str_], npt.NDArray[np.int32], Halves, LexicalIndex], PassageSearch]


@dataclass(frozen=True, repr=False)  # it would write out the whole corpus
class Index:
    """A loaded index: corpus, retriever, and the vectors of sentences and of what questions are held against.

    `outside` holds everyday questions; `premises` ways of taking a wrong belief for granted, owned by the
    number of the premise; `judged` the asked-as questions with a verdict, in their order; `noticed` ways of
    telling of a barrier, owned by the number of the barrier; `moves` what people say to an answer, owned by
    the number of the move; `aspects` ways of asking something of a pilot, owned by the number of the aspect.

    `sentence_vectors[sentence_start[i]:sentence_start[i + 1]]` belong to passage i, in reading order; they
    are kept in half precision, float16 of shape (sentences, width).
    """

    corpus: Corpus
    passages: tuple[Passage, ...]
    retriever: Retriever
    sentence_vectors: Halves
    sentence_start: npt.NDArray[np.int64]
    outside: VectorIndex
    premises: VectorIndex
    judged: VectorIndex
    noticed: VectorIndex
    moves: VectorIndex
    aspects: VectorIndex
    word_counts: dict[str, int]
    model: str

    @cached_property
    def asked(self) -> tuple[tuple[str, ...], ...]:
        """The asked-as and typed questions of each passage, as they were embedded."""
        return tuple((*entry.variants[1:], *entry.typed) for entry in entries_of(self.corpus))

    @cached_property
    def aspect_words(self) -> tuple[frozenset[str], ...]:
        """The stems of all ways of asking each aspect."""
        return tuple(
            frozenset(stem for said in aspect.said for stem in stems(said)) for aspect in self.corpus.aspects
        )

    def nearest_asked(self, passage: int, question: Vectors, without: str = "") -> str:
        """The question of `passage` nearest to `question` but for `without`; empty if none is."""
        asked = self.asked[passage]
        if not asked:
            return ""
        near = np.argsort(-(self.retriever.titles_of(passage)[-len(asked) :] @ question))
        return next((asked[number] for number in near if asked[number] != without), "")


def entries_of(corpus: Corpus) -> list[Entry]:
    """The passages as the retriever sees them: document title and heading, text, questions."""
    titles = {document.id: document.front.title for document in corpus.documents}
    asked = _by_passage(v for document in corpus.documents for v in document.variants)
    typed = _by_passage(corpus.typed)
    return [
        Entry(
            title=f"{titles[p.document_id]}: {p.heading}",
            text=p.text,
            variants=(p.heading, *asked.get(p.id, ())),
            typed=tuple(q for q in typed.get(p.id, ()) if q not in asked.get(p.id, ())),
        )
        for p in corpus.passages
    ]


def _by_passage(variants: Iterable[Variant]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for variant in variants:
        found.setdefault(variant.passage_id, []).append(as_asked(variant.question))
    return found


def sentences_of(passage: Passage) -> list[str]:
    """The sentences of a passage in reading order, as the index keeps them."""
    return [sentence.text for item in passage.items for sentence in item.sentences]


def told_of(barrier: Mapping[str, object]) -> tuple[str, ...]:
    """How people tell of a barrier, and how the editors do: title, summary and signs."""
    told, signs = barrier.get("noticed_as", ()), barrier.get("signs", ())
    ours = [barrier.get("title", ""), barrier.get("summary", "")]
    if isinstance(signs, list | tuple):
        ours += [sign.get("text", "") for sign in signs if isinstance(sign, dict)]
    people = told if isinstance(told, list | tuple) else ()
    return tuple(str(text) for text in (*people, *ours) if text)


def is_current(folder: Path, corpus_version: str, model: str) -> bool:
    """Whether the index in `folder` is whole and was built from this corpus, model and format."""
    try:
        verify_index(folder, corpus_version, model)
    except (IndexMissing, IndexStale, IndexBroken):
        return False
    return True


def verify_index(
    folder: Path, corpus_version: str | None = None, model: str | None = None
) -> tuple[Path, dict[str, object]]:
    """Where the current index lies and its manifest, once all files are whole and it fits; loads nothing.

    Raises:
        IndexMissing: there is none.
        IndexStale: it was built from something else than `corpus_version` or `model`.
        IndexBroken: a file is missing or does not match its digest.
    """
    return of_the_current(folder, lambda place: (place, _verified(place, corpus_version, model)))


def _verified(place: Path, corpus_version: str | None, model: str | None) -> dict[str, object]:
    manifest = manifest_of(place)
    for key, wanted in (("format", FORMAT), ("corpus", corpus_version), ("model", model)):
        if wanted is not None and manifest.get(key) != wanted:
            raise IndexStale(f"the index in {place.parent} was built from another {key}; run: psp index")
    check_files(place, manifest)
    return manifest


@uncollected()
def load_index(
    folder: Path,
    corpus_version: str | None = None,
    model: str | None = None,
    question_map: Callable[[str], QuestionMap | None] = lambda model: None,
    search: MakeSearch = MemorySearch,
) -> Index:
    """The index in `folder`, refused unless built from `corpus_version` with `model` where those are given.

    `question_map` gives the map to rank with, if there is one for the model that the index was built with.
    `search` makes the search from parts, owners, vectors and words of the passages.

    Raises:
        IndexMissing, IndexStale, IndexBroken: as `verify_index`.
    """

    def load(place: Path) -> Index:
        built_with = str(_verified(place, corpus_version, model).get("model"))
        return _load(place, built_with, question_map(built_with), search)

    return of_the_current(folder, load)


def _load(place: Path, built_with: str, question_map: QuestionMap | None, search: MakeSearch) -> Index:
    try:
        corpus = Corpus.model_validate_json((place / "corpus.json").read_bytes())
        parts, owners, vectors = _rows(place)
        vocabulary = json.loads((place / "words.json").read_text())
    except (OSError, ValueError, ValidationError) as error:
        raise IndexBroken(f"the index in {place} is damaged ({error}); run: psp index --force") from error
    passages = tuple(corpus.passages)
    lexical = LexicalIndex.load(place / "bm25", len(passages))
    # all rows: a search takes those of passages out itself
    retriever = Retriever.over(search(parts, owners, vectors, lexical), parts, owners, question_map)
    start = _sentence_start(owners[parts == "sentence"], lexical.size)
    sentences = vectors[parts == "sentence"]
    sizes = (
        1, len(corpus.premises), len(corpus.judged), len(corpus.barriers), len(corpus.moves),
        len(corpus.aspects),
    )  # fmt: skip
    outside, premises, judged, noticed, moves, aspects = (
        VectorIndex(vectors[parts == part], owners[parts == part], size)
        for part, size in zip(BESIDE, sizes, strict=True)
    )
    return Index(
        corpus=corpus, passages=passages, retriever=retriever, sentence_vectors=sentences,
        sentence_start=start, outside=outside, premises=premises, judged=judged, noticed=noticed, moves=moves,
        aspects=aspects, word_counts=vocabulary, model=built_with,
    )  # fmt: skip


def load_rows(folder: Path) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.int32], Vectors]:
    """The part, the passage and the vector of every text of the current index in `folder`.

    Raises:
        IndexMissing, IndexBroken: as `verify_index`.
    """

    def load(place: Path) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.int32], Vectors]:
        _verified(place, None, None)
        try:
            parts, owners, vectors = _rows(place)
            return parts, owners, vectors.astype(np.float32)
        except (OSError, ValueError) as error:
            raise IndexBroken(f"the index in {place} is damaged ({error}); run: psp index --force") from error

    return of_the_current(folder, load)


def _rows(place: Path) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.int32], Halves]:
    parts, owners, vectors = (np.load(place / f"{name}.npy") for name in ("parts", "owners", "vectors"))
    # an index of before held the same numbers in twice the room
    return parts, owners, vectors.astype(np.float16, copy=False)


def _sentence_start(owners: npt.NDArray[np.int32], passages: int) -> npt.NDArray[np.int64]:
    """Where each passage's sentences start among the sentence vectors, and where the last one's end."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(owners, minlength=passages))])
