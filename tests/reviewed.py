"""The corpus of the repository as tests see it, read once in a process: reading it takes seconds."""

from functools import cache
from pathlib import Path

from kb.documents import Corpus, Document
from kb.fingerprint import corpus_version
from kb.loader import Reading, read_corpus, reviewed_only

CORPUS = Path(__file__).parents[1] / "corpus"


@cache
def real_reading() -> Reading:
    """Everything that was read, drafts and problems too; nobody changes it."""
    return read_corpus(CORPUS)


@cache
def real_corpus() -> Corpus:
    """As `load_corpus` gives it."""
    return reviewed_only(real_reading(), CORPUS)


def real_corpus_with_title(folder: Path, name: str, title: str) -> Corpus:
    """What is read from `folder`, a copy of the real corpus in which the document `name` has this title."""
    documents = tuple(_titled(one, title) if one.id == name else one for one in real_corpus().documents)
    assert documents != real_corpus().documents
    return real_corpus().model_copy(update={"documents": documents, "version": corpus_version(folder)})


def _titled(document: Document, title: str) -> Document:
    return document.model_copy(update={"front": document.front.model_copy(update={"title": title})})
