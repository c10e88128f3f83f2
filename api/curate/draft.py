"""`psp add`: a file becomes a draft with its provenance, for a curator to write a document from."""

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

from api.curate.convert import Converted, convert
from api.curate.draft_head import FOLDER, Draft, Provenance, drafts_of, front_matter
from api.curate.errors import AlreadyThere
from api.curate.files import write_new
from kb.sentences import slugify

_NAME_LENGTH = 80


@dataclass(frozen=True)
class Added:
    """A draft that was written, and where."""

    draft: Draft
    path: Path


def add_draft(corpus: Path, file: Path, today: dt.date, without_pages: frozenset[int] = frozenset()) -> Added:
    """Convert `file` and write it whole to `corpus/drafts/`; nothing is left behind when it is refused.

    Raises:
        Refused: the file cannot be read; names the path, the line or page, and the remedy.
        AlreadyThere: this very file was added before, or a draft of this name exists.
    """
    converted = convert(file, without_pages)
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    for path, earlier in drafts_of(corpus, Draft):
        if earlier.provenance.sha256 == digest:
            raise AlreadyThere(f"{file} was added before, as {path}; work on that draft or delete it first")
    draft = Draft(
        id=f"{FOLDER}/{_name(file, converted)}",
        status="draft",
        title=(converted.title or file.stem)[:300],
        provenance=Provenance(
            file=file.name,
            sha256=digest,
            bytes=len(data),
            converted=today.isoformat(),
            **{key: value for key, value in asdict(converted).items() if key not in ("title", "markdown")},
        ),
    )
    path = write_new(corpus / f"{draft.id}.md", f"---\n{front_matter(draft)}---\n{converted.markdown}")
    return Added(draft, path)


def _name(file: Path, converted: Converted) -> str:
    slug = slugify(file.stem) or slugify(converted.title) or "draft"
    return slug[:_NAME_LENGTH].strip("-")
