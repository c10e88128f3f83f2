"""Text to unit vectors: the `Embedder` protocol and the ONNX runtime that serves it without torch."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kb.embedding_model import open_export

Vectors = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]  # as they are kept: no cosine moves by more than 0.001
MAX_TOKENS = 256  # all-MiniLM-L6-v2 reads no further
_SEVERAL = 32  # texts that a thread embeds before it looks for more


class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors, float32 of shape (len(texts), width); `progress` is told how many are done."""
        ...


class OnnxEmbedder:
    """The exported model in onnxruntime; `folder` is what `kb.embedding_model.ensure_export` returned.

    Raises:
        ModelError: a file of the export is missing or damaged.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._tokenizer, self._session = open_export(folder, "model", threads)
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self.width = int(self._session.get_outputs()[0].shape[1] or 0) or len(self._run([101, 102]))

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors of `texts`, in order.

        Each alone: int8 results depend on what shares a batch, so a text would have another vector in another
        company. Batches of eight take a fifth less time.
        """
        out = np.zeros((len(texts), self.width), np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]

        def some(first: int) -> int:
            several = tokens[first : first + _SEVERAL]
            for row, one in enumerate(several, first):
                out[row] = self._run(one)
            return len(several)

        # some texts a core: they wait for each other less than threads within one text
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for done in pool.map(some, range(0, len(tokens), _SEVERAL)):
                if progress:
                    progress(done)
        return out

    def embed_one(self, text: str) -> Vectors:
        """One question, float32 of shape (width,)."""
        return self._run(self._tokenizer.encode(text).ids)

    def vocabulary(self) -> dict[str, int]:
        """The word pieces that the model knows; those without ## are words or their beginnings."""
        pieces: dict[str, int] = self._tokenizer.get_vocab()
        return pieces

    def _run(self, tokens: list[int]) -> Vectors:
        ids = np.array([tokens], np.int64)
        ones, zeros = np.ones(ids.shape, np.int64), np.zeros(ids.shape, np.int64)
        feed = {"input_ids": ids, "attention_mask": ones, "token_type_ids": zeros}
        result: Vectors = self._session.run(None, feed)[0][0]
        return result
