"""`psp new`: a valid document to fill in, which `psp check` reports as unfinished and as nothing else."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from api.curate.errors import BadName
from api.curate.files import write_new
from kb.checks import EDITORIAL
from kb.documents import FOLDERS, Kind
from kb.drafts import PLACEHOLDER
from kb.loader import read_corpus
from kb.taxonomy import Term

REVIEW_DAYS = 365
_FOLDER_OF: dict[str, str] = {kind: folder for folder, kind in FOLDERS.items()}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEMPLATE = """---
id: "{id}"
kind: "{kind}"
title: "{placeholder} what the reader gets"
summary: "{placeholder} one sentence of at most 200 characters."
# one or more of: {stages}
stage: ["{stage}"]
# one or more of: {themes}
themes: ["{theme}"]
asked_as:
  - "{placeholder} how would a council officer ask?"
  - "{placeholder} how would a third-sector manager ask?"
  - "{placeholder} how would a trainer ask?"
  - "{placeholder} how would a member of the public ask, with typical mistakes?"
status: "draft"
reviewed: "{reviewed}"
review_by: "{review_by}"
{as_of}---
## {placeholder} which question does this section answer
{placeholder} the first sentence answers the heading outright; each sentence makes sense alone. \
[@{source}, {placeholder} where in the source]
"""


def new_document(corpus: Path, kind: str, name: str, today: dt.date, source: str = EDITORIAL) -> Path:
    """Write a skeleton of `kind` named `name` (`agree-first` or `lessons/agree-first`) and return its path.

    Raises:
        BadName: no such kind, a name that is no slug, or another kind's folder before it.
        AlreadyThere: a document of this name exists; it is left as it is.
        CorpusError: the corpus folder is missing or empty.
    """
    identifier = _identifier(kind, name)
    known = read_corpus(corpus).corpus
    if source not in {entry.id for entry in known.sources}:
        raise BadName(f"the source '{source}' is not in sources.yml; add it there first")
    text = _TEMPLATE.format(
        id=identifier,
        kind=kind,
        placeholder=PLACEHOLDER,
        stages=_ids(known.stages),
        stage=known.stages[0].id,
        themes=_ids(known.themes),
        theme=known.themes[0].id,
        reviewed=today.isoformat(),
        review_by=(today + dt.timedelta(days=REVIEW_DAYS)).isoformat(),
        as_of=f'as_of: "{today:%Y-%m}"\n' if kind in ("law", "support") else "",
        source=source,
    )
    return write_new(corpus / f"{identifier}.md", text)


def kinds() -> tuple[Kind, ...]:
    """The kinds of document, in the order of their folders."""
    return tuple(FOLDERS.values())


def _identifier(kind: str, name: str) -> str:
    folder = _FOLDER_OF.get(kind)
    if folder is None:
        raise BadName(f"there is no kind '{kind}'; choose one of {', '.join(kinds())}")
    slug = name.removeprefix(f"{folder}/").removesuffix(".md")
    if not _NAME.fullmatch(slug) or len(slug) > 80:
        raise BadName(
            f"'{name}' is no id; use lower-case words joined by hyphens, like '{folder}/agree-first'"
        )
    return f"{folder}/{slug}"


def _ids(terms: Sequence[Term]) -> str:
    return ", ".join(term.id for term in terms)
