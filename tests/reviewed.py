"""The corpus of the repository as tests see it, read once in a process: reading it takes seconds."""

from functools import cache
from pathlib import Path

from kb.documents import Corpus
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
