"""What tests of the search in PostgreSQL share: an empty database, an embedder that always says the same."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from api.storage.search.opening import open_engine
from kb.embedding import Vectors
from tests.databases import PostgresServer


@pytest.fixture
def address(postgres: PostgresServer) -> Iterator[str]:
    with postgres.new_database(template=None) as found:
        yield found


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    opened = open_engine(address)
    yield opened
    opened.dispose()


class Given:
    """An embedder for which every question is the same vector."""

    def __init__(self, vector: Vectors) -> None:
        self.vector = vector

    def embed_one(self, text: str) -> Vectors:
        return self.vector
