"""The numbers of an ONNX graph in a file beside it: onnxruntime maps that, and a server reads what it uses.

Within the graph's own file they are read and copied whole: 10 MB more for each model, and twice the time
to load.
"""

import shutil
from pathlib import Path

from kb.digests import file_sha256


def numbers_of(graph: Path) -> Path:
    """Where the numbers of a graph lie, whether they are there or not.

    >>> numbers_of(Path("model.onnx")).name
    'model.numbers'
    """
    return graph.with_suffix(".numbers")


def set_apart(graph: Path) -> None:
    """Move the numbers of a graph into the file beside it."""
    import onnx

    numbers = numbers_of(graph)
    onnx.save(onnx.load(graph), graph, save_as_external_data=True, location=numbers.name)
    shutil.copymode(graph, numbers)  # onnx lets the owner alone read them


def weights_sha256(graph: Path) -> str:
    """The sha256 of a graph's file with that of its numbers after it, where they lie apart; 64 hex digits.

    Raises:
        OSError: a file cannot be read.
    """
    numbers = numbers_of(graph)
    return file_sha256(graph, numbers) if numbers.is_file() else file_sha256(graph)
