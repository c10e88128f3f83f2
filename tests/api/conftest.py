import shutil
from pathlib import Path

import pytest


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A data folder of its own with index and model."""
    for name in ("index", "model"):
        shutil.copytree(built / name, tmp_path / "data" / name)
    return tmp_path / "data"
