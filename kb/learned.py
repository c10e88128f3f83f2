"""Small arrays learned from a corpus, kept below it (`learned/*.npz`) with what they rest on."""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from kb.errors import ModelError

FOLDER = "learned"
Array = npt.NDArray[np.float32]
Stored = Mapping[str, npt.NDArray[Any]]  # an open file of arrays
Taken = TypeVar("Taken")
Shape = tuple[int | str, ...]  # a word stands for any size, the same wherever it stands
Shapes = Mapping[str, Shape]


def write_arrays(
    corpus_dir: Path, name: str, model: str, arrays: Mapping[str, Array], examples: Iterable[str] = ()
) -> Path:
    """Keep `arrays` in half precision, which moves no cosine by more than a thousandth; returns the file.

    Of each of `examples`, from which they were learned, four bytes are kept: enough to count which changed.
    """
    path = corpus_dir / FOLDER / f"{name}.npz"
    path.parent.mkdir(parents=True, exist_ok=True)
    kept: dict[str, Any] = {key: array.astype(np.float16) for key, array in arrays.items()}
    work = path.with_suffix(".new.npz")  # a kill midway leaves the old file
    behind = np.array(sorted(marks_of(examples)), np.uint32)
    np.savez_compressed(work, model=np.array(model), examples=behind, **kept)
    os.replace(work, path)
    return path


def read_arrays(
    corpus_dir: Path, name: str, model: str, shapes: Shapes | Callable[[Collection[str]], Shapes]
) -> dict[str, Array] | None:
    """The arrays of that name, or None if the corpus has none for this model.

    `shapes` are those that have to be there, or what says them for the names that are.

    Raises:
        ModelError: the file is there and cannot be read, or an array has not the shape that `shapes` gives.
    """

    def read(stored: Stored) -> dict[str, Array] | None:
        if str(stored["model"]) != model:
            return None
        wanted = shapes(list(stored)) if callable(shapes) else shapes
        found = {key: stored[key].astype(np.float32) for key in wanted}
        _check(found, wanted)
        return found

    return _read(corpus_dir, name, read)


def marks_of(examples: Iterable[str]) -> set[int]:
    """Four bytes of each example's digest, as numbers.

    >>> marks_of(["who pays?", "who pays?"])
    {4208526568}
    """
    return {int.from_bytes(hashlib.sha256(one.encode()).digest()[:4]) for one in examples}


def model_behind(corpus_dir: Path, name: str) -> str | None:
    """The model that the arrays of that name were learned for; None if there is no file.

    Raises:
        ModelError: the file is there and cannot be read.
    """
    return _read(corpus_dir, name, lambda stored: str(stored["model"]))


def marks_behind(corpus_dir: Path, name: str) -> set[int] | None:
    """Marks of the examples behind the arrays of that name; None without a file, empty if it has none.

    Raises:
        ModelError: the file is there and cannot be read.
    """

    def read(stored: Stored) -> set[int]:
        return {int(mark) for mark in stored["examples"]} if "examples" in stored else set()

    return _read(corpus_dir, name, read)


def _read(corpus_dir: Path, name: str, take: Callable[[Stored], Taken]) -> Taken | None:
    """What `take` reads of the file of that name; None if there is none."""
    path = corpus_dir / FOLDER / f"{name}.npz"
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            return take(stored)
    except Exception as error:  # numpy and zipfile raise a dozen kinds of their own for a damaged file
        raise ModelError(
            f"{path} is damaged ({error}); restore it, or delete it and make it again: "
            "python -m api.evaluation.learning"
        ) from error


def _check(found: Mapping[str, Array], shapes: Shapes) -> None:
    sizes: dict[str, int] = {}
    for key, shape in shapes.items():
        array = found[key]
        wanted = tuple(
            sizes.setdefault(size, actual) if isinstance(size, str) else size
            for size, actual in zip(shape, array.shape, strict=False)
        )
        if array.ndim != len(shape) or array.shape != wanted:
            raise ValueError(f"'{key}' has the shape {array.shape}")
        if not np.isfinite(array).all():
            raise ValueError(f"'{key}' holds a value that is no number")
