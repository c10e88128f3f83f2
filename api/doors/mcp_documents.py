"""A document of the corpus as Markdown with footnotes, for assistants and other tools."""

from collections.abc import Iterator, Mapping

from kb.documents import Block, Citation, Document, Item, Source


def document_markdown(document: Document, sources: Mapping[str, Source]) -> str:
    """Title, summary, sections, and a footnote for every place in a source that is cited."""
    notes: dict[tuple[str, str], int] = {}
    parts = [f"# {document.front.title}", document.front.summary, *_state(document)]
    for passage in document.passages:
        parts.append(f"## {passage.heading}")
        parts += [_block(block, notes) for block in passage.blocks]
    parts.append(
        "\n".join(_note(number, sources[source], locator) for (source, locator), number in notes.items())
    )
    return "\n\n".join(parts) + "\n"


def _state(document: Document) -> Iterator[str]:
    if document.front.as_of:
        yield f"As of {document.front.as_of}; check whether it is still so."
    yield f"Reviewed {document.front.reviewed}, to be reviewed again by {document.front.review_by}."


def _block(block: Block, notes: dict[tuple[str, str], int]) -> str:
    if block.kind == "paragraph":
        return "\n\n".join(_item(item, notes) for item in block.items)
    lines = [_item(item, notes) for item in block.items]
    marked = [
        f"{number}. {line}" if block.ordered else f"- {line}" for number, line in enumerate(lines, start=1)
    ]
    lead = [_item(block.lead, notes), ""] if block.lead else []
    return "\n".join([*lead, *marked])


def _item(item: Item, notes: dict[tuple[str, str], int]) -> str:
    said = " ".join(
        sentence.text + "".join(_mark(c, notes) for c in sentence.citations) for sentence in item.sentences
    )
    cautions = [f"{mark.kind} {mark.date or ''}".strip() for mark in item.marks]
    return f"{said} ({'; '.join(cautions)})" if cautions else said


def _mark(citation: Citation, notes: dict[tuple[str, str], int]) -> str:
    return f"[^{notes.setdefault((citation.source, citation.locator), len(notes) + 1)}]"


def _note(number: int, source: Source, locator: str) -> str:
    where = f" {source.url}" if source.url else ""
    return f"[^{number}]: {source.title}, {source.publisher}, {source.year}: {locator}.{where}"
