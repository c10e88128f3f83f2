"""A version's index out of PostgreSQL: passages are searched there, the rest is read into this process."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from api.storage.search.filling import EXACT_UP_TO
from api.storage.search.searching import PostgresSearch
from api.storage.search.versions import Version
from kb.index import Index, load_index
from kb.index_folder import POINTER
from kb.question_map import QuestionMap


def fetch_index(
    engine: Engine,
    version: Version,
    question_map: Callable[[str], QuestionMap | None],
    exact_up_to: int = EXACT_UP_TO,
) -> Index:
    """The index of `version`, whose passages are searched in PostgreSQL.

    Raises:
        IndexStale, IndexBroken: it was written by another version of the program, or is damaged.
        DatabaseFault: the database does not answer.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / POINTER).write_text(version.digest)
        query = "SELECT name, bytes FROM psp_search.files WHERE version = %(version)s"
        with engine.connect() as connection:
            for file, content in connection.exec_driver_sql(query, {"version": version.id}):
                place = folder / version.digest / file
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        return load_index(
            folder,
            question_map=question_map,
            search=lambda _parts, _owners, _vectors, words: PostgresSearch(
                engine, version.id, words.counts, exact_up_to
            ),
        )
