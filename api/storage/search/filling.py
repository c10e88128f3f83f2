"""Writing a version whole and making it current, all in one transaction: readers see the old one or the new.

Who is killed on the way leaves nothing behind.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Engine

from api.storage.search import versions
from api.storage.search.opening import transaction
from api.storage.time_limits import POSTGRES_LIMITS
from kb.embedding import Vectors
from kb.errors import IndexMissing
from kb.index import load_rows, verify_index
from kb.index_folder import MANIFEST
from kb.lexical import LexicalIndex
from kb.passage_search import PARTS

# rows of a part; above, a graph (HNSW) is built, which does not look at every row: answers are those of a
# search in memory only below
EXACT_UP_TO = 40_000
ROWS_AT_ONCE = 4096
BUILD_MEMORY = "1GB"
Tell = Callable[[int, int], None]
Column = tuple[str, npt.NDArray[np.int32], npt.NDArray[np.float32]]
Rows = tuple[npt.NDArray[np.str_], npt.NDArray[np.int32], Vectors]
_COPY_HEAD, _COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


@dataclass(frozen=True)
class Filled:
    """What was done: the version, whether it was written now, its rows, and how many old ones went."""

    version: int
    written: bool
    rows: int = 0
    dropped: int = 0


def publish(
    engine: Engine,
    folder: Path,
    collection: str = "",
    exact_up_to: int = EXACT_UP_TO,
    tell: Tell | None = None,
) -> Filled:
    """Put the current index of `folder` into PostgreSQL and make it current; nothing where it is already.

    Raises:
        IndexMissing, IndexBroken: there is no whole index, or no pgvector.
        DatabaseFault: the database failed; what was current stays so.
    """
    place, manifest = verify_index(folder)
    versions.prepare(engine)
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]
    with transaction(engine) as connection:
        for limit in POSTGRES_LIMITS:  # those are for requests
            connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({versions.PUBLISHING})")
        there = _held(connection, collection)
        if there and there.digest == digest:
            return Filled(there.id, written=False)
        version = _new_version(connection, collection, digest, manifest)
        _write_files(connection, version, place, manifest)
        parts, owners, vectors = load_rows(folder)
        rows = write_rows(connection, version, (parts, owners, vectors), exact_up_to, tell)
        lexical = LexicalIndex.load(place / "bm25", int((parts == "whole").sum()))
        write_words(connection, version, lexical.columns())
        versions.put(connection, collection, version)
    return Filled(version, True, rows, versions.sweep(engine))


def _held(connection: Connection, collection: str) -> versions.Version | None:
    try:
        return versions.current_version(connection, collection)
    except IndexMissing:
        return None


def _new_version(connection: Connection, collection: str, digest: str, manifest: Mapping[str, object]) -> int:
    query = (
        "INSERT INTO psp_search.versions (collection, digest, corpus, model) "
        "VALUES (%(collection)s, %(digest)s, %(corpus)s, %(model)s) RETURNING id"
    )
    named = {"collection": collection, "digest": digest}
    named |= {name: str(manifest.get(name)) for name in ("corpus", "model")}
    return int(connection.exec_driver_sql(query, named).scalar_one())


def _write_files(connection: Connection, version: int, place: Path, manifest: Mapping[str, object]) -> None:
    files = manifest.get("files")
    for name in (MANIFEST, *(files if isinstance(files, dict) else ())):
        connection.exec_driver_sql(
            "INSERT INTO psp_search.files VALUES (%(version)s, %(name)s, %(bytes)s)",
            {"version": version, "name": name, "bytes": (place / name).read_bytes()},
        )


def write_rows(
    connection: Connection, version: int, rows: Rows, exact_up_to: int = EXACT_UP_TO, tell: Tell | None = None
) -> int:
    """Write the vectors of passages; returns how many. A part of more than `exact_up_to` gets a graph."""
    parts, owners, vectors = rows
    searched = {part: np.flatnonzero(parts == part) for part in PARTS}
    total, done = sum(map(len, searched.values())), 0
    for part, numbers in searched.items():
        table = f"psp_search.{part}_{version}"
        width = vectors.shape[1]
        connection.exec_driver_sql(
            f"CREATE TABLE {table} (owner int NOT NULL, place int NOT NULL, vector halfvec({width}))"
        )
        for start in range(0, len(numbers), ROWS_AT_ONCE):
            some = numbers[start : start + ROWS_AT_ONCE]
            _copy(connection, table, copy_bytes(owners[some], some, vectors[some]))
            done += len(some)
            if tell:
                tell(done, total)
        connection.exec_driver_sql(f"CREATE INDEX ON {table} (owner)")
        if len(numbers) > exact_up_to:
            build_graph(connection, table)
        connection.exec_driver_sql(f"ANALYZE {table}")
    return total


def build_graph(connection: Connection, table: str) -> None:
    """Index the vectors of `table` for a search that looks at few of them."""
    connection.exec_driver_sql(f"SET LOCAL maintenance_work_mem = '{BUILD_MEMORY}'")
    connection.exec_driver_sql(f"CREATE INDEX ON {table} USING hnsw (vector halfvec_ip_ops)")


def copy_bytes(owners: npt.NDArray[np.int32], places: npt.NDArray[np.int64], vectors: Vectors) -> bytes:
    """Rows of two ints and a halfvec as PostgreSQL's binary COPY takes them, big-endian."""
    width = vectors.shape[1]
    row = np.dtype(
        [("fields", ">i2"), ("owner_bytes", ">i4"), ("owner", ">i4"), ("place_bytes", ">i4"),
         ("place", ">i4"), ("vector_bytes", ">i4"), ("width", ">i2"), ("unused", ">i2"),
         ("vector", ">f2", (width,))]
    )  # fmt: skip
    filled = np.zeros(len(owners), row)
    filled["fields"], filled["owner_bytes"], filled["place_bytes"] = 3, 4, 4
    filled["owner"], filled["place"] = owners, places
    filled["vector_bytes"], filled["width"], filled["vector"] = 4 + 2 * width, width, vectors
    return _COPY_HEAD + filled.tobytes() + _COPY_END


def _copy(connection: Connection, table: str, data: bytes) -> None:
    with (
        _driver(connection).cursor() as cursor,
        cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy,
    ):
        copy.write(data)


def _driver(connection: Connection) -> Any:
    """The connection of the driver, which knows COPY."""
    return connection.connection.driver_connection


def write_words(connection: Connection, version: int, columns: Iterable[Column]) -> None:
    """Write each stem with the passages that hold it and its bm25 in each."""
    table = f"psp_search.words_{version}"
    connection.exec_driver_sql(f"CREATE TABLE {table} (stem text NOT NULL, packed bytea NOT NULL)")
    connection.exec_driver_sql(f"ALTER TABLE {table} ALTER packed SET STORAGE EXTERNAL")  # no use in packing
    copied = f"COPY {table} FROM STDIN (FORMAT binary)"
    with _driver(connection).cursor() as cursor, cursor.copy(copied) as copy:
        copy.set_types(["text", "bytea"])
        for stem, owners, scores in columns:
            if stem != "\0":  # stands for a text without words
                copy.write_row((stem, packed_word(owners, scores)))
    connection.exec_driver_sql(f"CREATE UNIQUE INDEX ON {table} (stem)")
    connection.exec_driver_sql(f"ANALYZE {table}")


def packed_word(owners: npt.NDArray[np.int32], scores: npt.NDArray[np.float32]) -> bytes:
    """Passages and scores of a stem as the search reads them: first all numbers, then all scores."""
    return owners.astype("<i4").tobytes() + scores.astype("<f4").tobytes()
