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

WORDS_DEPTH = 4096  # passages that words bring at most, where not every one is looked at
MOST_HOLDING = (
    50_000  # passages that a question's words may bring up together before common ones are left out
)
_NUMBERLESS: Rows = np.zeros(0, np.int64)
_PACKED = np.dtype([("owner", ">i4"), ("value", ">f4")])
_NEAREST = """(WITH near AS MATERIALIZED (
    SELECT owner, -(vector <#> %(vector)s::halfvec) AS cosine FROM psp_search.{part}_{version} {only}
    ORDER BY vector <#> %(vector)s::halfvec LIMIT {depth})
SELECT '{part}' AS part, (SELECT min(cosine) FROM near) AS lowest,
    (SELECT string_agg(int4send(owner) || float4send(best), '') FROM
        (SELECT owner, max(cosine)::real AS best FROM near GROUP BY owner) AS owners) AS packed)"""
_WORDS = """(SELECT 'words' AS part, 0.0 AS lowest, string_agg(int4send(owner) || float4send(score), '')
FROM (SELECT owner, sum(scores[array_position(stems, stem)])::real AS score
    FROM psp_search.words_{version}, unnest(%(stems)s::text[]) AS asked (stem)
    WHERE words @@ %(wanted)s::tsquery {only} GROUP BY owner ORDER BY score DESC LIMIT {depth}) AS found)"""


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
        asked = self._searched(stems(question))
        named: dict[str, Any] = {"vector": as_halfvec(vector), "stems": asked, "wanted": tsquery(asked)}
        if among is not None:
            named["among"] = np.flatnonzero(among).tolist()
        found = {row.part: row for row in self._rows(self._statement(among is not None), named)}
        cosines = {part: self._best(found[part]) for part in PARTS}
        return Scores(**cosines, bm25=self._filled(0.0, found["words"].packed), title_rows=_NUMBERLESS)

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
        depth, words_depth = (DEPTH, self.words.size) if self._exact else (EF_SEARCH, WORDS_DEPTH)
        only = "owner = ANY(%(among)s)" if filtered else ""
        parts = [
            _NEAREST.format(part=part, version=self._version, depth=depth, only=only and f"WHERE {only}")
            for part in PARTS
        ]
        words = _WORDS.format(version=self._version, depth=words_depth, only=only and f"AND {only}")
        return " UNION ALL ".join((*parts, words))

    def _searched(self, asked: Sequence[str]) -> list[str]:
        """The stems that are searched for: all; among very many passages the rarest, at least one."""
        known = [stem for stem in asked if self.words.holding(stem)]
        if self._exact:
            return known
        rarest, together = list[str](), 0
        for stem in sorted(known, key=self.words.holding):
            together += self.words.holding(stem)
            if rarest and together > MOST_HOLDING:
                break
            rarest.append(stem)
        return rarest

    def _best(self, row: Row[Any]) -> Floats:
        return self._filled(row.lowest or 0.0, row.packed)

    def _filled(self, lowest: float, packed: bytes | None) -> Floats:
        """Of every passage its value among `packed`, or `lowest`."""
        values = np.full(self.words.size, lowest, np.float32)
        pairs: npt.NDArray[Any] = np.frombuffer(packed or b"", _PACKED)
        values[pairs["owner"]] = pairs["value"]
        return values

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


def tsquery(asked: Sequence[str]) -> str:
    """Any of these words, each as it is.

    >>> tsquery(["o'neill", "pilot"])
    "'o''neill' | 'pilot'"
    """
    return " | ".join("'" + stem.replace("\\", "\\\\").replace("'", "''") + "'" for stem in asked)
