"""The index of a collection: the guide's texts and its own, in a folder that no other collection shares."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from graph.build import Graph
from kb.embedding import Embedder
from kb.errors import CorpusError, IndexStale
from kb.index_building import build_index
from kb.index_folder import current
from kb.loader import load_corpus
from kb.overlay import documents_of, lay_over, overlay_version

NAMED = "made-of"
Tell = Callable[[int, int], None]


def names_in(folder: Path | None) -> list[str]:
    """The collections in a folder, in order; each is named as the partner that it belongs to."""
    if folder is None:
        return []
    if not folder.is_dir():
        raise CorpusError(f"the folder {folder} of PSP_COLLECTIONS_DIR is missing")
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def is_built(national: Path, own: Path, place: Path, model: str) -> bool:
    """Whether the index in `place` was built from this collection over this corpus with this model."""
    try:
        return (place / NAMED).read_text() == _made_of(national, own, model)
    except OSError:
        return False


def require_built(national: Path, own: Path, place: Path, model: str) -> None:
    """Nothing, where `is_built`.

    Raises:
        IndexStale: it is not.
    """
    if not is_built(national, own, place, model):
        raise IndexStale(
            f"the index of the collection '{own.name}' is missing or of other files; run: psp index"
        )


def _made_of(national: Path, own: Path, model: str) -> str:
    return f"{overlay_version(national, own)} {model} {','.join(documents_of(own))}"


def build_collection(
    folders: tuple[Path, Path], place: Path, embedder: Embedder, model: str, tell: Tell | None = None
) -> dict[str, int]:
    """Build the index of a collection in `place`; `folders` are those of the corpus and of the collection.

    The guide's vectors are taken from its own index beside, where there is one. Counts as `build_index`.

    Raises:
        CorpusError: the collection has problems; lists them.
    """
    national, own = folders
    with tempfile.TemporaryDirectory() as name:
        target = Path(name) / own.name
        lay_over(national, own, target)
        corpus = load_corpus(target)
    Graph.from_corpus(corpus)
    if not (place / "current").exists():
        _begin_with(place.parent.parent / "index", place)
    (place / NAMED).unlink(missing_ok=True)
    counts = build_index(corpus, embedder, model, place, tell)
    (place / NAMED).write_text(_made_of(national, own, model))
    return counts


def _begin_with(index: Path, place: Path) -> None:
    """Copy the guide's index to `place`, so that its texts are not embedded again."""
    place.mkdir(parents=True, exist_ok=True)
    if (index / "current").exists():
        found = current(index)
        shutil.copytree(found, place / found.name, dirs_exist_ok=True)
        (place / "current").write_text(found.name)
