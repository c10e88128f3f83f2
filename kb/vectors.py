"""Rows of vectors that belong to passages: the nearest rows by FAISS, and the best row of each passage."""

import faiss
import numpy as np
import numpy.typing as npt

from kb.embedding import Halves, Vectors

Rows = npt.NDArray[np.int64]
DEPTH = 1024  # rows looked at for a question
_LITTLE_HALF = np.dtype("<f2")


class VectorIndex:
    """Every row compared, in half precision: half the memory and three quarters of the time of full, and no
    cosine moves by more than 0.0001. `owners[i]` is the passage that row i belongs to.
    """

    def __init__(self, rows: Vectors | Halves, owners: npt.NDArray[np.int32], passages: int) -> None:
        self.owners, self.passages = owners, passages
        half, inner = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        self._index = faiss.IndexScalarQuantizer(rows.shape[1], half, inner)
        # as FAISS would write them itself, so that rows kept in half precision are copied as they are
        codes = np.ascontiguousarray(rows, _LITTLE_HALF).view(np.uint8)
        self._index.add_sa_codes(codes)

    def best(self, question: Vectors, among: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.float32]:
        """The highest cosine among each passage's rows, float32 of shape (passages,).

        Passages with no row among the nearest `DEPTH` get the lowest cosine seen, an upper bound of theirs.
        `among`, bool of shape (passages,), says whose rows are looked at; the others get the lowest too.

        >>> index = VectorIndex(np.eye(2, dtype=np.float32), np.array([1, 0], np.int32), 2)
        >>> [f"{cosine:.1f}" for cosine in index.best(np.array([0.6, 0.8], np.float32))]
        ['0.8', '0.6']
        """
        return self.best_and_rows(question, among)[0]

    def best_and_rows(
        self, question: Vectors, among: npt.NDArray[np.bool_] | None = None
    ) -> tuple[npt.NDArray[np.float32], Rows]:
        """What `best` gives, and the numbers of the nearest `DEPTH` rows, nearest first."""
        wanted = None if among is None else among[self.owners]
        count = self._index.ntotal if wanted is None else int(wanted.sum())
        if not count:
            return np.zeros(self.passages, np.float32), np.zeros(0, np.int64)
        cosines, rows = self._search(question, min(DEPTH, count), wanted)
        best = np.full(self.passages, cosines[0, -1], np.float32)
        np.maximum.at(best, self.owners[rows[0]], cosines[0])
        return best, rows[0]

    def rows_of(self, owner: int) -> Vectors:
        """The rows of one passage in their order, float32 of shape (rows, width); rows of one stand together.

        >>> VectorIndex(np.eye(2, dtype=np.float32), np.array([0, 1], np.int32), 2).rows_of(1).tolist()
        [[0.0, 1.0]]
        """
        first, last = np.searchsorted(self.owners, [owner, owner + 1])
        rows: Vectors = self._index.reconstruct_n(int(first), int(last - first))
        return rows

    def nearest(self, question: Vectors, among: Rows | None = None) -> float:
        """The highest cosine among all rows, or those with the numbers `among`; 0 where there are none.

        >>> index = VectorIndex(np.eye(2, dtype=np.float32), np.array([1, 0], np.int32), 2)
        >>> question = np.array([0.6, 0.8], np.float32)
        >>> f"{index.nearest(question):.1f} {index.nearest(question, np.array([0])):.1f}"
        '0.8 0.6'
        """
        if not self._index.ntotal or (among is not None and not len(among)):
            return 0.0
        if among is None:
            return float(self._search(question, 1)[0][0, 0])
        wanted = np.zeros(self._index.ntotal, np.bool_)
        wanted[among] = True
        return float(self._search(question, 1, wanted)[0][0, 0])

    def _search(
        self, question: Vectors, depth: int, wanted: npt.NDArray[np.bool_] | None = None
    ) -> tuple[Vectors, npt.NDArray[np.int64]]:
        # In one thread: two take longer to wake than to search, and wait in a loop for a busy neighbour.
        # OpenMP keeps the number for each calling thread, so it is said here and not once at import.
        faiss.omp_set_num_threads(1)
        if wanted is None:
            cosines, rows = self._index.search(question[None, :], depth)
            return cosines, rows
        bits = np.packbits(wanted, bitorder="little")  # held here: the selector only points at it
        only = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits.size, faiss.swig_ptr(bits)))  # type: ignore[call-arg]
        cosines, rows = self._index.search(question[None, :], depth, params=only)
        return cosines, rows
