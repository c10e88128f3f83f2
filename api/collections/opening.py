"""Opens the collections of an installation."""

from dataclasses import dataclass
from pathlib import Path

from api.ask.opening import knowledge_of
from api.collections.answering import Collection, Collections, own_documents
from api.collections.building import names_in, require_built
from kb.index import load_index
from kb.question_map import read_map


@dataclass(frozen=True)
class Places:
    """Where things lie: the collections, the guide's corpus, the indexes of collections, the models."""

    collections: Path | None
    corpus: Path
    indexes: Path
    models: Path


def open_collections(places: Places, model: str) -> Collections:
    """The collections of an installation whose guide was indexed with `model`.

    Each is read when its partner first asks.

    Raises:
        CorpusError: the folder is missing.
    """

    def opened(name: str) -> Collection:
        assert places.collections  # noqa: S101 -- or there would be no name
        own, place = places.collections / name, places.indexes / name
        require_built(places.corpus, own, place, model)
        index = load_index(place, question_map=lambda built_with: read_map(places.corpus, built_with))
        return Collection(knowledge_of(index, places.corpus, places.models), own_documents(own))

    return Collections(frozenset(names_in(places.collections)), opened)
