"""Reads a question together with a passage and says how well the passage answers it: a small cross-encoder.

Vectors of a question and of a passage are made apart, so they know what both are about and little of whether
one answers the other. This model reads both at once. It is the embedding model with small learned changes to
its layers and one number at the end (`kb.reranker_model`); it reads only the best passages of a search.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.embedding_model import open_export
from kb.side_by_side import SIDE_BY_SIDE

MAX_TOKENS = 64
TEXT_WORDS = 24  # of a passage are read
# what a unit of the model's number counts in log-odds, above even and below: fitted to the judged questions
# that it has not learned (`apart`), and the same on those held back; it is too sure of what does not answer
ABOVE, BELOW = 1.2, 0.6
Logits = npt.NDArray[np.float32]


def text_of(asked: str, heading: str, text: str) -> str:
    """A passage as it is read: the nearest question that it is known to answer, its heading, its opening.

    >>> text_of("who pays", "Who pays for a PSP?", "The council pays.")
    'who pays | Who pays for a PSP? | The council pays.'
    """
    return f"{asked} | {heading} | {' '.join(text.split()[:TEXT_WORDS])}"


class Reranker:
    """The exported cross-encoder in onnxruntime; `folder` is what `ensure_reranker` returned.

    Raises:
        ModelError: a file of the export is missing or damaged.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.folder = folder
        self._tokenizer, self._session = open_export(folder, "re-ranker", threads)
        self._tokenizer.enable_truncation(MAX_TOKENS)  # of the longer one, token by token

    def logits(self, question: str, texts: Sequence[str]) -> Logits:
        """The log-odds that each of `texts` answers `question`, float32 of shape (len(texts),).

        Each by itself: int8 results depend on what shares a batch, and a batch of two takes no less time.
        """
        reads = [partial(self._logit, question, text) for text in texts]
        return np.array(SIDE_BY_SIDE.each(reads), np.float32)

    def _logit(self, question: str, text: str) -> float:
        pair = self._tokenizer.encode(question, text)
        ids = np.array([pair.ids], np.int64)
        kinds = np.array([pair.type_ids], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones(ids.shape, np.int64), "token_type_ids": kinds}
        told = float(self._session.run(None, feed)[0][0])
        return told * (ABOVE if told > 0 else BELOW)
