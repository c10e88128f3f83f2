"""Small arrays learned from a corpus, kept below it (`learned/*.npz`) with the model that they fit."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.errors import ModelError

FOLDER = "learned"
Array = npt.NDArray[np.float32]


def write_arrays(corpus_dir: Path, name: str, model: str, arrays: Mapping[str, Array]) -> Path:
    """Keep `arrays` in half precision, which moves no cosine by more than a thousandth; returns the file."""
    path = corpus_dir / FOLDER / f"{name}.npz"
    path.parent.mkdir(parents=True, exist_ok=True)
    halves = {key: array.astype(np.float16) for key, array in arrays.items()}
    np.savez_compressed(path, model=np.array(model), **halves)  # type: ignore[arg-type]
    return path


def read_arrays(
    corpus_dir: Path, name: str, model: str, shapes: Mapping[str, int]
) -> dict[str, Array] | None:
    """The arrays of that name, or None if the corpus has none for this model.

    `shapes` gives the number of dimensions that each has to have.

    Raises:
        ModelError: the file is there and cannot be read.
    """
    path = corpus_dir / FOLDER / f"{name}.npz"
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            found = {key: stored[key].astype(np.float32) for key in shapes}
            fits = str(stored["model"]) == model
        wrong = [key for key, dimensions in shapes.items() if found[key].ndim != dimensions]
        if wrong:
            raise ValueError(f"'{wrong[0]}' has the shape {found[wrong[0]].shape}")
    except Exception as error:  # numpy and zipfile raise a dozen kinds of their own for a damaged file
        raise ModelError(
            f"{path} is damaged ({error}); restore it, or make it anew: python -m api.evaluation.learning"
        ) from error
    return found if fits else None
