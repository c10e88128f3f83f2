"""The templates of the repository over its own corpus and graph; no index is needed."""

import pytest

from api.templates.opening import open_templates
from api.templates.sheet import TemplateLibrary
from graph.build import Graph
from kb.documents import Corpus
from tests.reviewed import CORPUS, real_corpus


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The real corpus."""
    return real_corpus()


@pytest.fixture(scope="session")
def library(corpus: Corpus) -> TemplateLibrary:
    """The real templates."""
    return open_templates(CORPUS, corpus, Graph.from_corpus(corpus, checked=True))
