"""The heads of drafts, made of a file (`psp add`) or of kept questions (`psp curate`), and their check."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints, ValidationError

from kb.errors import Problem
from kb.frontmatter import read_yaml
from kb.strict import Day, Line, Strict

FOLDER = "drafts"


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


class Head(Strict):
    """What every draft begins with. It has no kind and no sources: those are the curator's to give."""

    id: Annotated[str, StringConstraints(pattern=r"^drafts/[a-z0-9]+(-[a-z0-9]+)*$")]
    status: Literal["draft"]
    title: Annotated[str, Field(min_length=1, max_length=300)]


class Draft(Head):
    """The head of a draft made of a file."""

    provenance: Provenance

    @property
    def since(self) -> str:
        """The day on which it was made."""
        return self.provenance.converted


class Origin(Strict):
    """Which kept questions a draft comes from, how often and between which days they were asked."""

    numbers: tuple[int, ...]
    asked: int
    first: Day
    last: Day
    drafted: Day


class GapDraft(Head):
    """The head of a draft made of kept questions: their wordings, and the sections nearest to them."""

    asked_as: Annotated[tuple[Line, ...], Field(min_length=1)]
    near: tuple[Annotated[str, Field(max_length=300)], ...]
    gap: Origin

    @property
    def since(self) -> str:
        """The day on which it was made."""
        return self.gap.drafted


Made = TypeVar("Made", Draft, GapDraft)


def check_drafts(corpus: Path) -> list[Problem]:
    """A warning for each draft that waits, a problem for each whose head is broken."""
    return [problem for path in _paths(corpus) for problem in _read(path, corpus)[1]]


def drafts_of(corpus: Path, kind: type[Made]) -> Iterator[tuple[Path, Made]]:
    """The drafts of a kind (`Draft`, made of files, or `GapDraft`) that can be read, with their paths."""
    for path in _paths(corpus):
        draft, _ = _read(path, corpus)
        if isinstance(draft, kind):
            yield path, draft


def front_matter(draft: Head) -> str:
    """The head of `draft`. JSON strings are double-quoted YAML strings, so none can break out of its line."""
    lines: list[str] = []
    for key, value in draft.model_dump(mode="json").items():
        if isinstance(value, dict):
            lines += [f"{key}:", *(f"  {name}: {_quoted(one)}" for name, one in value.items())]
        elif isinstance(value, list) and value:
            lines += [f"{key}:", *(f"  - {_quoted(one)}" for one in value)]
        else:
            lines.append(f"{key}: {_quoted(value)}")
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _paths(corpus: Path) -> list[Path]:
    return sorted((corpus / FOLDER).glob("*.md"))


def _read(path: Path, corpus: Path) -> tuple[Draft | GapDraft | None, list[Problem]]:
    name = path.relative_to(corpus).as_posix()
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None, [Problem(name, 1, "the draft cannot be read as UTF-8 text; delete it and make it again")]
    head, closed, _ = text.removeprefix("---\n").partition("\n---\n")
    yaml = read_yaml(head if closed and text.startswith("---\n") else "", name, 2)
    if yaml.problems:
        return None, yaml.problems
    try:
        of_gaps = isinstance(yaml.value, dict) and "gap" in yaml.value
        draft = (GapDraft if of_gaps else Draft).model_validate_json(json.dumps(yaml.value))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        key = str(fault["loc"][0]) if fault["loc"] else ""
        where = key or "front matter"
        text = f"{where}: {fault['msg'].lower()}; correct it, or delete the draft and make it again"
        return None, [Problem(name, yaml.lines.get(key, 1), text)]
    waiting = f"unfinished: a draft of {draft.since} waits for a curator"
    return draft, [Problem(name, 1, waiting, warning=True)]
