"""An embedder that remembers: what was embedded once is looked up by its text, with or without an index."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from kb.embedding import Embedder, Halves, Vectors

MOST = 100_000  # vectors kept, unless more are asked for at once; the oldest go first


class RememberingEmbedder:
    """Embeds as `embedder` does, in half precision, and keeps it in `path`: no cosine moves by 0.001.

    A file that is missing or damaged counts as empty. `fresh` looks nothing up. `made` counts the texts that
    had to be embedded.
    """

    def __init__(self, embedder: Embedder, path: Path, fresh: bool = False) -> None:
        self._embedder, self._path, self._fresh = embedder, path, fresh
        self.made = 0

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return self._embedder.width

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Unit vectors, float32 of shape (len(texts), width); `progress` is told how many are done."""
        keys = [key_of(text).encode() for text in texts]
        known = {} if self._fresh else self._read()
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if progress and len(missing) < len(texts):
            progress(len(texts) - len(missing))
        made = self._embedder.embed(list(missing.values()), progress)
        self.made += len(missing)
        known |= dict(zip(missing, made.astype(np.float16), strict=True))
        if missing:
            self._write(known, max(MOST, 2 * len(texts)))
        # new ones in half precision too: an index is the same whether they were remembered or made now
        rows = [known[key].astype(np.float32) for key in keys]
        return np.stack(rows) if rows else np.zeros((0, self.width), np.float32)

    def _read(self) -> dict[bytes, Halves]:
        try:
            with np.load(self._path, allow_pickle=False) as stored:
                keys, vectors = stored["keys"], stored["vectors"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return {}
        if vectors.ndim != 2 or vectors.shape != (len(keys), self.width) or vectors.dtype != np.float16:
            return {}
        return dict(zip(keys.tolist(), vectors, strict=True))

    def _write(self, known: dict[bytes, Halves], most: int) -> None:
        """Beside the old file and in one step, so that a kill midway leaves the old one."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        work = self._path.with_name(f".{self._path.stem}-{os.getpid()}.npz")
        keys = list(known)[-most:]
        try:
            np.savez(work, keys=np.array(keys, "S24"), vectors=np.stack([known[key] for key in keys]))
            os.replace(work, self._path)
        finally:
            work.unlink(missing_ok=True)


def key_of(text: str) -> str:
    """What a text's vector is found by: 24 hex digits of its sha256."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]
