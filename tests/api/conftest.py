"""A data folder of a test's own, and the index of a corpus in which one title is another."""

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.settings import Settings
from kb.embedding import OnnxEmbedder
from kb.embedding_model import find_export
from kb.index_building import build_index
from kb.index_folder import NEW, current, put
from tests.conftest import REPOSITORY
from tests.reviewed import real_corpus_with_title

CHANGED, ASKS_OF_IT = "process/what-is-a-psp", "What is a PSP?"


@dataclass(frozen=True)
class Retitled:
    """A corpus in which the document `CHANGED` is called `new` and not `old`, and its index."""

    corpus: Path
    index: Path
    old: str
    new: str

    def take_corpus(self, settings: Settings) -> None:
        """Change the document in the corpus of `settings`."""
        shutil.copy(self.corpus / f"{CHANGED}.md", settings.corpus_dir / f"{CHANGED}.md")

    def take_index(self, settings: Settings) -> None:
        """Put the index in the place of that of `settings`, as building one does at its end."""
        work = Path(tempfile.mkdtemp(prefix=NEW, dir=settings.index_dir))
        shutil.copytree(current(self.index), work, dirs_exist_ok=True)
        put(settings.index_dir, work)


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A data folder of its own with index and model."""
    for name in ("index", "model"):
        shutil.copytree(built / name, tmp_path / "data" / name)
    return tmp_path / "data"


@pytest.fixture(scope="session")
def retitled(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Retitled:
    """Built once for all tests in which an index is followed by another: that takes seconds."""
    folder = tmp_path_factory.mktemp("next")
    shutil.copytree(REPOSITORY / "corpus", folder / "corpus", ignore=shutil.ignore_patterns("drafts"))
    document = folder / "corpus" / f"{CHANGED}.md"
    text = document.read_text()
    found = re.search(r'(?m)^title: "(.*)"$', text)
    assert found
    new = f"Newly: {found[1]}"
    document.write_text(text.replace(found[0], f'title: "{new}"', 1))
    shutil.copytree(built / "index", folder / "index")
    export = find_export(None, built / "model")
    assert export
    corpus = real_corpus_with_title(folder / "corpus", CHANGED, new)
    build_index(corpus, OnnxEmbedder(export), export.name, folder / "index")
    return Retitled(folder / "corpus", folder / "index", found[1], new)
