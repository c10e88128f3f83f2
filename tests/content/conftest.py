import datetime as dt
from pathlib import Path

import pytest

from kb.checks import check_corpus
from kb.documents import Corpus
from kb.errors import Problem
from kb.loader import Reading, load_corpus

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def checked() -> tuple[Reading, list[Problem]]:
    """The real corpus and its problems; reviews count as due on the day on which the tests run."""
    return check_corpus(CORPUS, dt.date.today())


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus(CORPUS)
