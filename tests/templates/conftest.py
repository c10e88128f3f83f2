"""The templates of the repository over its own corpus and graph; no index is needed."""

from pathlib import Path

import pytest

from api.templates.opening import open_templates
from api.templates.sheet import TemplateLibrary
from graph.build import Graph
from kb.documents import Corpus
from kb.loader import load_corpus

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The real corpus."""
    return load_corpus(CORPUS)


@pytest.fixture(scope="session")
def library(corpus: Corpus) -> TemplateLibrary:
    """The real templates."""
    return open_templates(CORPUS, corpus, Graph.from_corpus(corpus, checked=True))
