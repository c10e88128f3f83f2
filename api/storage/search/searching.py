"""Searching the passages of one version in PostgreSQL: the same scores as the search in memory."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine, Row

from api.storage.database import DatabaseFault
from api.storage.search.opening import EF_SEARCH
from kb.embedding import Vectors
from kb.lexical import WordCounts, stems
from kb.passage_search import PARTS, Floats, Mask, Scores
from kb.vectors import DEPTH, Rows

_NUMBERLESS: Rows = np.zeros(0, np.int64)
_PACKED = np.dtype([("owner", ">i4"), ("value", ">f4")])
_NEAREST = """(WITH near AS MATERIALIZED (
    SELECT owner, -(vector <#> %(vector)s::halfvec) AS cosine FROM psp_search.{part}_{version} {only}
    ORDER BY vector <#> %(vector)s::halfvec LIMIT {depth})
SELECT '{part}' AS part, (SELECT min(cosine) FROM near) AS lowest,
    (SELECT string_agg(int4send(owner) || float4send(best), '') FROM
        (SELECT owner, max(cosine)::real AS best FROM near GROUP BY owner) AS owners) AS packed)"""
_WORDS = """(SELECT stem AS part, 0.0 AS lowest, packed FROM psp_search.words_{version}
WHERE stem = ANY(%(stems)s))"""


class PostgresSearch:
    """Passages of one version; `words` says how often each word is held.

    Where a part has a graph, the nearest `EF_SEARCH` of it are looked at, otherwise as many as in memory.
    """

    def __init__(self, engine: Engine, version: int, words: WordCounts, exact_up_to: int) -> None:
        self._engine, self._version, self.words = engine, version, words
        self._exact = words.size <= exact_up_to

    def scores(self, question: str, vector: Vectors, among: Mask | None = None) -> Scores:
        """As `kb.passage_search.PassageSearch.scores`, in one statement.

        Raises:
            DatabaseFault: the database does not answer.
        """
        asked = stems(question)
        named: dict[str, Any] = {"vector": as_halfvec(vector), "stems": asked}
        if among is not None:
            named["among"] = np.flatnonzero(among).tolist()
        rows = self._rows(self._statement(among is not None), named)
        found = dict(zip(PARTS, rows[: len(PARTS)], strict=True))
        cosines = {part: self._best(row) for part, row in found.items()}
        held = {row.part: row.packed for row in rows[len(PARTS) :]}
        bm25 = self._sums([held[stem] for stem in asked if stem in held])
        if among is not None:
            bm25 = np.where(among, bm25, np.float32(0))
        return Scores(**cosines, bm25=bm25, title_rows=_NUMBERLESS)

    def nearest_title(self, vector: Vectors, among: Rows) -> float:
        """As `kb.passage_search.PassageSearch.nearest_title`, of any title."""
        query = (
            f"SELECT -(vector <#> %(vector)s::halfvec) FROM psp_search.title_{self._version} "  # noqa: S608
            "ORDER BY vector <#> %(vector)s::halfvec LIMIT 1"
        )
        rows = self._rows(query, {"vector": as_halfvec(vector)})
        return float(rows[0][0]) if rows else 0.0

    def titles_of(self, passage: int) -> Vectors:
        """As `kb.passage_search.PassageSearch.titles_of`."""
        query = (
            f"SELECT halfvec_send(vector) FROM psp_search.title_{self._version} "  # noqa: S608
            "WHERE owner = %(owner)s ORDER BY place"
        )
        rows = [row[0][4:] for row in self._rows(query, {"owner": passage})]  # behind the width
        return np.frombuffer(b"".join(rows), ">f2").astype(np.float32).reshape(len(rows), -1)

    def _statement(self, filtered: bool) -> str:
        """The parts in their order, then a row for each word that is held."""
        only = "WHERE owner = ANY(%(among)s)" if filtered else ""
        depth = DEPTH if self._exact else EF_SEARCH
        parts = [_NEAREST.format(part=part, version=self._version, depth=depth, only=only) for part in PARTS]
        return " UNION ALL ".join((*parts, _WORDS.format(version=self._version)))

    def _best(self, row: Row[Any]) -> Floats:
        """Of every passage its best cosine among the nearest rows, or the lowest of those."""
        values = np.full(self.words.size, row.lowest or 0.0, np.float32)
        pairs: npt.NDArray[Any] = np.frombuffer(row.packed or b"", _PACKED)
        values[pairs["owner"]] = pairs["value"]
        return values

    def _sums(self, packed: Sequence[bytes]) -> Floats:
        """Of every passage the sum of the scores of words."""
        sums = np.zeros(self.words.size, np.float32)
        for word in packed:
            middle = len(word) // 2
            sums[np.frombuffer(word[:middle], "<i4")] += np.frombuffer(word[middle:], "<f4")
        return sums

    def _rows(self, query: str, named: dict[str, Any]) -> Sequence[Row[Any]]:
        """Ask; once more where the server had closed the connection since it was last used."""
        try:
            return self._asked(query, named)
        except DatabaseFault as error:
            if not error.connection_invalidated:
                raise
        return self._asked(query, named)

    def _asked(self, query: str, named: dict[str, Any]) -> Sequence[Row[Any]]:
        with self._engine.connect() as connection:
            return connection.exec_driver_sql(query, named).all()


def as_halfvec(vector: Vectors) -> str:
    """A vector as PostgreSQL reads it.

    >>> as_halfvec(np.array([0.5, -1], np.float32))
    '[0.5,-1.0]'
    """
    return "[" + ",".join(map(str, vector.tolist())) + "]"
