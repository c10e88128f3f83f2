"""Which files make up the corpus, and a digest of them that is cheap enough to take at every start."""

import hashlib
from pathlib import Path

from kb.documents import FOLDERS
from kb.errors import CorpusError

TYPED = "judgements/judged-questions.yml"
TAXONOMIES = ("stages", "themes", "roles")
GRAPH_FILES = ("barriers", "mitigations")


def corpus_files(folder: Path) -> list[Path]:
    """Every file that makes up the corpus: documents, taxonomies, sources and typed questions, in order."""
    taxonomies = (
        *TAXONOMIES,
        *GRAPH_FILES,
        "names",
        "abbreviations",
        "spellings",
        "outside",
        "terms",
        "premises",
        "aspects",
        "moves",
        "things",
    )
    registers = ["sources.yml", "facts.yml", TYPED, *(f"taxonomy/{name}.yml" for name in taxonomies)]
    documents = [path for name in FOLDERS for path in sorted((folder / name).glob("*.md"))]
    return [*documents, *(folder / name for name in registers)]


def corpus_version(folder: Path) -> str:
    """A digest of every file of the corpus, 16 hex digits; cheap, since nothing is parsed.

    Raises:
        CorpusError: the folder is missing.
    """
    if not folder.is_dir():
        raise CorpusError(
            f"the corpus folder {folder} is missing; set PSP_CORPUS_DIR to the folder that holds sources.yml"
        )
    digest = hashlib.sha256()
    for path in corpus_files(folder):
        name = path.relative_to(folder).as_posix()
        digest.update(name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"") + b"\0")
    return digest.hexdigest()[:16]
