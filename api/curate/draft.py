"""`psp add`: a file becomes a draft with its provenance, for a curator to write a document from."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from api.curate.convert import Converted, convert
from api.curate.errors import AlreadyThere
from api.curate.files import write_new
from kb.errors import Problem
from kb.frontmatter import read_yaml
from kb.sentences import slugify
from kb.strict import Day, Strict

FOLDER = "drafts"
_NAME_LENGTH = 80


class Provenance(Strict):
    """Where a draft comes from: the file by name and SHA-256, what read it, when, and what it lacks."""

    file: str
    format: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    bytes: int
    pages: int | None
    converter: str
    converted: Day
    left_out: tuple[str, ...]


class Draft(Strict):
    """The head of a draft. It has no kind and no sources: those are the curator's to give."""

    id: Annotated[str, StringConstraints(pattern=r"^drafts/[a-z0-9]+(-[a-z0-9]+)*$")]
    status: Literal["draft"]
    title: Annotated[str, Field(min_length=1, max_length=300)]
    provenance: Provenance


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
    for path, earlier in _readable(corpus):
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
    path = write_new(corpus / f"{draft.id}.md", f"---\n{_front_matter(draft)}---\n{converted.markdown}")
    return Added(draft, path)


def check_drafts(corpus: Path) -> list[Problem]:
    """A warning for each draft that waits, a problem for each whose head is broken."""
    return [problem for path in _paths(corpus) for problem in _read(path, corpus)[1]]


def _name(file: Path, converted: Converted) -> str:
    slug = slugify(file.stem) or slugify(converted.title) or "draft"
    return slug[:_NAME_LENGTH].strip("-")


def _front_matter(draft: Draft) -> str:
    """JSON strings are double-quoted YAML strings, so no title can break out of its line."""
    head = draft.model_dump(mode="json")
    provenance = head.pop("provenance")
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    lines.append("provenance:")
    lines += [f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in provenance.items()]
    return "\n".join(lines) + "\n"


def _paths(corpus: Path) -> list[Path]:
    return sorted((corpus / FOLDER).glob("*.md"))


def _readable(corpus: Path) -> Iterator[tuple[Path, Draft]]:
    for path in _paths(corpus):
        draft, _ = _read(path, corpus)
        if draft is not None:
            yield path, draft


def _read(path: Path, corpus: Path) -> tuple[Draft | None, list[Problem]]:
    name = path.relative_to(corpus).as_posix()
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None, [
            Problem(name, 1, "the draft cannot be read as UTF-8 text; delete it and add the file again")
        ]
    head, closed, _ = text.removeprefix("---\n").partition("\n---\n")
    yaml = read_yaml(head if closed and text.startswith("---\n") else "", name, 2)
    if yaml.problems:
        return None, yaml.problems
    try:
        draft = Draft.model_validate_json(json.dumps(yaml.value))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        key = str(fault["loc"][0]) if fault["loc"] else ""
        where = key or "front matter"
        text = f"{where}: {fault['msg'].lower()}; correct it, or delete the draft and add the file again"
        return None, [Problem(name, yaml.lines.get(key, 1), text)]
    waiting = f"unfinished: a draft of {draft.provenance.converted} waits for a curator"
    return draft, [Problem(name, 1, waiting, warning=True)]
