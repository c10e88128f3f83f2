"""`psp new`: a valid document to fill in, which `psp check` reports as unfinished and as nothing else."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from pathlib import Path

from api.curate.draft_head import GapDraft, drafts_of
from api.curate.errors import BadName
from api.curate.files import write_new
from kb.checks import EDITORIAL
from kb.documents import FOLDERS, Corpus, Kind
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
{asked_as}
{evidence}status: "draft"
reviewed: "{reviewed}"
review_by: "{review_by}"
{as_of}---
## {placeholder} which question does this section answer
{placeholder} the first sentence answers the heading outright; each sentence makes sense alone. \
[@{source}, {placeholder} where in the source]
"""


_ASKERS = (
    "a council officer ask?",
    "a third-sector manager ask?",
    "a trainer ask?",
    "a member of the public ask, with typical mistakes?",
)


def new_document(
    corpus: Path, kind: str, name: str, today: dt.date, source: str = EDITORIAL, begun: str = ""
) -> Path:
    """Write a skeleton of `kind` named `name` (`agree-first` or `lessons/agree-first`) and return its path.

    `begun` names a draft made by `psp curate draft`: its questions and its nearest link are taken over.

    Raises:
        BadName: no such kind or draft, a name that is no slug, or another kind's folder before it.
        AlreadyThere: a document of this name exists; it is left as it is.
        CorpusError: the corpus folder is missing or empty.
    """
    identifier = _identifier(kind, name)
    known = read_corpus(corpus).corpus
    if source not in {entry.id for entry in known.sources}:
        raise BadName(f"the source '{source}' is not in sources.yml; add it there first")
    draft = _draft(corpus, begun) if begun else None
    text = _TEMPLATE.format(
        id=identifier,
        asked_as=_asked_as(draft.asked_as if draft else ()),
        evidence=_evidence(draft, known) if draft else "",
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


def _draft(corpus: Path, name: str) -> GapDraft:
    wanted = Path(name).name.removesuffix(".md")
    for path, draft in drafts_of(corpus, GapDraft):
        if path.stem == wanted:
            return draft
    raise BadName(f"there is no draft '{wanted}' of kept questions; psp curate draft makes one")


def _asked_as(questions: Sequence[str]) -> str:
    """The questions, and places for as many more as a document needs."""
    missing = [f"{PLACEHOLDER} how would {who}" for who in _ASKERS[len(questions) :]]
    return "\n".join(f"  - {json.dumps(text, ensure_ascii=False)}" for text in (*questions, *missing))


def _evidence(draft: GapDraft, known: Corpus) -> str:
    """A link to the reviewed document that is nearest to the questions."""
    reviewed = {document.id for document in known.documents if document.front.status == "reviewed"}
    near = dict.fromkeys(section.partition("#")[0] for section in draft.near)
    found = [identifier for identifier in near if identifier in reviewed][:1]
    return f"evidence: {json.dumps(found)}\n" if found else ""


def _ids(terms: Sequence[Term]) -> str:
    return ", ".join(term.id for term in terms)
