import datetime as dt
from pathlib import Path

import pytest

from kb.checks import check_reading
from kb.documents import Corpus
from kb.errors import Problem
from kb.loader import Reading
from tests.reviewed import real_corpus, real_reading

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def checked() -> tuple[Reading, list[Problem]]:
    """The real corpus and its problems; reviews count as due on the day on which the tests run."""
    return real_reading(), check_reading(real_reading(), dt.date.today())


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return real_corpus()
