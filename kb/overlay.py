"""A partner's own documents laid over the corpus of the guide: one folder that is read like any corpus.

The own folder holds documents in the folders of the corpus and its own `sources.yml`; taxonomies, facts and
everything else are those of the guide. Own documents may cite the guide's sources and name its barriers.
"""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from kb.documents import FOLDERS
from kb.errors import CorpusError, Problem
from kb.fingerprint import corpus_files, corpus_version

SOURCES = "sources.yml"


def documents_of(own: Path) -> list[str]:
    """The documents of a collection, as paths below its folder."""
    return sorted(path.relative_to(own).as_posix() for name in FOLDERS for path in (own / name).glob("*.md"))


def lay_over(national: Path, own: Path, target: Path) -> None:
    """Make the folder `target` of the corpus `national` and the collection `own` over it.

    Own sources come first, so that their lines keep their numbers.

    Raises:
        CorpusError: the collection is missing, is empty, or takes the place of a document of the guide.
    """
    problems = misplaced(national, own)
    if problems:
        raise CorpusError(f"the collection in {own} cannot be used", tuple(problems))
    for path in corpus_files(national):
        if path.is_file():
            _copy(path, target / path.relative_to(national))
    for name in documents_of(own):
        _copy(own / name, target / name)
    if (own / SOURCES).is_file():
        texts = ((folder / SOURCES).read_text(encoding="utf-8").rstrip("\n") for folder in (own, national))
        (target / SOURCES).write_text("\n".join(texts) + "\n", encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def misplaced(national: Path, own: Path) -> list[Problem]:
    """What cannot lie in a collection: other files, names of the guide's documents; or that it is empty."""
    if not own.is_dir() or not documents_of(own):
        return [Problem(own.name, 1, f"no document here (looked in {', '.join(FOLDERS)})")]
    return sorted(_misplaced(national, own))


def _misplaced(national: Path, own: Path) -> Iterator[Problem]:
    documents = set(documents_of(own))
    for path in sorted(path for path in own.rglob("*") if path.is_file()):
        name = path.relative_to(own).as_posix()
        if name in documents:
            if (national / name).exists():
                yield Problem(name, 1, "the guide has a document of this name; choose another")
        elif name not in (SOURCES, "README.md"):
            yield Problem(name, 1, f"a collection holds documents and {SOURCES}, nothing else")


def overlay_version(national: Path, own: Path) -> str:
    """A digest of the corpus and of the collection over it, 16 hex digits; nothing is parsed."""
    digest = hashlib.sha256(corpus_version(national).encode())
    for name in (*documents_of(own), SOURCES):
        path = own / name
        digest.update(name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"") + b"\0")
    return digest.hexdigest()[:16]


def own_sources_end(own: Path) -> int:
    """The last line of the joined sources that is the collection's."""
    path = own / SOURCES
    return len(path.read_text(encoding="utf-8").rstrip("\n").splitlines()) if path.is_file() else 0
