"""Ways of damaging a file, or a data folder that was whole."""

import shutil
from pathlib import Path


def flip(path: Path, at: int | None = None, mask: int = 1) -> None:
    """Change the bits of `mask` in one byte of a file: the one at `at`, else the one in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if at is None else at] ^= mask
    path.write_bytes(content)


def no_model(data: Path) -> None:
    """Take the embedding model away."""
    shutil.rmtree(data / "model")


def other_weights(data: Path) -> None:
    """Change the weights of the embedding model."""
    for weights in (data / "model").glob("*/model*.onnx"):  # whichever this machine runs
        flip(weights)


def damaged_index(data: Path) -> None:
    """Change the text that the index holds."""
    flip(next((data / "index").glob("*/corpus.json")))
