"""Unfinished documents: what a draft still lacks, and that nothing reviewed leans on one."""

from collections.abc import Iterator

from kb.documents import Document
from kb.errors import Problem
from kb.loader import Reading

PLACEHOLDER = "To write:"


def unfinished(reading: Reading) -> Iterator[Problem]:
    """Drafts and placeholders as warnings; as problems where a reviewed document holds or links to one."""
    drafts = {document.id for document in reading.corpus.documents if document.front.status == "draft"}
    for document in reading.corpus.documents:
        lines = reading.lines.get(document.path, {})
        draft = document.id in drafts
        if draft:
            text = 'unfinished: a draft, kept out of answers until its status is "reviewed"'
            yield Problem(document.path, lines.get("status", 1), text, warning=True)
        for line, where in _placeholders(document, lines):
            text = f"unfinished: {where} still holds '{PLACEHOLDER}'"
            yield Problem(document.path, line, text, warning=draft)
        for target in (*document.front.evidence, *document.front.supersedes):
            if target in drafts and not draft:
                text = f"links to the draft '{target}', which readers cannot open; finish it or drop the link"
                yield Problem(document.path, lines.get("evidence", 1), text)


def _placeholders(document: Document, lines: dict[str | int, int]) -> Iterator[tuple[int, str]]:
    front = document.front
    written = {"title": (front.title,), "summary": (front.summary,), "asked_as": front.asked_as}
    for key, texts in written.items():
        if any(PLACEHOLDER in text for text in texts):
            yield lines.get(key, 1), key
    for passage in document.passages:
        if PLACEHOLDER in passage.heading:
            yield passage.line_start, "the heading"
        for item in passage.items:
            if PLACEHOLDER in item.text:
                yield item.line, "the text"
